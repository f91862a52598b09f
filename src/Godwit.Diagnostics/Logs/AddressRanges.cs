using System.Buffers.Binary;
using System.Net;
using System.Text.RegularExpressions;

namespace Godwit.Diagnostics.Logs;

/// <summary>Ranges of addresses, for quick looking up.</summary>
internal sealed partial class AddressRanges
{
    private const int MaxRanges = 100_000;

    /// <summary>A snapshot of the worldwide Exchange Online ranges. They change: a current list is given with <c>--ranges</c>.</summary>
    private const string Snapshot =
        "13.107.6.152/31 13.107.18.10/31 13.107.128.0/22 23.103.160.0/20 40.96.0.0/13 40.104.0.0/15 52.96.0.0/14 131.253.33.215/32 132.245.0.0/16 150.171.32.0/22 204.79.197.215/32 "
        + "2603:1006::/40 2603:1016::/36 2603:1026::/36 2603:1036::/36 2603:1046::/36 2603:1056::/36 2620:1ec:4::152/128 2620:1ec:4::153/128 2620:1ec:c::10/128 2620:1ec:c::11/128 2620:1ec:d::10/128 2620:1ec:d::11/128 2620:1ec:8f0::/46 2620:1ec:900::/46 2620:1ec:a92::152/128 2620:1ec:a92::153/128";

    private readonly (UInt128 First, UInt128 Last)[] _ranges;

    private AddressRanges(IEnumerable<(UInt128 First, UInt128 Last)> ranges) => _ranges = Joined(ranges);

    /// <summary>The ranges that are known without a list.</summary>
    public static AddressRanges Known { get; } = Read(Snapshot);

    /// <summary>How many ranges there are, after those that touch were joined.</summary>
    public int Count => _ranges.Length;

    /// <summary>All ranges in CIDR form or single addresses in quotation marks or between blanks, commas and line ends: the published JSON, a firewall's export, or a plain list.</summary>
    /// <exception cref="FormatException">There is none, or more than 100,000.</exception>
    public static AddressRanges Read(string text)
    {
        var found = Ranges().Matches(text).Select(match => Bounds(match.Value)).OfType<(UInt128, UInt128)>().Take(MaxRanges + 1).ToList();
        return found.Count is > 0 and <= MaxRanges ? new AddressRanges(found) : throw new FormatException($"it holds {(found.Count == 0 ? "no" : "too many")} ranges of addresses such as 192.0.2.0/24");
    }

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

    private static (UInt128 First, UInt128 Last)? Bounds(string range)
    {
        var slash = range.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse(slash < 0 ? range : range[..slash], out var address)) return null;
        var bits = address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128;
        var prefix = bits;
        if (slash >= 0 && (!int.TryParse(range.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out prefix) || prefix > bits)) return null;
        var free = bits - prefix;
        var span = free == 128 ? UInt128.MaxValue : (UInt128.One << free) - 1;
        var first = CallerAddress.Of(address).Bits & ~span;
        return (first, first | span);
    }

    private static (UInt128 First, UInt128 Last)[] Joined(IEnumerable<(UInt128 First, UInt128 Last)> ranges)
    {
        var joined = new List<(UInt128 First, UInt128 Last)>();
        foreach (var range in ranges.OrderBy(range => range.First))
        {
            if (joined.Count > 0 && range.First <= joined[^1].Last) joined[^1] = (joined[^1].First, UInt128.Max(joined[^1].Last, range.Last));
            else joined.Add(range);
        }
        return [.. joined];
    }

    [GeneratedRegex(@"(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7})(?:/\d{1,3})?", RegexOptions.NonBacktracking)]
    private static partial Regex Ranges();
}
