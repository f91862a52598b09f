using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Godwit.Connectors.Maildir;

/// <summary>Mailbox names in modified UTF-7 (RFC 3501 section 5.1.3), which Dovecot and Courier use for the folders of a Maildir.</summary>
internal static class ModifiedUtf7
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

    /// <summary>The name in ASCII.</summary>
    public static string Encode(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length;)
        {
            if (IsDirect(name[i]))
            {
                text.Append(name[i] == '&' ? "&-" : name[i].ToString());
                i++;
                continue;
            }
            var end = i;
            while (end < name.Length && !IsDirect(name[end])) end++;
            Shift(name.AsSpan(i, end - i), text);
            i = end;
        }
        return text.ToString();
    }

    private static bool IsDirect(char c) => c is >= ' ' and <= '~';

    private static void Shift(ReadOnlySpan<char> run, StringBuilder text)
    {
        text.Append('&');
        uint bits = 0;
        var held = 0;
        foreach (var c in run)
        {
            bits = bits << 16 | c;
            for (held += 16; held >= 6; held -= 6) text.Append(Alphabet[(int)(bits >> (held - 6) & 63)]);
        }
        if (held > 0) text.Append(Alphabet[(int)(bits << (6 - held) & 63)]);
        text.Append('-');
    }

    /// <summary>Reads a name; false when it is not what <see cref="Encode"/> writes for any name, so that what is read can always be written back.</summary>
    public static bool TryDecode(string encoded, [NotNullWhen(true)] out string? name)
    {
        name = null;
        var text = new StringBuilder(encoded.Length);
        for (var i = 0; i < encoded.Length; i++)
        {
            if (!IsDirect(encoded[i])) return false;
            if (encoded[i] != '&') { text.Append(encoded[i]); continue; }
            var end = encoded.IndexOf('-', i);
            if (end < 0 || !Unshift(encoded.AsSpan(i + 1, end - i - 1), text)) return false;
            i = end;
        }
        var decoded = text.ToString();
        if (HasLoneSurrogate(decoded) || !string.Equals(Encode(decoded), encoded, StringComparison.Ordinal)) return false;
        name = decoded;
        return true;
    }

    private static bool Unshift(ReadOnlySpan<char> run, StringBuilder text)
    {
        if (run.IsEmpty) { text.Append('&'); return true; }
        uint bits = 0;
        var held = 0;
        foreach (var c in run)
        {
            var value = Alphabet.IndexOf(c, StringComparison.Ordinal);
            if (value < 0) return false;
            bits = bits << 6 | (uint)value;
            held += 6;
            if (held < 16) continue;
            held -= 16;
            text.Append((char)(bits >> held & 0xffff));
        }
        return true;
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return true;
            i++;
        }
        return false;
    }
}
