using System.Globalization;
using System.Net;

namespace Godwit.Configuration;

/// <summary>Values of a section that are places in a network. What cannot be used is a problem of the section and left out.</summary>
public static class NetworkValues
{
    /// <summary>Address ranges.</summary>
    public static IReadOnlyList<AddressRange> AddressRanges(this ConfigurationSection section, string key)
    {
        ArgumentNullException.ThrowIfNull(section);
        var ranges = new List<AddressRange>();
        foreach (var text in section.List(key))
            if (AddressRange.TryRead(text, out var range)) ranges.Add(range);
            else section.Problem(key, $"holds '{OtherSideText.Show(text)}', which is not an address range such as 192.0.2.0/24.");
        return ranges;
    }

    /// <summary>Addresses with ports. A port alone stands for every address of the machine.</summary>
    public static IReadOnlyList<IPEndPoint> EndPoints(this ConfigurationSection section, string key, params string[] otherwise)
    {
        ArgumentNullException.ThrowIfNull(section);
        var points = new List<IPEndPoint>();
        foreach (var text in section.List(key, otherwise))
            if (ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)) points.Add(new IPEndPoint(IPAddress.IPv6Any, port));
            else if (text.Contains(':', StringComparison.Ordinal) && IPEndPoint.TryParse(text, out var point)) points.Add(point);
            else section.Problem(key, $"holds '{OtherSideText.Show(text)}', which is neither a port nor ADDRESS:PORT.");
        return points;
    }

    /// <summary>An https address without a user; null when there is none.</summary>
    public static Uri? HttpsAddress(this ConfigurationSection section, string key)
    {
        ArgumentNullException.ThrowIfNull(section);
        if (section.Text(key) is not { } text) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.UserInfo.Length == 0) return uri;
        section.Problem(key, "must be an https address without a user.");
        return null;
    }
}
