using System.Net;
using System.Net.Sockets;

namespace Godwit.EndToEnd.Relays;

/// <summary>
/// Stands between a client and a server, hands everything on in both directions and sees what is said. It can strike at a chosen moment, with the bytes of that moment still in its hands. No TLS: it
/// is the one who must be able to read.
/// </summary>
public sealed class ImapRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _gate = new();
    private readonly List<HeldBytes> _held = [];
    private readonly List<Task> _connections = [];
    private readonly int _serverPort;
    private readonly Task _accepting;
    private RelayPlan? _plan;
    private int _seen;

    /// <summary>Begins to accept.</summary>
    public ImapRelay(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where clients connect to.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>True when the plan was carried out.</summary>
    public bool HasStruck { get; private set; }

    /// <summary>The next client's fate; null lets it live.</summary>
    public void Arm(RelayPlan? plan)
    {
        lock (_gate) (_plan, _seen, HasStruck) = (plan, 0, false);
    }

    /// <summary>Lets go of what is still held back, and waits until the server has had all of it.</summary>
    public async Task ReleaseAsync()
    {
        foreach (var held in TakeHeld(_ => true)) await held.ReleaseAsync();
    }

    /// <summary>Called at every place before anything behind it is handed on. True when this connection is to be struck now.</summary>
    internal async Task<RelayPlan?> ReachAsync(Moment moment)
    {
        foreach (var held in TakeHeld(h => h.Until == moment)) await held.ReleaseAsync();
        lock (_gate)
        {
            if (_plan is not { } plan || plan.Moment != moment || ++_seen != plan.Count) return null;
            _plan = null;
            HasStruck = true;
            return plan;
        }
    }

    internal void Hold(HeldBytes held)
    {
        lock (_gate) _held.Add(held);
    }

    private List<HeldBytes> TakeHeld(Predicate<HeldBytes> which)
    {
        lock (_gate)
        {
            var taken = _held.FindAll(which);
            _held.RemoveAll(which);
            return taken;
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_end.Token);
                lock (_gate) _connections.Add(RelayedConnection.RunAsync(this, client, _serverPort, _end.Token));
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            return;
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

/// <summary>The end of a dead client's conversation that has not reached the server yet.</summary>
internal sealed class HeldBytes(Moment until, NetworkStream server, byte[] bytes, Task serverIsDone)
{
    /// <summary>When the next client comes so far, it goes on its way.</summary>
    public Moment Until { get; } = until;

    /// <summary>Sends it and waits until the server has done with the connection.</summary>
    public async Task ReleaseAsync()
    {
        await server.WriteAsync(bytes);
        server.Socket.Shutdown(SocketShutdown.Send);
        await serverIsDone;
    }
}
