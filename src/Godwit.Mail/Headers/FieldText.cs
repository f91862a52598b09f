using System.Buffers;
using System.Text;

namespace Godwit.Mail;

/// <summary>A field's value as text: unfolded, encoded words decoded (RFC 2047), raw 8-bit bytes guessed. Never fails.</summary>
public static class FieldText
{
    /// <summary>
    /// The text of a field's value, in which line breaks are taken out and everything else, control characters too, is kept. Decoding stops soon after
    /// <paramref name="maxCharacters"/>.
    /// </summary>
    public static string Decode(ReadOnlySpan<byte> value, int maxCharacters = int.MaxValue)
    {
        var unfolded = new byte[value.Length];
        var length = Unfold(value, unfolded);
        var decoder = new Decoder();
        decoder.Run(unfolded.AsSpan(0, length).Trim(" \t"u8), maxCharacters);
        return decoder.Text.ToString();
    }

    private static int Unfold(ReadOnlySpan<byte> value, Span<byte> unfolded)
    {
        var length = 0;
        foreach (var b in value)
        {
            if (b is not ((byte)'\r' or (byte)'\n')) unfolded[length++] = b;
        }
        return length;
    }

    /// <summary>
    /// Joins the bytes of adjacent words of one charset before it decodes them: many programs cut a character in two (against RFC 2047 section 5).
    /// </summary>
    private sealed class Decoder
    {
        private readonly ArrayBufferWriter<byte> _words = new();
        private byte[] _charset = [];

        internal StringBuilder Text { get; } = new();

        internal void Run(ReadOnlySpan<byte> bytes, int maxCharacters)
        {
            var plain = 0;
            for (var at = 0; Text.Length <= maxCharacters && NextWord(bytes, at, out at, out var word); at += word.Length, plain = at)
            {
                AddPlain(bytes[plain..at], behindWord: plain > 0, beforeWord: true);
                AddWord(word);
            }
            if (Text.Length <= maxCharacters) AddPlain(bytes[plain..], behindWord: plain > 0, beforeWord: false);
            Flush();
        }

        private static bool NextWord(ReadOnlySpan<byte> bytes, int from, out int at, out EncodedWord word)
        {
            for (at = from; ; at += 2)
            {
                var found = bytes[at..].IndexOf("=?"u8);
                word = default;
                if (found < 0) return false;
                at += found;
                if (EncodedWord.TryRead(bytes[at..], out word)) return true;
            }
        }

        private void AddPlain(ReadOnlySpan<byte> plain, bool behindWord, bool beforeWord)
        {
            // RFC 2047 section 6.2: white space between two encoded words is not shown.
            if (behindWord && beforeWord && !plain.ContainsAnyExcept((byte)' ', (byte)'\t')) return;
            Flush();
            Text.Append(Charsets.Guess(plain));
        }

        private void AddWord(EncodedWord word)
        {
            if (!Ascii.EqualsIgnoreCase(word.Charset, _charset))
            {
                Flush();
                _charset = word.Charset.ToArray();
            }
            word.Decode(_words);
        }

        private void Flush()
        {
            if (_words.WrittenCount > 0) Text.Append(Charsets.Decode(_words.WrittenSpan, Charsets.Find(_charset)));
            _words.ResetWrittenCount();
        }
    }
}
