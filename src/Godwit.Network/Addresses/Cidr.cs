using System.Net;

namespace Godwit.Network.Addresses;

/// <summary>Ranges of addresses as people and lists write them (RFC 4632 section 3.1, RFC 4291 section 2.3).</summary>
public static class Cidr
{
    /// <summary>Reads <c>192.0.2.0/24</c>, <c>2001:db8::/32</c> or a single address, which is a range of one. Bits behind the prefix are ignored: <c>40.96.0.1/13</c> is written by people who mean the range.</summary>
    /// <returns>Null when it is none.</returns>
    public static IPNetwork? Read(ReadOnlySpan<char> text)
    {
        var slash = text.IndexOf('/');
        if (!IPAddress.TryParse(slash < 0 ? text : text[..slash], out var address)) return null;
        var bits = address.GetAddressBytes().Length * 8;
        if (slash < 0) return new IPNetwork(address, bits);
        return int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length <= bits ? new IPNetwork(Masked(address, length), length) : null;
    }

    private static IPAddress Masked(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++) bytes[i] &= (byte)(0xFF00 >> Math.Clamp(length - i * 8, 0, 8));
        return new IPAddress(bytes);
    }
}
