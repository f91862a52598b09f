using System.Net;
using System.Net.Sockets;

namespace Godwit.Proxy.Protocol;

/// <summary>Opens TCP connections: every address of the host in the resolver's order, each for the connect timeout.</summary>
internal static class Dialer
{
    /// <summary>A connection, and how long it took.</summary>
    public static DialledSocket Dial(ProxySettings settings, CancellationToken cancellation)
    {
        var (host, port) = (settings.Endpoint.IdnHost, settings.Endpoint.Port);
        Exception? last = null;
        foreach (var address in Resolve(settings, host))
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                var begun = settings.Clock.GetTimestamp();
                return new DialledSocket(Connect(new IPEndPoint(address, port), settings.ConnectTimeout, cancellation), settings.Clock.GetElapsedTime(begun));
            }
            catch (Exception e) when (e is SocketException or TimeoutException)
            {
                last = e;
            }
        }
        throw Refused(settings, last!);
    }

    private static IPAddress[] Resolve(ProxySettings settings, string host)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out var literal)) return [literal];
        try
        {
            if (Dns.GetHostAddresses(host) is { Length: > 0 } addresses) return addresses;
        }
        catch (SocketException e)
        {
            throw NotFound(settings, e);
        }
        throw NotFound(settings, null);
    }

    private static Socket Connect(IPEndPoint endpoint, TimeSpan timeout, CancellationToken cancellation)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        using var closing = limit.Token.Register(static s => ((Socket)s!).Dispose(), socket);
        try
        {
            socket.Connect(endpoint);
            return socket;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            socket.Dispose();
            cancellation.ThrowIfCancellationRequested();
            if (limit.IsCancellationRequested) throw new TimeoutException($"{endpoint} did not answer within {timeout.TotalSeconds:0} s.", e);
            throw;
        }
    }

    private static FaultException NotFound(ProxySettings settings, Exception? cause) =>
        new(new Fault(ConnectorFaults.HostNotFound, Side.Network, $"{settings.Host}: the name has no address."), cause);

    private static FaultException Refused(ProxySettings settings, Exception last) =>
        last is TimeoutException or SocketException { SocketErrorCode: SocketError.TimedOut }
            ? new(new Fault(ConnectorFaults.TimedOut, Side.Network, $"{settings.Host} does not answer."), last)
            : new(new Fault(ConnectorFaults.ConnectionRefused, Side.Network, $"{settings.Host} cannot be reached: {Reason((SocketException)last)}."), last);

    private static string Reason(SocketException e) => e.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "nothing listens there, or a firewall refuses",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "there is no route to it",
        _ => e.SocketErrorCode.ToString(),
    };
}
