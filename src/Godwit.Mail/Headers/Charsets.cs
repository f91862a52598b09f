using System.Globalization;
using System.Text;

namespace Godwit.Mail;

/// <summary>Character sets by the names that mail uses for them, and text from bytes whose charset nobody told.</summary>
internal static class Charsets
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    /// <summary>Programs that mean windows-1252 say iso-8859-1; where the two differ, the latter has only control characters.</summary>
    private static Encoding Western => CodePagesEncodingProvider.Instance.GetEncoding(1252) ?? Encoding.Latin1;

    /// <summary>The charset of this name (RFC 2231's <c>*language</c> taken off); null when it is not known, which mail must survive.</summary>
    internal static Encoding? Find(ReadOnlySpan<byte> name)
    {
        var star = name.IndexOf((byte)'*');
        if (star >= 0) name = name[..star];
        name = name.Trim(" \t\"'"u8);
        if (name.IsEmpty || name.Length > HeaderLimits.MaxCharsetNameBytes || !Ascii.IsValid(name)) return null;
        var text = Encoding.ASCII.GetString(name).ToLowerInvariant();
        return text switch
        {
            "utf-8" or "utf8" => StrictUtf8,
            "iso-8859-1" or "iso8859-1" or "latin1" or "latin-1" => Western,
            _ => CodePage(text) ?? CodePage(ByNumber(text)),
        };
    }

    /// <summary>Text of unknown charset: UTF-8 where the bytes are valid UTF-8, else Western.</summary>
    internal static string Guess(ReadOnlySpan<byte> bytes) =>
        System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Western.GetString(bytes);

    /// <summary>The text in these bytes; a guess where the charset is not known.</summary>
    internal static string Decode(ReadOnlySpan<byte> bytes, Encoding? charset) => charset is null ? Guess(bytes) : charset.GetString(bytes);

    private static Encoding? CodePage(string? name) => name is null ? null : CodePagesEncodingProvider.Instance.GetEncoding(name);

    private static string? ByNumber(string name)
    {
        var digits = name.StartsWith("cp", StringComparison.Ordinal) ? name[2..].TrimStart('-') : name.StartsWith("windows", StringComparison.Ordinal) ? name[7..] : "";
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? CodePagesEncodingProvider.Instance.GetEncoding(number)?.WebName : null;
    }
}
