using System.Net;
using System.Net.Sockets;

namespace Godwit.EndToEnd.Relays;

/// <summary>The relay itself, before a server that only greets.</summary>
public sealed class RewritingRelayTests
{
    /// <summary>As an interrupted command is, while the relay still connects for it.</summary>
    [Fact]
    public async Task Clients_that_are_gone_before_the_greeting_are_no_news()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        await using (var relay = new RewritingRelay(((IPEndPoint)server.LocalEndpoint).Port, line => new Rewritten(line)))
        {
            for (var i = 0; i < 100; i++)
            {
                using (var client = new Socket(SocketType.Stream, ProtocolType.Tcp) { LingerState = new LingerOption(true, 0) })
                    await client.ConnectAsync(IPAddress.Loopback, relay.Port);
                using var greeted = await server.AcceptSocketAsync();
                await greeted.SendAsync("* OK one\r\n* OK two\r\n* OK three\r\n"u8.ToArray());
            }
        }
    }
}
