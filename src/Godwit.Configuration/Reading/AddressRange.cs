using System.Net;

namespace Godwit.Configuration;

/// <summary>A range of IP addresses in CIDR form. An IPv4 address that arrives mapped into IPv6 is compared as IPv4.</summary>
public readonly record struct AddressRange
{
    private readonly IPNetwork _network;

    private AddressRange(IPNetwork network) => _network = network;

    /// <summary>Reads <c>192.0.2.0/24</c>, <c>2001:db8::/32</c> or a single address; bits behind the prefix are ignored.</summary>
    public static bool TryRead(string text, out AddressRange range)
    {
        range = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse(slash < 0 ? text : text[..slash], out var address)) return false;
        var bits = address.GetAddressBytes().Length * 8;
        var length = bits;
        if (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), System.Globalization.NumberStyles.None, null, out length) || length > bits)) return false;
        range = new AddressRange(new IPNetwork(Masked(address, length), length));
        return true;
    }

    /// <summary>True when the address lies in the range.</summary>
    public bool Contains(IPAddress address) => _network.Contains(Plain(address));

    /// <summary>The address without its mapping into IPv6.</summary>
    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>The range in CIDR form.</summary>
    public override string ToString() => _network.ToString();

    private static IPAddress Masked(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        for (var bit = length; bit < bytes.Length * 8; bit++) bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return new IPAddress(bytes);
    }
}
