using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Godwit.Network.Connecting;
using Godwit.Network.Tls;

namespace Godwit.Laboratory;

/// <summary>The network of one world: public addresses lead to hosts on loopback, or to silence, refusal or no way at all.</summary>
internal sealed class LabNetwork : IAsyncDisposable
{
    private readonly Dictionary<IPEndPoint, Func<CancellationToken, Task<Stream>>> _places = [];
    private readonly ConcurrentDictionary<IPEndPoint, LabStream> _streams = new();
    private readonly List<LabHost> _hosts = [];

    /// <summary>What this machine asks.</summary>
    public LabNameServer Inside { get; } = new("10.0.0.53");

    /// <summary>What everybody outside asks; null when none is named.</summary>
    public LabNameServer? Outside { get; set; }

    /// <summary>How an address without anybody behaves.</summary>
    public SocketError Nowhere { get; set; } = SocketError.TimedOut;

    public NetworkAccess Access => new(DialAsync, (name, _) => Task.FromResult(Inside.AddressesOf(name)), [Inside], Outside is null ? [] : [Outside],
        new TlsTrust(Pki.Anchors, (address, _) => Task.FromResult<byte[]?>(address.AbsoluteUri == Pki.IssuerAddress ? Pki.IssuerBytes : null)), TimeProvider.System);

    /// <summary>A host that only other hosts reach.</summary>
    public LabHost Add(LabHost host)
    {
        if (!_hosts.Contains(host)) _hosts.Add(host);
        host.Network = this;
        return host;
    }

    public LabHost Add(string address, LabHost host, int port = 443)
    {
        Add(host);
        _places[new IPEndPoint(IPAddress.Parse(address), port)] = token => ConnectAsync(host.Address, token);
        return host;
    }

    /// <summary>An address behind which a program of somebody else's listens on loopback.</summary>
    public void AddProgram(string address, int loopbackPort, int port = 443) =>
        _places[new IPEndPoint(IPAddress.Parse(address), port)] = token => ConnectAsync(new IPEndPoint(IPAddress.Loopback, loopbackPort), token);

    /// <summary>An address that ends every attempt with an error.</summary>
    public void AddDead(string address, SocketError error, int port = 443) => _places[new IPEndPoint(IPAddress.Parse(address), port)] = _ => throw new SocketException((int)error);

    /// <summary>From here on nothing more comes on this connection, and the system gives it up.</summary>
    public void Silence(EndPoint client)
    {
        if (_streams.TryGetValue((IPEndPoint)client, out var stream)) stream.Silence();
    }

    private Task<Stream> DialAsync(IPEndPoint address, CancellationToken cancellation) =>
        _places.TryGetValue(address, out var connect) ? connect(cancellation) : throw new SocketException((int)Nowhere);

    private async Task<Stream> ConnectAsync(IPEndPoint place, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(place, cancellation);
        var stream = new LabStream(socket);
        _streams[(IPEndPoint)socket.LocalEndPoint!] = stream;
        return stream;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts) await host.DisposeAsync();
    }
}

/// <summary>A connection that can fall silent, as one whose packets are dropped; what the system says after its own long patience is said at once.</summary>
internal sealed class LabStream(Socket socket) : NetworkStream(socket, ownsSocket: true)
{
    private readonly TaskCompletionSource _silence = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Silence() => _silence.TrySetResult();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = base.ReadAsync(buffer, cancellationToken).AsTask();
        if (await Task.WhenAny(read, _silence.Task) == read) return await read;
        throw new IOException("silence", new SocketException((int)SocketError.TimedOut));
    }
}
