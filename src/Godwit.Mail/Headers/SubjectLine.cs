using System.Text;

namespace Godwit.Mail;

/// <summary>A message's subject, fit for a report.</summary>
public static class SubjectLine
{
    /// <summary>The most characters (UTF-16 units) it has.</summary>
    public const int MaxCharacters = 200;

    /// <summary>Enough bytes for that many characters in the most wasteful encoding.</summary>
    private const int MaxValueBytes = 16 * 1024;

    /// <summary>
    /// The subject of the header block with which these bytes begin: decoded, control characters taken out, white space collapsed, at most <see cref="MaxCharacters"/> with an
    /// ellipsis where it was cut; null when there is none or an empty one. Personal data: only for reports and logs at Debug. Never throws.
    /// </summary>
    public static string? Of(ReadOnlySpan<byte> headerBlock)
    {
        if (!HeaderReader.TryFind(headerBlock, "Subject"u8, out var field)) return null;
        var value = field.Value[..Math.Min(field.Value.Length, MaxValueBytes)];
        var subject = Clean(FieldText.Decode(value, MaxValueBytes));
        return subject.Length == 0 ? null : subject;
    }

    private static string Clean(string text)
    {
        var clean = new StringBuilder(Math.Min(text.Length, MaxCharacters));
        var gap = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune)) gap = true;
            else if (rune != Rune.ReplacementChar && UnsafeRunes.Contains(rune)) continue;
            else
            {
                if (gap && clean.Length > 0) clean.Append(' ');
                gap = false;
                clean.Append(rune.ToString());
                if (clean.Length > MaxCharacters) return Cut(clean);
            }
        }
        return clean.ToString();
    }

    private static string Cut(StringBuilder clean)
    {
        var length = MaxCharacters - 1;
        if (char.IsHighSurrogate(clean[length - 1])) length--;
        clean.Length = length;
        return clean.Append('…').ToString();
    }
}
