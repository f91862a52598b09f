using System.Text;

namespace Godwit.Testing.Contracts;

/// <summary>A message as a fact wants it.</summary>
public sealed record SketchedMessage(byte[] Bytes, MessageFlags Flags = default, ReceivedDate? Received = null)
{
    /// <summary>A plain message that differs from those of other numbers.</summary>
    public static SketchedMessage Plain(int number, SystemFlags flags = SystemFlags.None) => new(
        Encoding.ASCII.GetBytes(FormattableString.Invariant(
            $"From: anna@example.org\r\nTo: ben@example.org\r\nSubject: number {number}\r\nMessage-ID: <{number}@example.org>\r\n\r\nBody of {number}.\r\n")),
        new MessageFlags(flags),
        new ReceivedDate(1_400_000_000 + number, 60));

    /// <summary>Plain messages with the numbers 1 to <paramref name="count"/>.</summary>
    public static SketchedMessage[] Plains(int count) => [.. Enumerable.Range(1, count).Select(n => Plain(n))];

    /// <summary>Hash and length in canonical form.</summary>
    public MessageDigest Digest => Digests.Of(Bytes);

    /// <summary>The digest of what follows the header block: all that a store which rewrites headers leaves alone.</summary>
    public MessageDigest BodyDigest => Digests.OfBody(Bytes);
}

/// <summary>Digests of whole byte arrays, as facts compare them.</summary>
public static class Digests
{
    public static MessageDigest Of(ReadOnlySpan<byte> bytes)
    {
        using var hasher = new CanonicalHasher();
        hasher.Append(bytes);
        return hasher.Finish();
    }

    public static MessageDigest OfBody(ReadOnlySpan<byte> bytes) => Of(bytes[HeaderLength(bytes)..]);

    /// <summary>Length of the header block with its closing blank line, read independently of the code under test; everything when there is none.</summary>
    public static int HeaderLength(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("\r\n"u8)) return 2;
        if (bytes.StartsWith("\n"u8)) return 1;
        var crlf = bytes.IndexOf("\r\n\r\n"u8);
        var lf = bytes.IndexOf("\n\n"u8);
        if (crlf < 0 && lf < 0) return bytes.Length;
        return lf < 0 || (crlf >= 0 && crlf < lf) ? crlf + 4 : lf + 2;
    }
}
