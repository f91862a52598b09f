using System.Net;
using Godwit.Network.Addresses;

namespace Godwit.Configuration;

/// <summary>A range of IP addresses in CIDR form. An IPv4 address that arrives mapped into IPv6 is compared as IPv4.</summary>
public readonly record struct AddressRange
{
    private readonly IPNetwork _network;

    private AddressRange(IPNetwork network) => _network = network;

    /// <summary>Reads <c>192.0.2.0/24</c>, <c>2001:db8::/32</c> or a single address; bits behind the prefix are ignored.</summary>
    public static bool TryRead(string text, out AddressRange range)
    {
        ArgumentNullException.ThrowIfNull(text);
        var read = Cidr.Read(text);
        range = read is { } network ? new AddressRange(network) : default;
        return read is not null;
    }

    /// <summary>True when the address lies in the range.</summary>
    public bool Contains(IPAddress address) => _network.Contains(Plain(address));

    /// <summary>The address without its mapping into IPv6.</summary>
    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>The range in CIDR form.</summary>
    public override string ToString() => _network.ToString();
}
