using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Godwit.Sync;

/// <summary>
/// Fits a folder's name to what a store allows, always in the same way, so that a second run finds what the first one made: forbidden characters become <c>=</c> and two hexadecimal
/// digits a byte, as in quoted-printable, and <see cref="Original"/> turns them back; not <c>%</c>, which is a wildcard in IMAP and refused in names by many servers. A name that is too long is cut and marked with a hash; that one cannot be turned back.
/// </summary>
public static class NameRules
{
    /// <summary>The segment as the store can take it; the same text when nothing stands against it.</summary>
    public static string Fit(string segment, FolderNaming naming)
    {
        ArgumentException.ThrowIfNullOrEmpty(segment);
        ArgumentNullException.ThrowIfNull(naming);
        var fitted = new StringBuilder(segment.Length);
        for (var i = 0; i < segment.Length; i++)
        {
            if (MustEscape(segment, i, naming)) Escape(fitted, segment[i]);
            else fitted.Append(segment[i]);
        }
        if (naming.ForbiddenNames.Contains(fitted.ToString(), StringComparer.OrdinalIgnoreCase))
        {
            var first = fitted[0];
            fitted.Remove(0, 1);
            var escaped = new StringBuilder();
            Escape(escaped, first);
            fitted.Insert(0, escaped);
        }
        return Shorten(fitted.ToString(), naming.MaxSegmentBytes);
    }

    /// <summary>The name that <see cref="Fit"/> was given, for a name that was not cut.</summary>
    public static string Original(string fitted)
    {
        ArgumentNullException.ThrowIfNull(fitted);
        var bytes = new List<byte>();
        var original = new StringBuilder(fitted.Length);
        for (var i = 0; i < fitted.Length; i++)
        {
            if (IsEscape(fitted, i))
            {
                bytes.Add(byte.Parse(fitted.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 2;
                continue;
            }
            Flush(bytes, original);
            original.Append(fitted[i]);
        }
        Flush(bytes, original);
        return original.ToString();
    }

    private static void Flush(List<byte> bytes, StringBuilder text)
    {
        if (bytes.Count == 0) return;
        text.Append(Encoding.UTF8.GetString([.. bytes]));
        bytes.Clear();
    }

    private static bool MustEscape(string segment, int at, FolderNaming naming)
    {
        var character = segment[at];
        var atEdge = at == 0 || at == segment.Length - 1;
        return naming.ForbiddenCharacters.Contains(character, StringComparison.Ordinal)
            || char.IsControl(character)
            || IsEscape(segment, at)
            || character == ' ' && atEdge && !naming.KeepsEdgeSpaces
            || character == '.' && at == 0 && !naming.KeepsLeadingDot;
    }

    private static bool IsEscape(string text, int at) =>
        text[at] == '=' && at + 2 < text.Length && char.IsAsciiHexDigit(text[at + 1]) && char.IsAsciiHexDigit(text[at + 2]);

    private static void Escape(StringBuilder text, char character)
    {
        foreach (var b in Encoding.UTF8.GetBytes([character])) text.Append(CultureInfo.InvariantCulture, $"={b:X2}");
    }

    private static string Shorten(string name, int maxBytes)
    {
        if (WireLength(name) <= maxBytes) return name;
        var mark = "~" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 4));
        var kept = name.Length;
        while (kept > 1 && (WireLength(name[..kept]) + mark.Length > maxBytes || char.IsHighSurrogate(name[kept - 1]))) kept--;
        return name[..kept] + mark;
    }

    /// <summary>The longer of the two encodings that stores use: UTF-8 and modified UTF-7 (eight bytes for three characters beyond ASCII, and two around them).</summary>
    private static int WireLength(string name)
    {
        var beyondAscii = name.Count(c => !char.IsAscii(c));
        var utf7 = name.Length - beyondAscii + (beyondAscii * 8 + 2) / 3 + 2 * Math.Min(beyondAscii, 1);
        return Math.Max(utf7, Encoding.UTF8.GetByteCount(name));
    }
}
