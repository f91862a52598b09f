using System.Net;
using System.Net.Sockets;

namespace Godwit.Proxy.Protocol;

/// <summary>
/// A lane's own connection. One at a time, opened when it is needed: with a connection a lane, NTLM and Kerberos stay where they were proven, lanes do not share a congestion window, and
/// closing the socket ends whatever the lane waits for.
/// </summary>
internal sealed class LaneConnection : IDisposable
{
    private static readonly TimeSpan IdleFor = TimeSpan.FromSeconds(25);

    private readonly Lock _gate = new();
    private readonly ProxySettings _settings;
    private readonly CertificateCheck _certificate;
    private readonly SocketsHttpHandler _handler;
    private readonly HttpMessageInvoker _invoker;
    private EarlyDial? _first;
    private Socket? _socket;
    private WatchedStream? _stream;
    private bool _isAborted;

    public LaneConnection(ProxySettings settings, ICredentials? credentials)
    {
        _settings = settings;
        _first = new EarlyDial(settings);
        _certificate = new CertificateCheck(settings);
        _handler = new SocketsHttpHandler
        {
            ActivityHeadersPropagator = null,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectCallback = (_, cancellation) => ValueTask.FromResult<Stream>(Connect(cancellation)),
            Credentials = credentials,
            InitialHttp2StreamWindowSize = 8 * 1024 * 1024,
            MaxConnectionsPerServer = 1,
            MaxResponseDrainSize = 256 * 1024,
            PooledConnectionIdleTimeout = IdleFor,
            SslOptions = _certificate.Options(),
            UseCookies = false,
            UseProxy = false,
        };
        _invoker = new HttpMessageInvoker(_handler);
    }

    /// <summary>What the last certificate was refused for; null when none was.</summary>
    public string? CertificateComplaint => _certificate.Complaint;

    /// <summary>Changes when bytes move.</summary>
    public (int Connection, long Moves) Progress => (Connections, Volatile.Read(ref _stream)?.Moved ?? 0);

    /// <summary>How long the last connection took to be made, names not resolved and TLS not begun: a round trip to whoever takes it. Zero before the first.</summary>
    public TimeSpan RoundTrip { get; private set; }

    /// <summary>How many connections were opened so far.</summary>
    public int Connections { get; private set; }

    /// <summary>Sends a request and returns when the answer's headers are there. HTTP/1.1 blocks throughout; HTTP/2 has a reader of its own underneath.</summary>
    public HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellation)
    {
        request.Version = _settings.UseHttp2 ? HttpVersion.Version20 : HttpVersion.Version11;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        return _settings.UseHttp2 ? _invoker.SendAsync(request, cancellation).GetAwaiter().GetResult() : _invoker.Send(request, cancellation);
    }

    /// <summary>Closes the socket under whatever is going on; from any thread.</summary>
    public void Abort()
    {
        lock (_gate)
        {
            _isAborted = true;
            _socket?.Dispose();
        }
    }

    private WatchedStream Connect(CancellationToken cancellation)
    {
        var (socket, took) = Interlocked.Exchange(ref _first, null) is { } first ? first.Take(cancellation) : Dialer.Dial(_settings, cancellation);
        lock (_gate)
        {
            if (_isAborted)
            {
                socket.Dispose();
                throw new IOException("The lane is closed.");
            }
            (_socket, RoundTrip) = (socket, took);
            Connections++;
            return _stream = new WatchedStream(socket);
        }
    }

    public void Dispose()
    {
        Abort();
        Interlocked.Exchange(ref _first, null)?.Dispose();
        _invoker.Dispose();
    }
}
