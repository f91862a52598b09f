using System.Net;
using System.Net.Sockets;

namespace Godwit.EndToEnd.Proxies;

/// <summary>Where and how a relay cuts connections.</summary>
/// <param name="Bytes">After so many bytes in the direction, with at least one more in the relay's hands: what they belong to is not over.</param>
/// <param name="OfAnswers">True for those that come from the server.</param>
/// <param name="Politely">True for an end as of a whole stream (FIN); false for a reset.</param>
/// <param name="Times">So many connections are cut; the others are left alone.</param>
internal sealed record Cut(long Bytes, bool OfAnswers, bool Politely, int Times = int.MaxValue)
{
    /// <summary>What is done just before, with the number of the cut, from 0; the connection waits for it.</summary>
    public Func<int, Task> Before { get; init; } = static _ => Task.CompletedTask;
}

/// <summary>Hands bytes on in both directions without reading them, and cuts connections in mid-stream.</summary>
internal sealed class CuttingRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _connections = [];
    private readonly int _serverPort;
    private readonly Cut _cut;
    private readonly Task _accepting;
    private int _cuts;

    /// <summary>Begins to accept.</summary>
    public CuttingRelay(int serverPort, Cut cut)
    {
        (_serverPort, _cut) = (serverPort, cut);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where clients connect to.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many connections were cut.</summary>
    public int Cuts => Math.Min(Volatile.Read(ref _cuts), _cut.Times);

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _connections.Add(RelayAsync(await _listener.AcceptSocketAsync(_end.Token)));
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            return;
        }
    }

    private async Task RelayAsync(Socket client)
    {
        using (client)
        using (var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
        {
            await QuietlyAsync(async () =>
            {
                (client.NoDelay, server.NoDelay) = (true, true);
                await server.ConnectAsync(new IPEndPoint(IPAddress.Loopback, _serverPort), _end.Token);
                var asking = QuietlyAsync(() => PumpAsync(client, server, !_cut.OfAnswers));
                var answering = QuietlyAsync(() => PumpAsync(server, client, _cut.OfAnswers));
                await Task.WhenAll(asking, answering);
            });
        }
    }

    private async Task PumpAsync(Socket from, Socket to, bool isWatched)
    {
        var (buffer, left) = (new byte[16 * 1024], _cut.Bytes);
        int count;
        while ((count = await from.ReceiveAsync(buffer, _end.Token)) > 0)
        {
            if (isWatched && count > left)
            {
                await SendAsync(to, buffer.AsMemory(0, (int)left));
                if (Interlocked.Increment(ref _cuts) is var number && number <= _cut.Times)
                {
                    await _cut.Before(number - 1);
                    Strike(from, to);
                    return;
                }
                await SendAsync(to, buffer.AsMemory((int)left, count - (int)left));
                left = long.MaxValue;
                continue;
            }
            await SendAsync(to, buffer.AsMemory(0, count));
            left -= count;
        }
        to.Shutdown(SocketShutdown.Send);
    }

    private async Task SendAsync(Socket to, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty) bytes = bytes[await to.SendAsync(bytes, _end.Token)..];
    }

    private void Strike(params Socket[] ends)
    {
        foreach (var end in ends)
        {
            if (!_cut.Politely) end.LingerState = new LingerOption(true, 0);
            end.Close();
        }
    }

    /// <summary>A side that is gone is no news here.</summary>
    private static async Task QuietlyAsync(Func<Task> act)
    {
        try { await act(); }
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException or OperationCanceledException) { return; }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        // The listener goes when nobody asks it any more: one that is gone answers with a fault of its own.
        await _accepting;
        _listener.Dispose();
        await Task.WhenAll(_connections);
        _end.Dispose();
    }
}
