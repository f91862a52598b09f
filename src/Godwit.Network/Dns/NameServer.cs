using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Godwit.Network.Dns;

/// <summary>Asks one DNS server: over UDP with a second try, over TCP when the answer was cut (RFC 7766). Each question has a port and an id of its own.</summary>
/// <param name="server">The server's address and port.</param>
/// <param name="patience">How long each try may take.</param>
/// <param name="clock">Measures it.</param>
public sealed class NameServer(IPEndPoint server, TimeSpan patience, TimeProvider clock) : INameServer
{
    /// <summary>The port of DNS.</summary>
    public const int DefaultPort = 53;

    private const int Tries = 2;
    private const int MaxMessage = 65_535;

    /// <inheritdoc/>
    public string Name { get; } = server.Port == DefaultPort ? server.Address.ToString() : server.ToString();

    /// <inheritdoc/>
    public async Task<DnsAnswer> AskAsync(string name, DnsRecordType type, CancellationToken cancellation)
    {
        byte[] question;
        try
        {
            question = DnsMessage.WriteQuestion((ushort)RandomNumberGenerator.GetInt32(0x10000), name, type);
        }
        catch (ArgumentException)
        {
            return DnsAnswer.Without(DnsOutcome.NoSuchName);
        }
        for (var tried = 0; tried < Tries; tried++)
            if (await TryAsync(question, type, cancellation).ConfigureAwait(false) is { } answer) return answer;
        return DnsAnswer.Without(DnsOutcome.NoAnswer);
    }

    private async Task<DnsAnswer?> TryAsync(byte[] question, DnsRecordType type, CancellationToken cancellation)
    {
        using var patienceEnds = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patienceEnds.Token, cancellation);
        try
        {
            var message = await AskUdpAsync(question, either.Token).ConfigureAwait(false);
            if (DnsMessage.IsTruncated(message.Span)) message = await AskTcpAsync(question, either.Token).ConfigureAwait(false);
            return DnsMessage.Read(message.Span, type);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception failure) when (failure is SocketException or IOException)
        {
            return null;
        }
    }

    private async Task<Memory<byte>> AskUdpAsync(byte[] question, CancellationToken cancellation)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        // Connected: the system drops what others send.
        await socket.ConnectAsync(server, cancellation).ConfigureAwait(false);
        await socket.SendAsync(question, cancellation).ConfigureAwait(false);
        var buffer = new byte[MaxMessage];
        while (true)
        {
            var length = await socket.ReceiveAsync(buffer, cancellation).ConfigureAwait(false);
            if (DnsMessage.Answers(question, buffer.AsSpan(0, length))) return buffer.AsMemory(0, length);
        }
    }

    private async Task<Memory<byte>> AskTcpAsync(byte[] question, CancellationToken cancellation)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server, cancellation).ConfigureAwait(false);
        var stream = new NetworkStream(socket);
        await using (stream.ConfigureAwait(false))
        {
            await stream.WriteAsync((byte[])[(byte)(question.Length >> 8), (byte)question.Length, .. question], cancellation).ConfigureAwait(false);
            var prefix = new byte[2];
            await stream.ReadExactlyAsync(prefix, cancellation).ConfigureAwait(false);
            var message = new byte[(prefix[0] << 8) | prefix[1]];
            await stream.ReadExactlyAsync(message, cancellation).ConfigureAwait(false);
            return DnsMessage.Answers(question, message) ? message : throw new IOException("The answer is to another question.");
        }
    }
}
