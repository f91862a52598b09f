using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Godwit.Proxy.Tests.Hostile;

/// <summary>A TLS connection that sends whatever bytes a test wants, as no honest client would.</summary>
internal sealed class RawClient : IAsyncDisposable
{
    private readonly TcpClient _tcp;
    private readonly SslStream _tls;

    private RawClient(TcpClient tcp, SslStream tls) => (_tcp, _tls) = (tcp, tls);

    public static async Task<RawClient> ConnectAsync(int port)
    {
        var tcp = new TcpClient { NoDelay = true };
        await tcp.ConnectAsync("127.0.0.1", port);
        var tls = new SslStream(tcp.GetStream(), false, (_, shown, _, _) => shown is not null);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost", EnabledSslProtocols = SslProtocols.Tls13 | SslProtocols.Tls12 });
        return new RawClient(tcp, tls);
    }

    /// <summary>Sends these bytes and nothing more, and gives all that comes back until the server closes, by itself or because the request says so.</summary>
    public static async Task<string> ExchangeAsync(int port, byte[] bytes)
    {
        await using var client = await ConnectAsync(port);
        await client.TrySendAsync(bytes);
        return await client.ReadToEndAsync();
    }

    /// <summary>The same with an end behind the bytes: the server may give up at it, also before it has answered.</summary>
    public static async Task<string> SendAndCloseAsync(int port, byte[] bytes)
    {
        await using var client = await ConnectAsync(port);
        if (await client.TrySendAsync(bytes)) client._tcp.Client.Shutdown(SocketShutdown.Send);
        return await client.ReadToEndAsync();
    }

    /// <summary>Sends some bytes; false when the server has closed.</summary>
    public async Task<bool> TrySendAsync(byte[] bytes)
    {
        try
        {
            await _tls.WriteAsync(bytes);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public async Task<string> ReadToEndAsync()
    {
        var (text, buffer) = (new StringBuilder(), new byte[16 * 1024]);
        try
        {
            int read;
            while ((read = await _tls.ReadAsync(buffer)) > 0) text.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }
        catch (IOException)
        {
            // Cut off: whatever came before counts.
        }
        return text.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await _tls.DisposeAsync();
        _tcp.Dispose();
    }
}
