using System.Net;
using Godwit.Diagnostics.Addresses;

namespace Godwit.Diagnostics.Logs;

/// <summary>Ranges of addresses, for quick looking up.</summary>
internal sealed class AddressRanges
{
    private readonly (UInt128 First, UInt128 Last)[] _ranges;

    private AddressRanges(IEnumerable<IPNetwork> networks) =>
        _ranges = [.. AddressSpan.Join(networks.Select(Mapped)).Select(span => (span.First, span.Last))];

    /// <summary>The ranges that are known without a list. They change: a current list is given with <c>--ranges</c>.</summary>
    public static AddressRanges Known { get; } = Read(PublishedRanges.Snapshot);

    /// <summary>How many ranges there are, after those that touch were joined.</summary>
    public int Count => _ranges.Length;

    /// <summary>All ranges of a text: the published JSON, a firewall's export, or a plain list.</summary>
    /// <exception cref="FormatException">There is none, or more than 100,000.</exception>
    public static AddressRanges Read(string text) =>
        RangeText.Read(text) is { Count: > 0 } found ? new AddressRanges(found) : throw new FormatException("it holds no ranges of addresses such as 192.0.2.0/24");

    /// <summary>True for an address inside a range.</summary>
    public bool Contains(CallerAddress address)
    {
        var (low, high) = (0, _ranges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (address.Bits < _ranges[middle].First) high = middle - 1;
            else if (address.Bits > _ranges[middle].Last) low = middle + 1;
            else return true;
        }
        return false;
    }

    /// <summary>As callers are compared: IPv4 inside IPv6 (RFC 4291 section 2.5.5.2).</summary>
    private static AddressSpan Mapped(IPNetwork network)
    {
        var span = AddressSpan.Of(network);
        if (span.Family != System.Net.Sockets.AddressFamily.InterNetwork) return span;
        var first = CallerAddress.Of(network.BaseAddress).Bits;
        return new AddressSpan(System.Net.Sockets.AddressFamily.InterNetworkV6, first, first + (span.Last - span.First));
    }
}
