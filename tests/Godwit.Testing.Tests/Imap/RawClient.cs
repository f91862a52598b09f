using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Godwit.Testing.Tests.Imap;

/// <summary>A client of nothing but text, byte for byte what the test says; Latin-1, so that a character is a byte.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly TcpClient _tcp = new();
    private Stream _stream;
    private int _tag;

    public RawClient(ImapTestServer server, bool greet = true)
    {
        _tcp.Connect(server.EndPoint);
        _tcp.ReceiveTimeout = _tcp.SendTimeout = 30_000;
        _stream = _tcp.GetStream();
        if (greet) Greeting = Line()!;
    }

    public static RawClient SignedIn(ImapTestServer server, string user = "alice", string password = "secret")
    {
        var client = new RawClient(server);
        Assert.StartsWith("OK", client.Do($"LOGIN {user} {password}")[^1], StringComparison.Ordinal);
        return client;
    }

    public string Greeting { get; } = "";

    public Stream Stream { get => _stream; set => _stream = value; }

    public void Send(string text) => _stream.Write(Encoding.Latin1.GetBytes(text));

    /// <summary>The next line without CRLF, or null at the end.</summary>
    public string? Line()
    {
        var line = new StringBuilder();
        while (true)
        {
            var next = _stream.ReadByte();
            if (next < 0) return null;
            if (next == '\n') return line.ToString().TrimEnd('\r');
            line.Append((char)next);
        }
    }

    public string Bytes(int count)
    {
        var bytes = new byte[count];
        _stream.ReadExactly(bytes);
        return Encoding.Latin1.GetString(bytes);
    }

    /// <summary>Sends a command and gives all lines of the answer, literals put into their lines, the tagged one last without its tag.</summary>
    public List<string> Do(string command)
    {
        var tag = $"a{++_tag}";
        Send($"{tag} {command}\r\n");
        return Answer(tag);
    }

    public List<string> Answer(string tag)
    {
        var lines = new List<string>();
        while (WholeLine() is { } line)
        {
            if (line.StartsWith(tag + " ", StringComparison.Ordinal)) return [.. lines, line[(tag.Length + 1)..]];
            lines.Add(line);
        }
        return [.. lines, "(closed)"];
    }

    /// <summary>Appends one message by synchronising literal and gives the tagged answer.</summary>
    public string Append(string folder, string message, string arguments = "")
    {
        var tag = $"a{++_tag}";
        Send($"{tag} APPEND {folder} {arguments}{{{message.Length}}}\r\n");
        var line = Line();
        if (line?.StartsWith('+') is not true) return line?[(tag.Length + 1)..] ?? "(closed)";
        Send(message + "\r\n");
        return Answer(tag)[^1];
    }

    /// <summary>Begins TLS as a careful client would that trusts the test's authority; the handshake must meet just this objection.</summary>
    public void Encrypt(ImapTestServer server, SslPolicyErrors expected = SslPolicyErrors.None)
    {
        using var authority = X509Certificate2.CreateFromPem(server.Certificates.AuthorityPem);
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(authority);
        var tls = new SslStream(_stream);
        tls.AuthenticateAsClient(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost", CertificateChainPolicy = policy, RemoteCertificateValidationCallback = (_, _, _, found) => found == expected,
        });
        _stream = tls;
    }

    private string? WholeLine()
    {
        var line = Line();
        while (line is not null && line.EndsWith('}') && line.LastIndexOf('{') is var open and >= 0 && int.TryParse(line[(open + 1)..^1], out var length))
            line += "\r\n" + Bytes(length) + Line();
        return line;
    }

    public void Dispose()
    {
        _stream.Dispose();
        _tcp.Dispose();
    }
}
