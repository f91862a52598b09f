using System.Net;
using System.Text.Json;
using Godwit.Network.Addresses;

namespace Godwit.Diagnostics.Addresses;

/// <summary>The ranges that Exchange Online publishes: an array of entries with <c>serviceArea</c>, <c>ips</c> and <c>tcpPorts</c>.</summary>
public static class PublishedRanges
{
    /// <summary>The ranges as they were written down; a list that is fetched when it is needed is better.</summary>
    public const string Snapshot = """
        [{"id":1,"serviceArea":"Exchange","tcpPorts":"80,443","ips":["13.107.6.152/31","13.107.18.10/31","13.107.128.0/22","23.103.160.0/20","40.96.0.0/13","40.104.0.0/15","52.96.0.0/14","131.253.33.215/32","132.245.0.0/16","150.171.32.0/22","204.79.197.215/32",
        "2603:1006::/40","2603:1016::/36","2603:1026::/36","2603:1036::/36","2603:1046::/36","2603:1056::/36","2620:1ec:4::152/128","2620:1ec:4::153/128","2620:1ec:c::10/128","2620:1ec:c::11/128","2620:1ec:d::10/128","2620:1ec:d::11/128","2620:1ec:8f0::/46","2620:1ec:900::/46","2620:1ec:a92::152/128","2620:1ec:a92::153/128"]}]
        """;

    /// <summary>When the snapshot was taken.</summary>
    public static readonly DateOnly SnapshotDate = new(2026, 11, 1);

    /// <summary>The ranges of mail over HTTPS in a published list.</summary>
    /// <exception cref="FormatException">It is not of this form, or has none.</exception>
    internal static List<IPNetwork> Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var networks = document.RootElement.EnumerateArray().Where(IsMail)
                .SelectMany(entry => entry.TryGetProperty("ips", out var ips) ? ips.EnumerateArray() : default).Select(ip => Cidr.Read(ip.GetString())).OfType<IPNetwork>().Distinct().Take(RangeText.MaxRanges).ToList();
            return networks.Count > 0 ? networks : throw new FormatException("the published list has no ranges of Exchange");
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            throw new FormatException("the published list is not in the format of the service: an array of entries with serviceArea, ips and tcpPorts", wrong);
        }
    }

    private static bool IsMail(JsonElement entry) =>
        entry.TryGetProperty("serviceArea", out var area) && area.GetString() == "Exchange" && entry.TryGetProperty("tcpPorts", out var ports) && (ports.GetString() ?? "").Split(',').Contains("443");
}
