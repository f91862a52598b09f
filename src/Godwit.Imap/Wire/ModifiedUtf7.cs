using System.Text;

namespace Godwit.Imap;

/// <summary>
/// Modified UTF-7 (RFC 9051 appendix A.1): how IMAP4rev1 writes folder names. "&amp;" shifts to base64 of UTF-16 with "," for "/" and without padding, "-" shifts back, "&amp;-" is "&amp;".
/// </summary>
public static class ModifiedUtf7
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

    /// <summary>The encoded form. Every text has one, lone surrogates too.</summary>
    public static string Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var encoded = new StringBuilder(text.Length + 8);
        var at = 0;
        while (at < text.Length)
        {
            if (IsPlain(text[at]))
            {
                encoded.Append(text[at] == '&' ? "&-" : text[at].ToString());
                at++;
                continue;
            }
            var end = at;
            while (end < text.Length && !IsPlain(text[end])) end++;
            AppendShifted(encoded, text.AsSpan(at, end - at));
            at = end;
        }
        return encoded.ToString();
    }

    /// <summary>
    /// The text of a name as a server wrote it. False when the name is not what <see cref="Encode"/> would write; <paramref name="text"/> is then the name itself: whoever keeps
    /// the server's form beside it can always go back.
    /// </summary>
    public static bool TryDecode(string name, out string text)
    {
        ArgumentNullException.ThrowIfNull(name);
        text = name;
        if (!name.Contains('&', StringComparison.Ordinal)) return name.All(IsPlain);
        if (!TryUnshift(name, out var decoded) || Encode(decoded) != name) return false;
        text = decoded;
        return true;
    }

    private static bool IsPlain(char c) => c is >= ' ' and <= '~';

    private static void AppendShifted(StringBuilder encoded, ReadOnlySpan<char> run)
    {
        encoded.Append('&');
        int bits = 0, held = 0;
        foreach (var unit in run)
        {
            held = held << 16 | unit;
            bits += 16;
            while (bits >= 6)
            {
                bits -= 6;
                encoded.Append(Alphabet[held >> bits & 63]);
            }
            held &= (1 << bits) - 1;
        }
        if (bits > 0) encoded.Append(Alphabet[held << (6 - bits) & 63]);
        encoded.Append('-');
    }

    private static bool TryUnshift(string name, out string decoded)
    {
        var text = new StringBuilder(name.Length);
        decoded = "";
        for (var at = 0; at < name.Length; at++)
        {
            if (name[at] != '&')
            {
                text.Append(name[at]);
                continue;
            }
            var end = name.IndexOf('-', at);
            if (end < 0) return false;
            if (end == at + 1) text.Append('&');
            else if (!TryBase64(name.AsSpan(at + 1, end - at - 1), text)) return false;
            at = end;
        }
        decoded = text.ToString();
        return true;
    }

    private static bool TryBase64(ReadOnlySpan<char> digits, StringBuilder text)
    {
        int bits = 0, held = 0;
        foreach (var digit in digits)
        {
            var value = Alphabet.IndexOf(digit, StringComparison.Ordinal);
            if (value < 0) return false;
            held = held << 6 | value;
            bits += 6;
            if (bits < 16) continue;
            bits -= 16;
            text.Append((char)(held >> bits));
            held &= (1 << bits) - 1;
        }
        return true;
    }
}
