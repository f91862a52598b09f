using System.Net;
using System.Net.Sockets;

namespace Godwit.Network.Connecting;

/// <summary>Opens a TCP connection. Tests bring their own, so that no test needs a public address.</summary>
/// <exception cref="SocketException">It was refused, or there is no way.</exception>
/// <exception cref="OperationCanceledException">The caller gave up.</exception>
public delegate Task<Stream> Dialer(IPEndPoint address, CancellationToken cancellation);

/// <summary>The dialer of the system.</summary>
public static class SystemDialer
{
    /// <summary>Opens a TCP connection that sends at once what is written.</summary>
    public static async Task<Stream> DialAsync(IPEndPoint address, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(address);
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
