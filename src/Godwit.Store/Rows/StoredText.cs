using System.Globalization;
using System.Text;

namespace Godwit.Store;

/// <summary>
/// Text from mail in a form that every database keeps: no NUL and no half of a surrogate pair. Such characters are written as <c>%</c> and four hexadecimal digits, and
/// so is <c>%</c> itself, so that nothing is lost and two different texts stay different.
/// </summary>
internal static class StoredText
{
    private const char Mark = '%';

    /// <summary>The form to be stored.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="alsoSpaces">True to escape spaces too, so that they can separate such texts.</param>
    public static string Escape(string text, bool alsoSpaces = false)
    {
        var at = 0;
        while (at < text.Length && IsPlain(text, at, alsoSpaces)) at++;
        if (at == text.Length) return text;
        var escaped = new StringBuilder(text, 0, at, text.Length + 16);
        for (; at < text.Length; at++)
        {
            if (IsPlain(text, at, alsoSpaces)) escaped.Append(text[at]);
            else escaped.Append(CultureInfo.InvariantCulture, $"{Mark}{(int)text[at]:X4}");
        }
        return escaped.ToString();
    }

    /// <summary>The text behind a stored form. What is no escape is taken as it stands.</summary>
    public static string Unescape(string stored)
    {
        var mark = stored.IndexOf(Mark, StringComparison.Ordinal);
        if (mark < 0) return stored;
        var text = new StringBuilder(stored, 0, mark, stored.Length);
        for (var at = mark; at < stored.Length; at++)
        {
            if (stored[at] != Mark || !TryUnit(stored, at + 1, out var unit)) text.Append(stored[at]);
            else
            {
                text.Append(unit);
                at += 4;
            }
        }
        return text.ToString();
    }

    private static bool IsPlain(string text, int at, bool alsoSpaces)
    {
        var unit = text[at];
        if (unit is '\0' or Mark || (alsoSpaces && unit == ' ')) return false;
        if (!char.IsSurrogate(unit)) return true;
        return char.IsHighSurrogate(unit)
            ? at + 1 < text.Length && char.IsLowSurrogate(text[at + 1])
            : at > 0 && char.IsHighSurrogate(text[at - 1]);
    }

    private static bool TryUnit(string stored, int at, out char unit)
    {
        unit = default;
        if (at + 4 > stored.Length) return false;
        if (!ushort.TryParse(stored.AsSpan(at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)) return false;
        unit = (char)number;
        return true;
    }
}
