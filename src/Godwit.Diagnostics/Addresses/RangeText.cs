using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Godwit.Network.Addresses;

namespace Godwit.Diagnostics.Addresses;

/// <summary>
/// Finds address ranges in any text: a firewall's export, the published JSON, a plain list. CIDR (<c>40.96.0.0/13</c>) or single addresses; and, in firewalls' own notations, with a netmask
/// (<c>40.96.0.0 255.248.0.0</c>), with a wildcard (<c>40.96.0.0 0.7.255.255</c>), from an address to another (<c>40.96.0.0-40.103.255.255</c>).
/// </summary>
internal static partial class RangeText
{
    /// <summary>The most ranges of one text.</summary>
    public const int MaxRanges = 100_000;

    /// <summary>The ranges in their order.</summary>
    /// <exception cref="FormatException">There are more than 100,000.</exception>
    public static List<IPNetwork> Read(string text)
    {
        var ranges = new List<IPNetwork>();
        foreach (var match in Candidate().EnumerateMatches(text))
        {
            if (ranges.Count == MaxRanges) throw new FormatException($"there are more than {MaxRanges} ranges in the list");
            if (Cidr.Read(text.AsSpan(match.Index, match.Length)) is { } network) ranges.Add(network);
        }
        return ranges;
    }

    /// <summary>The ranges in all notations.</summary>
    /// <exception cref="FormatException">There are more than 100,000.</exception>
    public static List<AddressSpan> ReadSpans(string text)
    {
        var spans = new List<AddressSpan>();
        var (before, isAlone) = (0, false);
        foreach (var match in Candidate().EnumerateMatches(text))
        {
            if (spans.Count == MaxRanges) throw new FormatException($"there are more than {MaxRanges} ranges in the list");
            if (Cidr.Read(text.AsSpan(match.Index, match.Length)) is not { } network) continue;
            var span = AddressSpan.Of(network);
            var joined = isAlone && span.First == span.Last ? Together(spans[^1], text.AsSpan(before, match.Index - before), span) : null;
            if (joined is { } whole) spans[^1] = whole;
            else spans.Add(span);
            (before, isAlone) = (match.Index + match.Length, joined is null && span.First == span.Last);
        }
        return spans;
    }

    /// <summary>Two addresses that stand beside each other and mean one range; null when they do not.</summary>
    private static AddressSpan? Together(AddressSpan one, ReadOnlySpan<char> between, AddressSpan other)
    {
        if (one.Family != other.Family || between.ContainsAny('\r', '\n')) return null;
        between = between.Trim();
        if (between is "-" or "–" or "to") return one.First <= other.First ? one with { Last = other.First } : null;
        if (one.Family != AddressFamily.InterNetwork || between is not ("" or "/" or "mask" or "netmask")) return null;
        // A netmask is ones and then zeros, a wildcard zeros and then ones (RFC 4632 section 3.1).
        var (mask, all) = ((uint)other.First, uint.MaxValue);
        var free = mask >= 0x80000000 || (mask == 0 && one.First == 0) ? all ^ mask : mask;
        return (free & (free + 1)) == 0 ? one with { First = one.First & (all ^ free), Last = one.First | free } : null;
    }

    // Bounded repeats only: the text may be anybody's. The look-arounds keep versions (10.0.0.0.1) and times apart.
    [GeneratedRegex(@"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7})(?:/\d{1,3})?(?![\w.:])")]
    private static partial Regex Candidate();
}
