using System.Globalization;
using System.Text;

namespace Godwit.Mail;

/// <summary>Text that came from the other side of a wire, made safe to print: what could move the cursor or turn text around is escaped, and its length is bounded.</summary>
public static class OtherSideText
{
    /// <summary>The most characters that are shown.</summary>
    public const int MaxLength = 300;

    /// <summary>The text in printable form, at most <see cref="MaxLength"/> characters and an ellipsis.</summary>
    public static string Show(string? text) => Show(text, MaxLength);

    /// <summary>The text in printable form, at most so many characters and an ellipsis.</summary>
    public static string Show(string? text, int maxLength)
    {
        if (string.IsNullOrEmpty(text)) return "";
        // Nearly all text is printable ASCII and short enough: it is shown as it is.
        if (text.Length <= maxLength && !text.AsSpan().ContainsAnyExceptInRange(' ', '~')) return text;
        var shown = new StringBuilder(Math.Min(text.Length, maxLength) + 1);
        foreach (var rune in text.EnumerateRunes())
        {
            var next = UnsafeRunes.Contains(rune) ? string.Create(CultureInfo.InvariantCulture, $"\\x{rune.Value:X2}") : rune.ToString();
            if (shown.Length + next.Length > maxLength) return shown.Append('…').ToString();
            shown.Append(next);
        }
        return shown.ToString();
    }
}
