using System.Buffers;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Godwit.Proxy.Listening;

/// <summary>
/// Plain HTTP that arrives where TLS is expected is led past TLS, so that it gets an answer that names the mistake and not a cut connection. The first byte tells: a TLS record that begins a
/// handshake is of type 22 (RFC 8446 section 5.1), a letter begins a request.
/// </summary>
internal static class PlainHttpOnTlsPort
{
    private const byte HandshakeRecord = 22;

    /// <summary>Marks a connection that came without TLS.</summary>
    public static readonly object Mark = new();

    /// <summary>Listens for TLS, and leads plain HTTP around it.</summary>
    /// <param name="listen">The port.</param>
    /// <param name="useTls">Adds TLS to the port.</param>
    /// <param name="longest">How long the first byte may take.</param>
    /// <param name="clock">The clock.</param>
    public static void Add(ListenOptions listen, Action<ListenOptions> useTls, TimeSpan longest, TimeProvider clock)
    {
        ConnectionDelegate? http = null;
        listen.Use(tls => connection => LeadAsync(connection, tls, http!, longest, clock));
        useTls(listen);
        listen.Use(next => http = next);
    }

    private static async Task LeadAsync(ConnectionContext connection, ConnectionDelegate tls, ConnectionDelegate http, TimeSpan longest, TimeProvider clock)
    {
        if (await FirstByteAsync(connection, longest, clock).ConfigureAwait(false) is not { } first) return;
        if (first != HandshakeRecord) connection.Items[Mark] = true;
        await (first == HandshakeRecord ? tls : http)(connection).ConfigureAwait(false);
    }

    /// <summary>The first byte, left where it is; null when none came.</summary>
    private static async Task<byte?> FirstByteAsync(ConnectionContext connection, TimeSpan longest, TimeProvider clock)
    {
        using var limit = new CancellationTokenSource(longest, clock);
        try
        {
            var input = connection.Transport.Input;
            var read = await input.ReadAsync(limit.Token).ConfigureAwait(false);
            byte? first = read.Buffer.IsEmpty ? null : read.Buffer.FirstSpan[0];
            input.AdvanceTo(read.Buffer.Start);
            return first;
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException or ConnectionAbortedException)
        {
            return null;
        }
    }
}
