using System.Buffers.Binary;
using System.Text;

namespace Godwit.Proxy.Protocol;

/// <summary>
/// Reads what <see cref="WireWriter"/> wrote. Every bound is checked before anything is made of the bytes; what is left over at the end belongs to a newer version and is passed over.
/// </summary>
/// <param name="bytes">A header or a body.</param>
public ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>True when everything was read.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>What was not read yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    /// <summary>One byte.</summary>
    /// <exception cref="WireException">There is none.</exception>
    public byte Byte()
    {
        if (_rest.IsEmpty) throw Short();
        var value = _rest[0];
        _rest = _rest[1..];
        return value;
    }

    /// <summary>A number of at most 64 bits.</summary>
    /// <exception cref="WireException">It is cut short or longer.</exception>
    public ulong Varint()
    {
        ulong value = 0;
        for (var i = 0; i < _rest.Length && i < 10; i++)
        {
            var next = _rest[i];
            if (i == 9 && next > 1) break;
            value |= (ulong)(next & 0x7F) << 7 * i;
            if (next >= 0x80) continue;
            _rest = _rest[(i + 1)..];
            return value;
        }
        throw _rest.Length < 10 ? Short() : new WireException("A number has more than 64 bits.");
    }

    /// <summary>A number of at most this size.</summary>
    /// <exception cref="WireException">It is larger, or cut short.</exception>
    public long Number(long max)
    {
        var value = Varint();
        return value <= (ulong)max ? (long)value : throw new WireException("A number is beyond its bound.");
    }

    /// <summary>A number of 32 bits.</summary>
    /// <exception cref="WireException">It is larger, or cut short.</exception>
    public uint UInt32() => (uint)Number(uint.MaxValue);

    /// <summary>A number that may be negative.</summary>
    /// <exception cref="WireException">It is cut short.</exception>
    public long Signed()
    {
        var value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>A number that may be absent.</summary>
    /// <exception cref="WireException">It is larger, or cut short.</exception>
    public long? Optional(long max) => Varint() is var value && value == 0 ? null : value - 1 <= (ulong)max ? (long)(value - 1) : throw new WireException("A number is beyond its bound.");

    /// <summary>So many bytes.</summary>
    /// <exception cref="WireException">There are fewer.</exception>
    public ReadOnlySpan<byte> Bytes(int length)
    {
        if (_rest.Length < length) throw Short();
        var bytes = _rest[..length];
        _rest = _rest[length..];
        return bytes;
    }

    /// <summary>A text of at most so many encoded bytes.</summary>
    /// <exception cref="WireException">It is longer, cut short, or no text.</exception>
    public string Text(int maxBytes = WireLimits.MaxTextBytes)
    {
        var tagged = Number((long)maxBytes << 1 | 1);
        var bytes = Bytes((int)(tagged >> 1));
        return (tagged & 1) == 0 ? Utf8(bytes) : Utf16(bytes);
    }

    private static string Utf8(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new WireException("A text is no UTF-8.");
        }
    }

    private static string Utf16(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % 2 != 0) throw new WireException("A UTF-16 text has an odd length.");
        var units = new char[bytes.Length / 2];
        for (var i = 0; i < units.Length; i++) units[i] = (char)BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]);
        return new string(units);
    }

    private static WireException Short() => new("A record ends within a value.");
}
