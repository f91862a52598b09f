using Godwit.Diagnostics.Addresses;

namespace Godwit.Diagnostics.Examination;

/// <summary>Compares a firewall's list of ranges with the published one. Pure.</summary>
public static class AllowList
{
    private const int MaxShown = 50;

    /// <summary>What the list lacks; null when it lacks nothing.</summary>
    /// <param name="allowed">The firewall's list: any text with addresses and ranges in it, as <c>40.96.0.0/13</c>, with a netmask or a wildcard, or from an address to another.</param>
    /// <param name="published">The published list (<see cref="PublishedRanges"/>). IPv6 ranges are compared when the firewall's list has any.</param>
    /// <exception cref="FormatException">The published list cannot be read, or the firewall's has no ranges.</exception>
    public static Finding? Compare(string allowed, string published)
    {
        ArgumentNullException.ThrowIfNull(allowed);
        ArgumentNullException.ThrowIfNull(published);
        var has = AddressSpan.Join(RangeText.ReadSpans(allowed));
        if (has.Count == 0) throw new FormatException("there are no address ranges in the firewall's list");
        var families = has.Select(span => span.Family).ToHashSet();
        var missing = PublishedRanges.Read(published).Where(network => families.Contains(network.BaseAddress.AddressFamily) && !has.Exists(span => span.Contains(AddressSpan.Of(network)))).ToList();
        return missing.Count == 0 ? null : new Finding(OtherFindings.AllowListOutdated, Confidence.Certain,
            [new Evidence("missing", $"{missing.Count} published range(s)"), .. missing.Take(MaxShown).Select(network => new Evidence("missing", network.ToString()))]);
    }
}
