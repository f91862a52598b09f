using System.Text;

namespace Godwit.Mail;

/// <summary>Text that came from the other side of a wire, made safe to print: control characters are escaped and its length is bounded.</summary>
public static class OtherSideText
{
    /// <summary>The most characters that are shown.</summary>
    public const int MaxLength = 300;

    /// <summary>The text in printable form, at most <see cref="MaxLength"/> characters and an ellipsis.</summary>
    public static string Show(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var shown = new StringBuilder(Math.Min(text.Length, MaxLength) + 1);
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= MaxLength) return shown.Append('…').ToString();
            if (Rune.IsControl(rune) || rune == Rune.ReplacementChar) shown.Append('\\').Append('x').Append(rune.Value.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            else shown.Append(rune.ToString());
        }
        return shown.ToString();
    }
}
