using System.Net;
using System.Net.NetworkInformation;

namespace Godwit.Network.Dns;

/// <summary>The DNS servers that this machine asks.</summary>
public static class SystemNameServers
{
    private const string ResolverFile = "/etc/resolv.conf";
    private const int MaxServers = 3;

    /// <summary>Their addresses, the preferred first, at most three as resolvers themselves do; empty when none can be found out.</summary>
    public static IReadOnlyList<IPAddress> Find() => OperatingSystem.IsWindows() ? OfInterfaces() : OfFile(ResolverFile);

    internal static IReadOnlyList<IPAddress> OfFile(string path)
    {
        try
        {
            return Parse(File.ReadLines(path));
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    internal static IReadOnlyList<IPAddress> Parse(IEnumerable<string> lines) =>
    [
        .. lines.Select(line => line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words is ["nameserver", _, ..])
            .Select(words => IPAddress.TryParse(words[1], out var address) ? address : null)
            .OfType<IPAddress>().Distinct().Take(MaxServers),
    ];

    private static List<IPAddress> OfInterfaces() =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces()
            .Where(one => one.OperationalStatus == OperationalStatus.Up && one.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .SelectMany(one => one.GetIPProperties().DnsAddresses)
            // Site-local addresses are what Windows invents where nothing is configured.
            .Where(address => !address.IsIPv6SiteLocal)
            .Distinct().Take(MaxServers),
    ];
}
