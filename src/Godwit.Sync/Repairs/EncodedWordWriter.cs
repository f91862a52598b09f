using System.Buffers;

namespace Godwit.Sync;

/// <summary>Writes text as encoded words in Q encoding (RFC 2047 section 4.2), as many as it needs, a fold between them.</summary>
internal static class EncodedWordWriter
{
    private static readonly SearchValues<byte> Literal = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/"u8);   // section 5 rule 3: safe even in a phrase

    internal static void Write(ReadOnlySpan<byte> text, HeaderCharset charset, IBufferWriter<byte> output)
    {
        var room = RepairLimits.MaxEncodedWordBytes - "=??Q??="u8.Length - charset.Name.Length;
        for (var isFirst = true; !text.IsEmpty; isFirst = false)
        {
            if (!isFirst) output.Write("\r\n "u8);
            output.Write("=?"u8);
            output.Write(charset.Name);
            output.Write("?Q?"u8);
            text = text[WriteWord(text, charset, room, output)..];
            output.Write("?="u8);
        }
    }

    /// <summary>Writes whole characters while they fit (section 5: a word is never cut inside a character) and returns how many bytes of the text they are.</summary>
    private static int WriteWord(ReadOnlySpan<byte> text, HeaderCharset charset, int room, IBufferWriter<byte> output)
    {
        var at = 0;
        while (at < text.Length)
        {
            var character = text.Slice(at, charset.CharacterLength(text[at..]));
            var cost = 0;
            foreach (var b in character) cost += Cost(b);
            if (cost > room) break;
            foreach (var b in character) WriteByte(b, output);
            room -= cost;
            at += character.Length;
        }
        return at;
    }

    private static int Cost(byte b) => b == (byte)' ' || Literal.Contains(b) ? 1 : 3;

    private static void WriteByte(byte b, IBufferWriter<byte> output)
    {
        if (b == (byte)' ') output.Write("_"u8);
        else if (Literal.Contains(b)) output.Write([b]);
        else output.Write([(byte)'=', HexDigits[b >> 4], HexDigits[b & 15]]);
    }

    internal static ReadOnlySpan<byte> HexDigits => "0123456789ABCDEF"u8;
}
