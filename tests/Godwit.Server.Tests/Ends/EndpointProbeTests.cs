using System.Net.Sockets;
using Godwit.Moves;
using Godwit.Server.Ends;
using Godwit.Testing.Imap;

namespace Godwit.Server.Tests.Ends;

/// <summary>A failed test of a proxy's endpoint says which hop is broken; a test of an IMAP server tries the password where it can and says where it cannot.</summary>
public sealed class EndpointProbeTests
{
    private readonly EndpointProbe _probe = new(TimeProvider.System, []);

    [Fact]
    public void Behind_the_step_that_failed_stands_what_an_examination_found()
    {
        var outcome = _probe.Test(Order(EndpointType.ExchangeRemoteMove, UnusedPort()), "secret", CancellationToken.None);

        Assert.Equal(["Dns", "Tcp", "Examination"], outcome.Steps.Select(step => step.Name));
        Assert.Equal([true, false, false], outcome.Steps.Select(step => step.Passed));
        Assert.Contains("GW5021", outcome.Steps[^1].Told, StringComparison.Ordinal);
        Assert.Contains("godwit examine 127.0.0.1 --port", outcome.Steps[^1].Told, StringComparison.Ordinal);
        Assert.Equal("GW1002", outcome.Failure!.Code);
    }

    [Fact]
    public void A_service_beside_us_is_not_accused_of_its_address()
    {
        var outcome = _probe.Test(Order(EndpointType.ExchangeRemoteMove, UnusedPort()) with { Host = "localhost" }, "secret", CancellationToken.None);

        Assert.Contains("GW5021", outcome.Steps[^1].Told, StringComparison.Ordinal);
        Assert.DoesNotContain("GW5015", outcome.Steps[^1].Told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EndpointType.IMAP, null)]
    [InlineData(EndpointType.IMAP, "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n")]
    [InlineData(EndpointType.ExchangeRemoteMove, null)]
    [InlineData(EndpointType.ExchangeRemoteMove, "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n")]
    public void A_file_of_authorities_that_cannot_be_read_is_named_and_the_server_not_accused(EndpointType type, string? content)
    {
        var folder = Directory.CreateTempSubdirectory("godwit-probe-").FullName;
        try
        {
            var file = Path.Combine(folder, "ca.pem");
            if (content is not null) File.WriteAllText(file, content);
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();

            var outcome = _probe.Test(Order(type, ((IPEndPoint)listener.LocalEndpoint).Port) with { Security = EndpointSecurity.Ssl, Authorities = file }, "secret", CancellationToken.None);

            Assert.Equal(("GW4003", true), (outcome.Failure!.Code, outcome.Failure.Told.Contains(file, StringComparison.Ordinal)));
            Assert.Equal("Tls", outcome.Steps[^1].Name);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_mail_server_is_not_examined_as_a_proxy()
    {
        var outcome = _probe.Test(Order(EndpointType.IMAP, UnusedPort()), "secret", CancellationToken.None);

        Assert.Equal(["Dns", "Tcp"], outcome.Steps.Select(step => step.Name));
    }

    [Theory]
    [InlineData("secret", null)]
    [InlineData("wrong", "GW1020")]
    public void An_administrator_who_signs_in_by_himself_is_tried_without_a_mailbox(string password, string? code)
    {
        using var server = ImapTestServer.Start(new ImapServerOptions { Profile = ServerProfile.Cyrus, Users = new Dictionary<string, string> { ["mig"] = "secret" } });

        var outcome = _probe.Test(Imap(server) with { MasterSeparator = "sasl" }, password, CancellationToken.None);

        Assert.Equal(["Dns", "Tcp", "Greeting", "SignIn"], outcome.Steps.Select(step => step.Name));
        Assert.Equal((code, null), (outcome.Failure?.Code, outcome.Untried));
        if (code is not null) Assert.EndsWith("name one with -TestMailbox.", outcome.Failure!.Told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("sasl")]
    public void A_master_user_of_Dovecot_is_not_tried_without_a_mailbox_and_the_test_says_so(string separator)
    {
        using var server = Masters();

        var outcome = _probe.Test(Imap(server) with { MasterSeparator = separator }, "wrong", CancellationToken.None);

        Assert.Equal(["Dns", "Tcp", "Greeting"], outcome.Steps.Select(step => step.Name));
        Assert.Null(outcome.Failure);
        Assert.Equal("The password of mig was not tried: a master user signs in only for a mailbox. To try it, name one with -TestMailbox.", outcome.Untried);
    }

    [Theory]
    [InlineData("*", "secret", null)]
    [InlineData("*", "wrong", "GW1020")]
    [InlineData("sasl", "secret", null)]
    [InlineData("sasl", "wrong", "GW1020")]
    public void A_master_user_is_tried_with_a_mailbox_whose_login_is_no_address(string separator, string password, string? code)
    {
        using var server = Masters();

        var outcome = _probe.Test(Imap(server) with { MasterSeparator = separator, TestMailbox = "anna" }, password, CancellationToken.None);

        Assert.Equal(["Dns", "Tcp", "Greeting", "Mailbox"], outcome.Steps.Select(step => step.Name));
        Assert.Equal((code, null), (outcome.Failure?.Code, outcome.Untried));
    }

    [Fact]
    public void A_certificate_that_is_not_trusted_is_told_with_its_issuer()
    {
        using var server = ImapTestServer.Start(new ImapServerOptions { Tls = ServerTls.Implicit });

        var failure = _probe.Test(Imap(server) with { Host = "localhost", Security = EndpointSecurity.Ssl }, "secret", CancellationToken.None).Failure!;

        Assert.Equal("GW1010", failure.Code);
        Assert.Matches("^The certificate of localhost was issued by .+, which is not trusted here\\.$", failure.Told);
    }

    [Fact]
    public void An_endpoint_without_an_account_has_no_password_to_try()
    {
        using var server = Masters();

        Assert.StartsWith("No password was tried", _probe.Test(Imap(server) with { UserName = null }, null, CancellationToken.None).Untried, StringComparison.Ordinal);
    }

    private static ImapTestServer Masters() => ImapTestServer.Start(new ImapServerOptions { Users = new Dictionary<string, string> { ["anna"] = "hers" }, Masters = new Dictionary<string, string> { ["mig"] = "secret" } });

    private static EndpointOrder Imap(ImapTestServer server) => Order(EndpointType.IMAP, server.Port) with { Security = EndpointSecurity.None, MasterSeparator = "*" };

    private static EndpointOrder Order(EndpointType type, int port) => new() { Name = "one", Type = type, Host = "127.0.0.1", Port = port, UserName = "mig" };

    private static int UnusedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
