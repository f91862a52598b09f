using System.Net.Sockets;

namespace Godwit.Network.Tls;

/// <summary>What a server sent upon a first message of TLS.</summary>
public enum ServerFlightKind
{
    /// <summary>It answered in TLS.</summary>
    Hello,
    /// <summary>It ended the handshake with an alert.</summary>
    Alert,
    /// <summary>It closed the connection without a byte.</summary>
    Closed,
    /// <summary>It reset the connection.</summary>
    Reset,
    /// <summary>It answered in the clear with HTTP.</summary>
    PlainHttp,
    /// <summary>It answered with something else.</summary>
    NotTls,
    /// <summary>It did not answer in time.</summary>
    Silent,
}

/// <summary>The first flight of a server (RFC 5246 section 7.3), as far as it is of interest.</summary>
/// <param name="Kind">What it was.</param>
public sealed record ServerFlight(ServerFlightKind Kind)
{
    /// <summary>The version it chose, such as 0x0303 for TLS 1.2; 0 when it chose none.</summary>
    public int Version { get; init; }

    /// <summary>The alert's number (RFC 5246 section 7.2), or -1.</summary>
    public int Alert { get; init; } = -1;

    /// <summary>True when it asked for a certificate of ours.</summary>
    public bool AsksForCertificate { get; init; }

    /// <summary>The first bytes when it was no TLS, escaped.</summary>
    public string Seen { get; init; } = "";

    private const int MaxRecord = 16 * 1024 + 2048;
    private const int MaxFlight = 256 * 1024;

    /// <summary>Sends a first message and reads the answer, until the flight is complete or it is clear what it is. Never throws for what the other side does.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up, or the time was over: the caller knows which.</exception>
    public static async Task<ServerFlight> AskAsync(Stream stream, string? serverName, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var read = 0;
        try
        {
            await stream.WriteAsync(ClientHello.Write(serverName), cancellation).ConfigureAwait(false);
            var head = new byte[5];
            read = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
            if (read == 0) return new(ServerFlightKind.Closed);
            if (read < 5 || head[0] is not (21 or 22) || head[1] != 3) return NoTls(head.AsSpan(0, read));
            return await ReadRecordsAsync(stream, head, cancellation).ConfigureAwait(false);
        }
        catch (IOException silent) when (silent.InnerException is SocketException { SocketErrorCode: SocketError.TimedOut })
        {
            return new(ServerFlightKind.Silent);
        }
        catch (IOException broken)
        {
            return new(broken.InnerException is SocketException || read == 0 ? ServerFlightKind.Reset : ServerFlightKind.Closed);
        }
    }

    private static ServerFlight NoTls(ReadOnlySpan<byte> start)
    {
        var text = System.Text.Encoding.Latin1.GetString(start);
        return new(text.StartsWith("HTTP", StringComparison.Ordinal) || text.StartsWith('<') ? ServerFlightKind.PlainHttp : ServerFlightKind.NotTls) { Seen = OtherSideText.Show(text) };
    }

    private static async Task<ServerFlight> ReadRecordsAsync(Stream stream, byte[] head, CancellationToken cancellation)
    {
        var handshake = new MemoryStream();
        while (true)
        {
            var length = (head[3] << 8) | head[4];
            if (length > MaxRecord || handshake.Length > MaxFlight) return new(ServerFlightKind.NotTls);
            var record = new byte[length];
            await stream.ReadExactlyAsync(record, cancellation).ConfigureAwait(false);
            if (head[0] == 21) return new(ServerFlightKind.Alert) { Alert = length >= 2 ? record[1] : 0 };
            handshake.Write(record);
            var flight = Read(handshake.ToArray());
            if (flight is not null) return flight;
            await stream.ReadExactlyAsync(head, cancellation).ConfigureAwait(false);
            if (head[0] is not (21 or 22)) return new(ServerFlightKind.NotTls);
        }
    }

    /// <summary>Null while the flight is not complete.</summary>
    private static ServerFlight? Read(ReadOnlySpan<byte> handshake)
    {
        var flight = new ServerFlight(ServerFlightKind.Hello);
        while (handshake.Length >= 4)
        {
            var length = (handshake[1] << 16) | (handshake[2] << 8) | handshake[3];
            if (handshake.Length < length + 4) return null;
            var type = handshake[0];
            var body = handshake.Slice(4, length);
            if (type == 2 && body.Length >= 2) flight = flight with { Version = (body[0] << 8) | body[1] };
            if (type == 13) flight = flight with { AsksForCertificate = true };
            if (type == 14) return flight; // ServerHelloDone
            handshake = handshake[(length + 4)..];
        }
        return null;
    }
}
