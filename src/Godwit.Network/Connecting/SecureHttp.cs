using System.Net;
using Godwit.Network.Http;
using Godwit.Network.Tls;

namespace Godwit.Network.Connecting;

/// <summary>A connection for HTTP, and whom it is with.</summary>
/// <param name="connection">The connection.</param>
/// <param name="tls">What the handshake showed; null on plain HTTP.</param>
public sealed class SecureHttp(HttpConnection connection, TlsSession? tls) : IAsyncDisposable
{
    /// <summary>The connection.</summary>
    public HttpConnection Connection { get; } = connection;

    /// <summary>What the handshake showed; null on plain HTTP.</summary>
    public TlsFacts? Tls { get; } = tls?.Facts;

    /// <summary>True when a credential may be sent: encrypted, and with whom we mean.</summary>
    public bool MayTakeCredential => Tls?.IsTrusted == true;

    /// <summary>Opens one to a known address.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">There is none.</exception>
    /// <exception cref="System.Security.Authentication.AuthenticationException">TLS could not be agreed on.</exception>
    public static async Task<SecureHttp> OpenAsync(NetworkAccess network, IPEndPoint address, string host, bool encrypted, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(network);
        var stream = await network.Dial(address, cancellation).ConfigureAwait(false);
        if (!encrypted) return new SecureHttp(new HttpConnection(stream, network.Clock), null);
        var session = await TlsSession.OpenAsync(stream, host, sendName: !IPAddress.TryParse(host, out _), network.Trust, network.Clock, cancellation).ConfigureAwait(false);
        return new SecureHttp(new HttpConnection(session.Stream, network.Clock), session);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Connection.DisposeAsync();
}
