using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Godwit.EndToEnd.Relays;

/// <summary>What the relay does with a line of the server.</summary>
/// <param name="Text">What the client gets in its place, without the line's end.</param>
public sealed record Rewritten(string Text)
{
    /// <summary>The client gets a line that never ends.</summary>
    public static Rewritten Endless { get; } = new("* ");

    /// <summary>From here on the client gets nothing, and the connection stays open.</summary>
    public static Rewritten Silence { get; } = new("");
}

/// <summary>Stands before a server and changes what it says, line by line; messages in literals pass as they are. So a good server becomes one that lies, hangs or lacks something.</summary>
public sealed class RewritingRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _connections = [];
    private readonly int _serverPort;
    private readonly Func<string, Rewritten> _rewrite;
    private readonly Task _accepting;

    /// <summary>Begins to accept; <paramref name="rewrite"/> is given each line of the server.</summary>
    public RewritingRelay(int serverPort, Func<string, Rewritten> rewrite)
    {
        (_serverPort, _rewrite) = (serverPort, rewrite);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where clients connect to.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                lock (_connections) _connections.Add(RelayAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using var server = new TcpClient { NoDelay = true };
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _serverPort, _end.Token);
                // Both streams before a byte is handed on: of a client that is found to be gone there is none to be had.
                await using var toServer = server.GetStream();
                await using var toClient = client.GetStream();
                await await Task.WhenAny(FromServerAsync(toServer, toClient), toClient.CopyToAsync(toServer, _end.Token));
            }
            catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task FromServerAsync(Stream server, Stream client)
    {
        var input = new BufferedStream(server, 64 * 1024);
        while (await ReadLineAsync(input) is { } line)
        {
            var told = _rewrite(line);
            if (ReferenceEquals(told, Rewritten.Silence)) await Task.Delay(Timeout.InfiniteTimeSpan, _end.Token);
            if (ReferenceEquals(told, Rewritten.Endless)) await WriteEndlesslyAsync(client);
            await client.WriteAsync(Encoding.Latin1.GetBytes(told.Text + "\r\n"), _end.Token);
            if (WireScanner.LiteralAtEnd().Match(line) is { Success: true } literal)
                await CopyAsync(input, client, long.Parse(literal.Groups[1].Value, CultureInfo.InvariantCulture));
        }
    }

    private async Task<string?> ReadLineAsync(BufferedStream input)
    {
        var (line, one) = (new StringBuilder(), new byte[1]);
        while (await input.ReadAsync(one, _end.Token) == 1)
        {
            if (one[0] == (byte)'\n') return line.ToString().TrimEnd('\r');
            line.Append((char)one[0]);
        }
        return null;
    }

    private async Task WriteEndlesslyAsync(Stream client)
    {
        var letters = Encoding.ASCII.GetBytes(new string('a', 64 * 1024));
        while (true) await client.WriteAsync(letters, _end.Token);
    }

    private async Task CopyAsync(BufferedStream input, Stream client, long count)
    {
        var buffer = new byte[64 * 1024];
        while (count > 0)
        {
            var read = await input.ReadAsync(buffer.AsMemory(0, (int)Math.Min(count, buffer.Length)), _end.Token);
            if (read == 0) throw new IOException("the server ended in a literal");
            await client.WriteAsync(buffer.AsMemory(0, read), _end.Token);
            count -= read;
        }
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
