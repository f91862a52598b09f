using System.Net;
using System.Net.Sockets;

namespace Godwit.Imap;

/// <summary>Opens TCP connections: every address of the host in the resolver's order, each for the connect timeout.</summary>
internal static class TcpDialer
{
    internal static Socket Dial(ImapOptions options, CancellationToken cancellation)
    {
        var addresses = Resolve(options.Host);
        Exception? last = null;
        foreach (var address in addresses)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return Connect(new IPEndPoint(address, options.Port), options.ConnectTimeout, cancellation);
            }
            catch (Exception e) when (e is SocketException or TimeoutException)
            {
                last = e;
            }
        }
        throw Refused(options, last!);
    }

    private static IPAddress[] Resolve(string host)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out var literal)) return [literal];
        try
        {
            var addresses = Dns.GetHostAddresses(host);
            if (addresses.Length > 0) return addresses;
        }
        catch (SocketException e)
        {
            throw new ImapConnectionException(ConnectionEnd.HostNotFound, $"The name {host} has no address.", e);
        }
        throw new ImapConnectionException(ConnectionEnd.HostNotFound, $"The name {host} has no address.");
    }

    /// <summary>A blocking connect: a socket that was once used asynchronously stays non-blocking inside and is slower for ever.</summary>
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

    private static ImapConnectionException Refused(ImapOptions options, Exception last) =>
        last is TimeoutException or SocketException { SocketErrorCode: SocketError.TimedOut }
            ? new ImapConnectionException(ConnectionEnd.TimedOut, $"{options.Host} port {options.Port} does not answer.", last)
            : new ImapConnectionException(ConnectionEnd.Refused, $"{options.Host} port {options.Port} cannot be reached: {Reason((SocketException)last)}.", last);

    private static string Reason(SocketException e) => e.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "nothing listens there, or a firewall refuses",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "there is no route to it",
        _ => e.SocketErrorCode.ToString(),
    };
}
