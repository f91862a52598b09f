using System.Text;

namespace Godwit.Mail.Tests;

/// <summary>Message bytes for tests: written as text, generated, and cut into pieces.</summary>
internal static class Bytes
{
    private static readonly byte[] Alphabet = [.. "\r\n\r\n\r\n\0\t  :;,()<>\"=?_-+@.abcXYZ019"u8, 0x80, 0xC3, 0xA4, 0xE4, 0xFF];

    /// <summary>Latin-1, so that a test can write any byte.</summary>
    internal static byte[] Of(string text) => Encoding.Latin1.GetBytes(text);

    /// <summary>Bytes of the kind that break parsers: line breaks, separators, 8-bit, few letters.</summary>
    internal static Gen<byte[]> Any { get; } = Gen.Elements(Alphabet).ArrayOf();

    /// <summary>Something that looks like a message: known field names, folded values, a body; any of it may be damaged.</summary>
    internal static Gen<byte[]> MessageLike { get; } =
        from lines in Line.ArrayOf()
        from body in Any
        select (byte[])[.. lines.SelectMany(l => l), .. body];

    private static Gen<byte[]> Line =>
        from name in Gen.Elements("Subject: ", "From: ", "Date: ", "Received: by x; ", "To:", " ", "X-TUID: ", "")
        from value in Gen.OneOf(Any, Gen.Elements("=?utf-8?Q?=C3=A4?=", "Mon, 1 Jan 2001 10:00:00 +0100", "a@b", "=?x?B?////?=").Select(Of))
        from end in Gen.Elements("\r\n", "\n", "\r\n\r\n")
        select (byte[])[.. Of(name), .. value, .. Of(end)];

    /// <summary>The bytes cut after each of these distances, again and again.</summary>
    internal static IEnumerable<byte[]> Cut(byte[] bytes, IReadOnlyList<int> distances)
    {
        for (int at = 0, i = 0; at < bytes.Length; i++)
        {
            var length = Math.Min(bytes.Length - at, distances.Count == 0 ? bytes.Length : Math.Max(1, distances[i % distances.Count]));
            yield return bytes[at..(at + length)];
            at += length;
        }
    }

    /// <summary>Distances for <see cref="Cut"/>.</summary>
    internal static Gen<int[]> Cuts { get; } = Gen.Choose(1, 9).ArrayOf();
}
