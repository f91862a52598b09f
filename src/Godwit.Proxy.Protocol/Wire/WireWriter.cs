using System.Text;

namespace Godwit.Proxy.Protocol;

/// <summary>Writes the values of a header or body into a buffer that grows: numbers as varints, little end first. Used again for the next record.</summary>
public sealed class WireWriter
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private byte[] _bytes = new byte[256];

    /// <summary>How many bytes were written since <see cref="Clear"/>.</summary>
    public int Length { get; private set; }

    /// <summary>What was written, until the next change.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>Begins anew.</summary>
    public WireWriter Clear()
    {
        Length = 0;
        return this;
    }

    /// <summary>One byte.</summary>
    public void Byte(byte value) => Room(1)[0] = value;

    /// <summary>Seven bits a byte, the lowest first; the high bit says that more follow.</summary>
    public void Varint(ulong value)
    {
        var room = Reserve(10);
        var length = 0;
        for (; value >= 0x80; value >>= 7) room[length++] = (byte)(value | 0x80);
        room[length++] = (byte)value;
        Length += length;
    }

    /// <summary>A number that may be negative, in zigzag form: 0, -1, 1, -2 become 0, 1, 2, 3.</summary>
    public void Signed(long value) => Varint((ulong)(value << 1 ^ value >> 63));

    /// <summary>A number that may be absent: zero for none, else one more than the number.</summary>
    public void Optional(ulong? value) => Varint(value is { } number ? checked(number + 1) : 0);

    /// <summary>Sixteen bytes of an identifier or any others, as they are.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Room(bytes.Length));

    /// <summary>
    /// A text: its length in bytes doubled, plus one when it is UTF-16 because it holds a lone surrogate, then the bytes; else UTF-8.
    /// </summary>
    public void Text(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (TryCount(text, out var length))
        {
            Varint((ulong)length << 1);
            Strict.GetBytes(text, Room(length));
            return;
        }
        Varint((ulong)text.Length << 2 | 1);
        foreach (var unit in text)
        {
            Byte((byte)unit);
            Byte((byte)(unit >> 8));
        }
    }

    private static bool TryCount(string text, out int length)
    {
        length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsSurrogatePair(text, i)) return false;
            i++;
        }
        length = Strict.GetByteCount(text);
        return true;
    }

    private Span<byte> Room(int length)
    {
        var room = Reserve(length)[..length];
        Length += length;
        return room;
    }

    private Span<byte> Reserve(int length)
    {
        if (_bytes.Length - Length < length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + length));
        return _bytes.AsSpan(Length);
    }
}
