using System.Net;
using System.Net.Sockets;
using Godwit.Network.Dns;

namespace Godwit.Network.Tests.Dns;

public sealed class NameServerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task An_answer_over_UDP_is_read_and_a_strangers_is_not()
    {
        using var socket = Bound();
        var asked = new NameServer((IPEndPoint)socket.LocalEndPoint!, Patience, TimeProvider.System).AskAsync("mail.lab.example", DnsRecordType.A, CancellationToken.None);
        var (question, client) = await ReceiveAsync(socket);

        await socket.SendToAsync(Answer(question, 0xBAD0, [192, 0, 2, 66]), client);
        await socket.SendToAsync(Answer(question, null, [192, 0, 2, 1]), client);

        Assert.Equal(IPAddress.Parse("192.0.2.1"), Assert.IsType<AddressRecord>(Assert.Single((await asked).Records)).Address);
    }

    [Fact]
    public async Task A_cut_answer_is_asked_for_again_over_TCP()
    {
        var (socket, listener) = BoundToOnePort();
        using var listening = listener;
        using var bound = socket;
        var asked = new NameServer((IPEndPoint)socket.LocalEndPoint!, Patience, TimeProvider.System).AskAsync("mail.lab.example", DnsRecordType.A, CancellationToken.None);
        var (question, client) = await ReceiveAsync(socket);
        var cut = Answer(question, null, []);
        cut[2] |= 2;
        await socket.SendToAsync(cut, client);

        using var connection = await listener.AcceptTcpClientAsync();
        var again = new byte[question.Length + 2];
        await connection.GetStream().ReadExactlyAsync(again);
        var answer = Answer(again[2..], null, [192, 0, 2, 2]);
        await connection.GetStream().WriteAsync((byte[])[0, (byte)answer.Length, .. answer]);

        Assert.Equal(IPAddress.Parse("192.0.2.2"), Assert.IsType<AddressRecord>(Assert.Single((await asked).Records)).Address);
    }

    [Fact]
    public async Task A_closed_port_is_no_answer()
    {
        IPEndPoint closed;
        using (var socket = Bound()) closed = (IPEndPoint)socket.LocalEndPoint!;

        Assert.Equal(DnsOutcome.NoAnswer, (await new NameServer(closed, TimeSpan.FromMilliseconds(200), TimeProvider.System).AskAsync("mail.lab.example", DnsRecordType.A, CancellationToken.None)).Outcome);
    }

    [Fact]
    public async Task What_is_no_name_does_not_exist() =>
        Assert.Equal(DnsOutcome.NoSuchName, (await new NameServer(new IPEndPoint(IPAddress.Loopback, 1), Patience, TimeProvider.System).AskAsync("a..b", DnsRecordType.A, CancellationToken.None)).Outcome);

    private static Socket Bound()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    // A port that is free for UDP may be in use for TCP.
    private static (Socket Datagrams, TcpListener Listener) BoundToOnePort()
    {
        for (var tries = 1; ; tries++)
        {
            var socket = Bound();
            var listener = new TcpListener((IPEndPoint)socket.LocalEndPoint!);
            try
            {
                listener.Start();
                return (socket, listener);
            }
            catch (SocketException failure) when (failure.SocketErrorCode == SocketError.AddressAlreadyInUse && tries < 100)
            {
                listener.Dispose();
                socket.Dispose();
            }
        }
    }

    private static async Task<(byte[] Question, EndPoint Client)> ReceiveAsync(Socket socket)
    {
        var buffer = new byte[512];
        var received = await socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0));
        return (buffer[..received.ReceivedBytes], received.RemoteEndPoint);
    }

    /// <summary>The question turned into an answer with one A record, or none.</summary>
    private static byte[] Answer(byte[] question, ushort? id, byte[] address)
    {
        byte[] answer = address.Length == 0 ? [.. question] : [.. question, 0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, .. address];
        answer[2] |= 0x80;
        answer[7] = address.Length == 0 ? (byte)0 : (byte)1;
        if (id is { } other) (answer[0], answer[1]) = ((byte)(other >> 8), (byte)other);
        return answer;
    }
}
