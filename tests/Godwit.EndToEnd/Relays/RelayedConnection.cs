using System.Net;
using System.Net.Sockets;

namespace Godwit.EndToEnd.Relays;

/// <summary>One connection through the relay.</summary>
internal sealed class RelayedConnection
{
    private readonly ImapRelay _relay;
    private readonly NetworkStream _client;
    private readonly NetworkStream _server;
    private readonly Conversation _conversation = new();
    private readonly CancellationToken _end;
    private Task _fromServer = Task.CompletedTask;

    private RelayedConnection(ImapRelay relay, NetworkStream client, NetworkStream server, CancellationToken end) =>
        (_relay, _client, _server, _end) = (relay, client, server, end);

    /// <summary>Relays until both sides are done with each other.</summary>
    public static async Task RunAsync(ImapRelay relay, Socket client, int serverPort, CancellationToken end)
    {
        var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        try
        {
            await server.ConnectAsync(new IPEndPoint(IPAddress.Loopback, serverPort), end);
        }
        catch (Exception refusal) when (refusal is SocketException or OperationCanceledException)
        {
            server.Dispose();
            client.Dispose();
            return;
        }
        await new RelayedConnection(relay, new NetworkStream(client, ownsSocket: true), new NetworkStream(server, ownsSocket: true), end).RunAsync();
    }

    private async Task RunAsync()
    {
        _fromServer = QuietlyAsync(FromServerAsync);
        await Task.WhenAll(QuietlyAsync(FromClientAsync), _fromServer);
        _client.Dispose();
        _server.Dispose();
    }

    /// <summary>A side that is gone is no news: tests kill clients and servers on purpose.</summary>
    private static async Task QuietlyAsync(Func<Task> pump)
    {
        try { await pump(); }
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException or OperationCanceledException) { return; }
    }

    private async Task FromClientAsync()
    {
        var (scanner, buffer) = (new WireScanner(), new byte[64 * 1024]);
        int count;
        while ((count = await _client.ReadAsync(buffer, _end)) > 0)
        {
            foreach (var mark in scanner.Scan(buffer.AsSpan(0, count)))
            {
                if (_conversation.OfClient(mark) is not { } moment || await _relay.ReachAsync(moment) is not { } plan) continue;
                plan.Strike();
                if (!plan.EndsConnection) continue;
                await AfterStrikeAsync(plan.Aftermath, buffer.AsMemory(0, plan.Moment == Moment.InsideLiteral ? mark.Offset : count), mark.Offset);
                return;
            }
            await _server.WriteAsync(buffer.AsMemory(0, count), _end);
        }
        // What a dead client has sent arrives; then the server sees the end.
        _server.Socket.Shutdown(SocketShutdown.Send);
    }

    private async Task AfterStrikeAsync(Aftermath aftermath, ReadOnlyMemory<byte> bytes, int offset)
    {
        if (aftermath == Aftermath.Delivered)
        {
            await _server.WriteAsync(bytes, _end);
            _server.Socket.Shutdown(SocketShutdown.Send);
            return;
        }
        await _server.WriteAsync(bytes[..(offset - 1)], _end);
        if (aftermath == Aftermath.Dropped)
        {
            _server.Close();
            return;
        }
        _relay.Hold(new HeldBytes(aftermath == Aftermath.LateAtListing ? Moment.Listing : Moment.GroupBegins, _server, bytes[(offset - 1)..].ToArray(), _fromServer));
    }

    private async Task FromServerAsync()
    {
        var (scanner, buffer) = (new WireScanner(), new byte[64 * 1024]);
        int count;
        while ((count = await _server.ReadAsync(buffer, _end)) > 0)
        {
            foreach (var mark in scanner.Scan(buffer.AsSpan(0, count)))
            {
                if (_conversation.OfServer(mark) is not { } moment || await _relay.ReachAsync(moment) is not { } plan) continue;
                if (!plan.EndsConnection)
                {
                    plan.Strike();
                    continue;
                }
                await QuietlyAsync(() => _client.WriteAsync(buffer.AsMemory(0, mark.Offset), _end).AsTask());
                plan.Strike();
                return;
            }
            await QuietlyAsync(() => _client.WriteAsync(buffer.AsMemory(0, count), _end).AsTask());
        }
        _client.Socket.Shutdown(SocketShutdown.Send);
    }
}
