using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Godwit.Diagnostics.Examination;

/// <summary>Compares a firewall's list of ranges with the published one. Pure.</summary>
public static partial class AllowList
{
    /// <summary>The published IPv4 ranges of Exchange Online as they were written down; a list that is fetched when it is needed is better.</summary>
    public const string Snapshot = """
        [{"id":1,"serviceArea":"Exchange","tcpPorts":"80,443","ips":["13.107.6.152/31","13.107.18.10/31","13.107.128.0/22","23.103.160.0/20","40.96.0.0/13","40.104.0.0/15","52.96.0.0/14","131.253.33.215/32","132.245.0.0/16","150.171.32.0/22","204.79.197.215/32"]}]
        """;

    /// <summary>When the snapshot was taken.</summary>
    public static readonly DateOnly SnapshotDate = new(2026, 11, 1);

    private const int MaxRanges = 100_000;
    private const int MaxShown = 50;

    /// <summary>What the list lacks; null when it lacks nothing.</summary>
    /// <param name="allowed">The firewall's list: any text with addresses and ranges (<c>40.96.0.0/13</c>) in it.</param>
    /// <param name="published">The published list in the format of Exchange Online's service (JSON). IPv6 ranges are compared when the firewall's list has any.</param>
    /// <exception cref="FormatException">The published list cannot be read, or the firewall's has no ranges.</exception>
    public static Finding? Compare(string allowed, string published)
    {
        ArgumentNullException.ThrowIfNull(allowed);
        ArgumentNullException.ThrowIfNull(published);
        var has = AddressSpan.Join(Ranges(allowed).Select(AddressSpan.Of));
        if (has.Count == 0) throw new FormatException("there are no address ranges in the firewall's list");
        var families = has.Select(span => span.Family).ToHashSet();
        var missing = Published(published).Where(network => families.Contains(network.BaseAddress.AddressFamily) && !has.Exists(span => span.Contains(AddressSpan.Of(network)))).ToList();
        return missing.Count == 0 ? null : new Finding(OtherFindings.AllowListOutdated, Confidence.Certain,
            [new Evidence("missing", $"{missing.Count} published range(s)"), .. missing.Take(MaxShown).Select(network => new Evidence("missing", network.ToString()))]);
    }

    private static List<IPNetwork> Ranges(string text)
    {
        var ranges = new List<IPNetwork>();
        foreach (var match in Candidate().EnumerateMatches(text))
        {
            if (ranges.Count == MaxRanges) throw new FormatException($"there are more than {MaxRanges} ranges in the list");
            if (Network(text.AsSpan(match.Index, match.Length)) is { } network) ranges.Add(network);
        }
        return ranges;
    }

    // "40.96.0.1/13" is written by people who mean the range; an address alone is a range of one.
    private static IPNetwork? Network(ReadOnlySpan<char> text)
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

    private static List<IPNetwork> Published(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var networks = document.RootElement.EnumerateArray().Where(IsMail)
                .SelectMany(entry => entry.TryGetProperty("ips", out var ips) ? ips.EnumerateArray() : default).Select(ip => Network(ip.GetString())).OfType<IPNetwork>().Distinct().ToList();
            return networks.Count > 0 ? networks : throw new FormatException("the published list has no ranges of Exchange");
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            throw new FormatException("the published list is not in the format of the service: an array of entries with serviceArea, ips and tcpPorts", wrong);
        }
    }

    private static bool IsMail(JsonElement entry) =>
        entry.TryGetProperty("serviceArea", out var area) && area.GetString() == "Exchange" && entry.TryGetProperty("tcpPorts", out var ports) && (ports.GetString() ?? "").Split(',').Contains("443");

    [GeneratedRegex(@"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7})(?:/\d{1,3})?(?![\w.:])")]
    private static partial Regex Candidate();
}
