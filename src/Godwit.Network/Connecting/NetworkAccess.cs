using System.Net;
using System.Net.Sockets;
using Godwit.Network.Dns;
using Godwit.Network.Tls;

namespace Godwit.Network.Connecting;

/// <summary>The ways out to the network, so that a test can bring its own.</summary>
/// <param name="Dial">Opens connections.</param>
/// <param name="LookUp">The addresses of a name as programs of this machine get them (the hosts file included); an exception of kind <see cref="SocketException"/> when there are none.</param>
/// <param name="NameServers">The servers of DNS of this machine; may be empty.</param>
/// <param name="OutsideNameServers">Further servers of DNS, which see what everybody outside sees; may be empty.</param>
/// <param name="Trust">Whom to trust.</param>
/// <param name="Clock">The time.</param>
public sealed record NetworkAccess(Dialer Dial, Func<string, CancellationToken, Task<IPAddress[]>> LookUp, IReadOnlyList<INameServer> NameServers, IReadOnlyList<INameServer> OutsideNameServers, TlsTrust Trust, TimeProvider Clock)
{
    private static readonly TimeSpan DnsPatience = TimeSpan.FromSeconds(2);

    /// <summary>The system's own ways.</summary>
    /// <param name="trust">Whom to trust.</param>
    /// <param name="clock">The time.</param>
    /// <param name="outsideNameServers">Servers of DNS to ask besides the system's.</param>
    public static NetworkAccess OfSystem(TlsTrust trust, TimeProvider clock, params IEnumerable<IPEndPoint> outsideNameServers) => new(
        SystemDialer.DialAsync,
        // The system's own look-up cannot be stopped once it has begun; whoever asked need not wait for it.
        static (name, cancellation) => System.Net.Dns.GetHostAddressesAsync(name, cancellation).WaitAsync(cancellation),
        Servers(SystemNameServers.Find().Select(address => new IPEndPoint(address, NameServer.DefaultPort)), clock), Servers(outsideNameServers, clock), trust, clock);

    /// <summary>The system's ways, but names as these servers of DNS have them; <c>localhost</c> stays this machine (RFC 6761 section 6.3).</summary>
    /// <param name="trust">Whom to trust.</param>
    /// <param name="clock">The time.</param>
    /// <param name="nameServers">The servers, the preferred first.</param>
    public static NetworkAccess ByNameServers(TlsTrust trust, TimeProvider clock, params IEnumerable<IPEndPoint> nameServers)
    {
        var servers = Servers(nameServers, clock);
        return new NetworkAccess(SystemDialer.DialAsync, (name, cancellation) => LookUpAsync(servers, name, cancellation), servers, [], trust, clock);
    }

    private static async Task<IPAddress[]> LookUpAsync(INameServer[] servers, string name, CancellationToken cancellation)
    {
        if (name.Equals("localhost", StringComparison.OrdinalIgnoreCase)) return [IPAddress.Loopback, IPAddress.IPv6Loopback];
        foreach (var server in servers)
        {
            var answer = await server.AskAsync(name, DnsRecordType.A, cancellation).ConfigureAwait(false);
            if (!answer.IsFromServer) continue;
            var newer = await server.AskAsync(name, DnsRecordType.Aaaa, cancellation).ConfigureAwait(false);
            IPAddress[] found = [.. answer.Records.Concat(newer.Records).OfType<AddressRecord>().Select(static record => record.Address)];
            return found.Length > 0 ? found : throw new SocketException((int)SocketError.HostNotFound);
        }
        throw new SocketException((int)SocketError.TryAgain);
    }

    private static INameServer[] Servers(IEnumerable<IPEndPoint> addresses, TimeProvider clock) => [.. addresses.Distinct().Select(address => new NameServer(address, DnsPatience, clock))];
}
