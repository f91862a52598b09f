using System.Net.Security;

namespace Godwit.Testing.Tests.Imap;

public sealed class TlsTests
{
    [Theory]
    [InlineData(CertificateChoice.Good, SslPolicyErrors.None)]
    [InlineData(CertificateChoice.WrongName, SslPolicyErrors.RemoteCertificateNameMismatch)]
    [InlineData(CertificateChoice.Expired, SslPolicyErrors.RemoteCertificateChainErrors)]
    [InlineData(CertificateChoice.SelfSigned, SslPolicyErrors.RemoteCertificateChainErrors)]
    public void Each_certificate_has_just_its_own_fault(CertificateChoice choice, SslPolicyErrors expected)
    {
        using var server = ImapTestServer.Start(new ImapServerOptions { Tls = ServerTls.Implicit, Certificate = choice });
        using var client = new RawClient(server, greet: false);
        client.Encrypt(server, expected);
        Assert.StartsWith("* OK", client.Line(), StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_can_be_injected_before_the_handshake()
    {
        using var server = ImapTestServer.Start(new ImapServerOptions { Tls = ServerTls.StartTls });
        server.Behaviour.InjectedBeforeTls = "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n";
        using var client = new RawClient(server);
        Assert.Equal("OK Begin TLS negotiation now.", client.Do("STARTTLS")[^1]);
        Assert.Equal("* CAPABILITY IMAP4rev1 AUTH=PLAIN", client.Line());
    }

    [Fact]
    public void Starttls_can_be_taken_out()
    {
        using var server = ImapTestServer.Start(new ImapServerOptions { Tls = ServerTls.StartTls });
        server.Behaviour.StripsStartTls = true;
        using var client = new RawClient(server);
        Assert.DoesNotContain("STARTTLS", client.Greeting, StringComparison.Ordinal);
        Assert.StartsWith("BAD", client.Do("STARTTLS")[^1], StringComparison.Ordinal);
    }
}
