using System.Buffers.Text;
using System.Globalization;
using System.Net;

namespace Godwit.Diagnostics.Logs;

/// <summary>An IP address as 128 bits, IPv4 mapped into IPv6: compared and looked up without an object each.</summary>
/// <param name="Bits">The address in network order; 0: not known.</param>
internal readonly record struct CallerAddress(UInt128 Bits)
{
    private static readonly UInt128 Mapped = new(0, 0x0000_FFFF_0000_0000);

    /// <summary>True when there is an address.</summary>
    public bool IsKnown => Bits != UInt128.Zero;

    /// <summary>True for an address of IPv4.</summary>
    public bool IsV4 => Bits >> 32 == 0xFFFF;

    /// <summary>True for what is used inside sites only (RFC 1918, RFC 6598, RFC 4193) or on one link.</summary>
    public bool IsPrivate => IsV4
        ? (uint)Bits is var v && (v >> 24 == 10 || v >> 20 == 0xAC1 || v >> 16 == 0xC0A8 || v >> 22 == 0x191 || v >> 16 == 0xA9FE || IsLoopback)
        : (ulong)(Bits >> 64) is var high && (high >> 57 == 0x7E || high >> 54 == 0x3FA || IsLoopback);

    /// <summary>True for the machine itself.</summary>
    public bool IsLoopback => IsV4 ? (uint)Bits >> 24 == 127 : Bits == UInt128.One;

    /// <summary>Reads an address; a scope (<c>%12</c>), brackets and a port behind are passed over.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out CallerAddress address)
    {
        if (TryReadV4(text, out address)) return true;
        if (text.Length is < 2 or > 64 || text.IndexOf((byte)':') < 0) return false;
        return TryReadOther(text, out address);
    }

    /// <summary>The address of a caller.</summary>
    public static CallerAddress Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (!address.TryWriteBytes(bytes, out var length)) return default;
        return length == 4 ? new CallerAddress(Mapped | System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes)) : new CallerAddress(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }

    /// <summary>As it is written, or a question mark.</summary>
    public override string ToString()
    {
        if (!IsKnown) return "?";
        if (IsV4) return string.Create(CultureInfo.InvariantCulture, $"{(byte)(Bits >> 24)}.{(byte)(Bits >> 16)}.{(byte)(Bits >> 8)}.{(byte)Bits}");
        var bytes = new byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, Bits);
        return new IPAddress(bytes).ToString();
    }

    private static bool TryReadV4(ReadOnlySpan<byte> text, out CallerAddress address)
    {
        address = default;
        if (text.Length is < 7 or > 21 || !char.IsAsciiDigit((char)text[0])) return false;
        uint bits = 0;
        for (var part = 0; part < 4; part++)
        {
            if (part > 0 && !Skip(ref text, (byte)'.')) return false;
            if (!Utf8Parser.TryParse(text, out byte number, out var length) || length > 3) return false;
            bits = bits << 8 | number;
            text = text[length..];
        }
        if (text.Length > 0 && !(Skip(ref text, (byte)':') && Utf8Parser.TryParse(text, out ushort _, out var rest) && rest == text.Length)) return false;
        address = new CallerAddress(Mapped | bits);
        return true;
    }

    private static bool Skip(ref ReadOnlySpan<byte> text, byte one)
    {
        if (text.Length == 0 || text[0] != one) return false;
        text = text[1..];
        return true;
    }

    private static bool TryReadOther(ReadOnlySpan<byte> text, out CallerAddress address)
    {
        address = default;
        if (text[0] == '[' && text.IndexOf((byte)']') is > 0 and var close) text = text[1..close];
        if (text.IndexOf((byte)'%') is > 0 and var scope) text = text[..scope];
        Span<char> letters = stackalloc char[64];
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiHexDigit((char)text[i]) && text[i] is not ((byte)':' or (byte)'.')) return false;
            letters[i] = (char)text[i];
        }
        if (!IPAddress.TryParse(letters[..text.Length], out var parsed)) return false;
        address = Of(parsed);
        return address.IsKnown;
    }
}
