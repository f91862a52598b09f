using System.Buffers;
using System.Buffers.Text;

namespace Godwit.Mail;

/// <summary>One encoded word (RFC 2047 section 2): <c>=?charset?B or Q?text?=</c>.</summary>
internal readonly ref struct EncodedWord
{
    private EncodedWord(ReadOnlySpan<byte> charset, bool isBase64, ReadOnlySpan<byte> text, int length)
    {
        Charset = charset;
        IsBase64 = isBase64;
        Text = text;
        Length = length;
    }

    internal ReadOnlySpan<byte> Charset { get; }

    internal bool IsBase64 { get; }

    internal ReadOnlySpan<byte> Text { get; }

    /// <summary>Bytes from <c>=?</c> to <c>?=</c>.</summary>
    internal int Length { get; }

    /// <summary>Reads the word with which these bytes begin. Spaces inside it are tolerated, because programs write them.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, out EncodedWord word)
    {
        word = default;
        if (!bytes.StartsWith("=?"u8)) return false;
        bytes = bytes[..Math.Min(bytes.Length, HeaderLimits.MaxEncodedWordBytes)];
        var charsetLength = bytes[2..].IndexOf((byte)'?');
        var text = 2 + charsetLength + 3;
        if (charsetLength <= 0 || text > bytes.Length || bytes[text - 1] != (byte)'?') return false;
        var encoding = bytes[text - 2];
        if (encoding is not ((byte)'B' or (byte)'b' or (byte)'Q' or (byte)'q')) return false;
        var length = bytes[text..].IndexOf("?="u8);
        if (length < 0) return false;
        word = new EncodedWord(bytes.Slice(2, charsetLength), encoding is (byte)'B' or (byte)'b', bytes.Slice(text, length), text + length + 2);
        return true;
    }

    /// <summary>Writes the bytes that the word stands for; what is no proper encoding is taken as it is or left out.</summary>
    internal void Decode(IBufferWriter<byte> output)
    {
        if (IsBase64) DecodeBase64(output);
        else DecodeQ(output);
    }

    private void DecodeBase64(IBufferWriter<byte> output)
    {
        Span<byte> clean = new byte[(Text.Length + 3) / 4 * 4];
        var count = 0;
        foreach (var b in Text)
        {
            if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'+' or (byte)'/') clean[count++] = b;
        }
        if (count % 4 == 1) count--;
        while (count % 4 != 0) clean[count++] = (byte)'=';
        Base64.DecodeFromUtf8InPlace(clean[..count], out var written);
        output.Write(clean[..written]);
    }

    private void DecodeQ(IBufferWriter<byte> output)
    {
        var decoded = output.GetSpan(Text.Length + 1);
        var count = 0;
        for (var i = 0; i < Text.Length; i++)
        {
            if (Text[i] == (byte)'=' && i + 2 < Text.Length && char.IsAsciiHexDigit((char)Text[i + 1]) && char.IsAsciiHexDigit((char)Text[i + 2]))
            {
                decoded[count++] = (byte)(HexDigit(Text[i + 1]) << 4 | HexDigit(Text[i + 2]));
                i += 2;
            }
            else decoded[count++] = Text[i] == (byte)'_' ? (byte)' ' : Text[i];
        }
        output.Advance(count);
    }

    private static int HexDigit(byte digit) => digit <= (byte)'9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
