using System.Text;

namespace Godwit.Sync;

/// <summary>
/// The charset that 8-bit text in a header is labelled with: UTF-8 where it is valid UTF-8; else the one that the message's own <c>Content-Type</c> names, if it is one byte a character;
/// else ISO-8859-1. The bytes themselves are kept in every case, so a wrong guess can be undone.
/// </summary>
internal readonly record struct HeaderCharset(byte[] Name)
{
    private static readonly HeaderCharset Utf8 = new("utf-8"u8.ToArray());
    private static readonly HeaderCharset Latin1 = new("iso-8859-1"u8.ToArray());
    private static readonly string[] OneByteFamilies = ["iso-8859-", "windows-125", "koi8-"];
    private const int MaxNameLength = 16;

    internal static HeaderCharset Of(ReadOnlySpan<byte> text, HeaderCharset other) => System.Text.Unicode.Utf8.IsValid(text) ? Utf8 : other;

    /// <summary>What the block's <c>Content-Type</c> names, or ISO-8859-1.</summary>
    internal static HeaderCharset DeclaredBy(ReadOnlySpan<byte> block)
    {
        if (!HeaderReader.TryFind(block, "Content-Type"u8, out var field)) return Latin1;
        var value = Encoding.Latin1.GetString(field.Value).ToLowerInvariant();
        var at = value.IndexOf("charset=", StringComparison.Ordinal);
        if (at < 0) return Latin1;
        var name = value[(at + "charset=".Length)..].TrimStart('"');
        name = name[..name.TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c == '-').Count()];
        return name.Length <= MaxNameLength && OneByteFamilies.Any(f => name.StartsWith(f, StringComparison.Ordinal)) ? new HeaderCharset(Encoding.ASCII.GetBytes(name)) : Latin1;
    }

    /// <summary>Bytes of the character with which the text begins.</summary>
    internal int CharacterLength(ReadOnlySpan<byte> text)
    {
        var length = 1;
        if (Name == Utf8.Name) while (length < Math.Min(text.Length, 4) && (text[length] & 0xC0) == 0x80) length++;
        return length;
    }
}
