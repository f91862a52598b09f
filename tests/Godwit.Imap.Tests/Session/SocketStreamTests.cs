using System.Net;
using System.Net.Sockets;

namespace Godwit.Imap.Tests;

public sealed class SocketStreamTests
{
    /// <summary>Without it each message costs 40 ms at a server that sends its answers in small pieces (docs/connectors/imap.md).</summary>
    [Fact]
    public void After_a_command_the_answer_is_acknowledged_at_once()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems acknowledge as they like.");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(listener.LocalEndpoint);
        using var server = listener.AcceptSocket();
        using var stream = new SocketStream(socket, new ImapOptions("localhost", 143));
        Talk(stream, server, rounds: 3);
        Assert.Equal(0, WaitsLessOf(socket));

        stream.Write("A1 NOOP\r\n"u8);
        stream.Flush();

        Assert.Equal(1, WaitsLessOf(socket));
    }

    /// <summary>Question and answer in turn: after that the system keeps acknowledgements back for the next question.</summary>
    private static void Talk(SocketStream stream, Socket server, int rounds)
    {
        var buffer = new byte[8];
        for (var i = 0; i < rounds; i++)
        {
            stream.Write("?"u8);
            server.Receive(buffer);
            server.Send("!"u8);
            stream.ReadExactly(buffer, 0, 1);
        }
        stream.Write("?"u8);
    }

    private static int WaitsLessOf(Socket socket)
    {
        var value = new byte[4];
        socket.GetRawSocketOption(6, 12, value);
        return BitConverter.ToInt32(value);
    }
}
