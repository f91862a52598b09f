using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Godwit.Demo.Organisation;

/// <summary>
/// The organisation's zone: a server of DNS on loopback that knows one record, where Autodiscover is (SRV, RFC 2782), and of everything else that it does not exist. So the endpoint is found as anywhere, and no question leaves the machine.
/// </summary>
internal sealed class DemoNameServer : IAsyncDisposable
{
    private const int HeaderBytes = 12, Srv = 33, MostQuestion = 512;
    private const ushort Answer = 0x8580, NoSuchName = 0x8583;

    private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly CancellationTokenSource _end = new();
    private readonly byte[] _name;
    private readonly byte[] _record;
    private readonly Task _serving;

    /// <summary>Answers from now on.</summary>
    /// <param name="domain">The zone.</param>
    /// <param name="autodiscover">Host and port that the record names.</param>
    public DemoNameServer(string domain, Uri autodiscover)
    {
        _name = Name("_autodiscover._tcp." + domain);
        _record = Record(autodiscover);
        _serving = ServeAsync();
    }

    /// <summary>Where it answers.</summary>
    public IPEndPoint Address => (IPEndPoint)_socket.Client.LocalEndPoint!;

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var asked = await _socket.ReceiveAsync(_end.Token).ConfigureAwait(false);
                if (Reply(asked.Buffer) is { } reply) await _socket.SendAsync(reply, asked.RemoteEndPoint, _end.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The end of the demonstration.
        }
    }

    /// <summary>The reply to a question; null to what is none.</summary>
    internal byte[]? Reply(byte[] question)
    {
        var end = question.Length is > HeaderBytes and <= MostQuestion ? question.AsSpan(HeaderBytes).IndexOf((byte)0) + HeaderBytes + 1 : 0;
        if (end <= HeaderBytes || question.Length < end + 4) return null;
        var found = Same(question.AsSpan(HeaderBytes, end - HeaderBytes)) && BinaryPrimitives.ReadUInt16BigEndian(question.AsSpan(end)) == Srv;
        var reply = new byte[end + 4 + (found ? _record.Length : 0)];
        question.AsSpan(0, end + 4).CopyTo(reply);
        reply.AsSpan(2, 10).Clear();
        BinaryPrimitives.WriteUInt16BigEndian(reply.AsSpan(2), found ? Answer : NoSuchName);
        (reply[5], reply[7]) = (1, (byte)(found ? 1 : 0));
        if (found) _record.CopyTo(reply.AsSpan(end + 4));
        return reply;
    }

    // Labels with their lengths; of letters the case does not matter (RFC 4343).
    private bool Same(ReadOnlySpan<byte> name) => name.Length == _name.Length && Ascii.EqualsIgnoreCase(name, _name);

    private static byte[] Name(string name) => [.. name.Split('.').SelectMany(label => (byte[])[(byte)label.Length, .. Encoding.ASCII.GetBytes(label)]), 0];

    // The name as a pointer to the question, type, class, time to live, then priority, weight, port and target.
    private static byte[] Record(Uri autodiscover)
    {
        byte[] target = Name(autodiscover.Host);
        return [0xC0, HeaderBytes, 0, Srv, 0, 1, 0, 0, 0, 60, 0, (byte)(6 + target.Length), 0, 0, 0, 0, (byte)(autodiscover.Port >> 8), (byte)autodiscover.Port, .. target];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _serving.ConfigureAwait(false);
        _socket.Dispose();
        _end.Dispose();
    }
}
