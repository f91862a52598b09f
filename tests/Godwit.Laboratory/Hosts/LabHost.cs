using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Godwit.Laboratory;

/// <summary>What a host does with a connection before anything is understood.</summary>
internal enum LabOpening
{
    Tls,
    Reset,
    Close,
    Silence,
    PlainHttp,
    Banner,
    Alert,
    OldVersion,
}

/// <summary>One TCP connection as a host sees it: which one it is, and what its logon remembers.</summary>
internal sealed class LabConnection(int number)
{
    public int Number { get; } = number;

    public int Requests { get; set; }

    public bool HasChallenge { get; set; }

    public bool SignedIn { get; set; }
}

/// <summary>A host on a port of loopback: real sockets, real TLS, HTTP/1.1.</summary>
internal sealed class LabHost : IAsyncDisposable
{
    private const int MaxRequest = 64 * 1024;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;
    private readonly Random _random;
    private int _connections;

    public LabHost(Random random)
    {
        _random = new Random(random.Next());
        LowerCase = random.Next(4) == 0;
        Chunked = random.Next(3) == 0;
        _listener.Start();
        Address = (IPEndPoint)_listener.LocalEndpoint;
        _accepting = AcceptAsync();
    }

    public IPEndPoint Address { get; }

    public LabNetwork? Network { get; set; }

    public bool LowerCase { get; set; }

    public bool Chunked { get; set; }

    /// <summary>What happens when a connection opens, by its number.</summary>
    public Func<int, LabOpening> Opening { get; set; } = _ => LabOpening.Tls;

    /// <summary>The certificate, by the connection's number and the name in the handshake.</summary>
    public Func<int, string, SslStreamCertificateContext> Certificate { get; set; } = (_, _) => throw new InvalidOperationException();

    public bool AsksForCertificate { get; set; }

    public SslProtocols Protocols { get; set; } = SslProtocols.None;

    public byte Alert { get; set; } = 40;

    /// <summary>True for a host that speaks HTTP in the clear.</summary>
    public bool IsPlain { get; set; }

    /// <summary>How long a connection lives on after its first answer, and how it ends then; null for as long as it likes.</summary>
    public (TimeSpan Time, LabEnd End)? Age { get; set; }

    public byte[] BannerBytes { get; set; } = "SSH-2.0-OpenSSH_9.6\r\n"u8.ToArray();

    public Func<LabRequest, LabConnection, LabAnswer> Answer { get; set; } = (_, _) => new LabAnswer(404, "Not Found");

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptSocketAsync(_end.Token));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The world ends.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            socket.NoDelay = true;
            // A connection that is only opened and closed does not count: it does not take a turn of the balancer's.
            var first = new byte[1];
            try
            {
                if (await socket.ReceiveAsync(first, SocketFlags.Peek, _end.Token) == 0) return;
                await ServeAsync(socket, Interlocked.Increment(ref _connections) - 1);
            }
            catch (Exception broken) when (broken is IOException or SocketException or OperationCanceledException or AuthenticationException or ObjectDisposedException or InvalidOperationException or NotSupportedException)
            {
                // The other side has gone, or was sent away.
            }
        }
    }

    private async Task ServeAsync(Socket socket, int number)
    {
        await using var raw = new NetworkStream(socket);
        switch (Opening(number))
        {
            case LabOpening.Reset: await EndAsync(socket, raw, LabEnd.Reset); return;
            case LabOpening.Close: await EndAsync(socket, raw, LabEnd.Close); return;
            case LabOpening.Silence: await EndAsync(socket, raw, LabEnd.Silence); return;
            case LabOpening.PlainHttp: await SayAsync(raw, "HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<h1>Bad Request</h1>"u8.ToArray()); return;
            case LabOpening.Banner: await SayAsync(raw, BannerBytes); return;
            case LabOpening.Alert: await SayAsync(raw, [21, 3, 3, 0, 2, 2, Alert]); return;
            case LabOpening.OldVersion: await SayAsync(raw, OldHello()); return;
            case LabOpening.Tls when IsPlain: await ServeHttpAsync(socket, raw, number); return;
            default: await ServeTlsAsync(socket, raw, number); return;
        }
    }

    private async Task ServeTlsAsync(Socket socket, NetworkStream raw, int number)
    {
        await using var tls = new SslStream(raw);
        await tls.AuthenticateAsServerAsync((_, hello, _, _) => ValueTask.FromResult(new SslServerAuthenticationOptions
            {
                ServerCertificateContext = Certificate(number, hello.ServerName),
                ClientCertificateRequired = AsksForCertificate,
                RemoteCertificateValidationCallback = (_, _, _, errors) => errors >= SslPolicyErrors.None,
                EnabledSslProtocols = Protocols,
            }), null, _end.Token);
        await ServeHttpAsync(socket, tls, number);
    }

    private async Task ServeHttpAsync(Socket socket, Stream stream, int number)
    {
        var connection = new LabConnection(number);
        while (await ReadAsync(stream) is { } request)
        {
            var answer = Answer(request, connection);
            connection.Requests++;
            if (answer.End != LabEnd.None)
            {
                await EndAsync(socket, stream, answer.End, isRead: true);
                return;
            }
            byte[] bytes;
            lock (_random) bytes = answer.Bytes(_random, LowerCase, Chunked);
            await stream.WriteAsync(bytes, _end.Token);
            if (answer.Raw is not null) return;
            if (Age is { } age && connection.Requests == 1) _ = EndLaterAsync(socket, age.Time, age.End);
        }
    }

    private async Task EndLaterAsync(Socket socket, TimeSpan time, LabEnd end)
    {
        try
        {
            await Task.Delay(time, _end.Token);
            if (end == LabEnd.Reset) socket.Close(0);
            else socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception gone) when (gone is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The other side was quicker.
        }
    }

    private async Task EndAsync(Socket socket, Stream stream, LabEnd end, bool isRead = false)
    {
        if (!isRead) _ = await stream.ReadAsync(new byte[4096], _end.Token);
        if (end == LabEnd.Silence)
        {
            Network!.Silence(socket.RemoteEndPoint!);
            _ = await stream.ReadAsync(new byte[1], _end.Token);
        }
        if (end == LabEnd.Reset) socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }

    private async Task SayAsync(NetworkStream stream, byte[] bytes)
    {
        _ = await stream.ReadAsync(new byte[4096], _end.Token);
        await stream.WriteAsync(bytes, _end.Token);
        stream.Socket.Shutdown(SocketShutdown.Send);
        while (await stream.ReadAsync(new byte[1024], _end.Token) > 0) { }
    }

    /// <summary>A server that knows TLS 1.0 only: its hello, and the end of its flight.</summary>
    private static byte[] OldHello()
    {
        byte[] hello = [3, 1, .. new byte[32], 0, 0, 0x2F, 0];
        byte[] flight = [2, 0, 0, (byte)hello.Length, .. hello, 14, 0, 0, 0];
        return [22, 3, 1, 0, (byte)flight.Length, .. flight];
    }

    private static async Task<LabRequest?> ReadAsync(Stream stream)
    {
        var buffer = new byte[MaxRequest];
        var length = 0;
        int end;
        while ((end = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8)) < 0)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length));
            if (read == 0) return null;
            length += read;
        }
        var lines = Encoding.Latin1.GetString(buffer, 0, end).Split("\r\n");
        var fields = lines.Skip(1).Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0].ToLowerInvariant(), pair => pair[1].Trim(), StringComparer.OrdinalIgnoreCase);
        var wanted = fields.TryGetValue("content-length", out var told) ? int.Parse(told, CultureInfo.InvariantCulture) : 0;
        while (length < end + 4 + wanted) length += await stream.ReadAsync(buffer.AsMemory(length)) is > 0 and var more ? more : throw new IOException();
        var words = lines[0].Split(' ');
        return new LabRequest(words[0], words[1], fields, Encoding.UTF8.GetString(buffer, end + 4, wanted));
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
    }
}
