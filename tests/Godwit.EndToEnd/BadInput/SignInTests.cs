using Godwit.EndToEnd.Places;
using Godwit.EndToEnd.Relays;
using Godwit.EndToEnd.TheCommand;

namespace Godwit.EndToEnd.BadInput;

[Trait("needs", "process")]
public sealed class SignInTests
{
    private const string User = "alice";

    private static ServerSettings Settings(string? tls = null) => new() { Users = $"{User}:{Canary.Password}", Tls = tls };

    private static GodwitMove Move(string from, TemporaryFolder folder, string password = Canary.Password) =>
        new(new StoreAddress(from, password), new StoreAddress("maildir:" + folder["Maildir"]), folder.Path);

    [Theory]
    [InlineData(ServerKind.Dovecot)]
    [InlineData(ServerKind.Cyrus)]
    [InlineData(ServerKind.Courier)]
    public async Task A_wrong_password_is_said_and_not_shown(ServerKind kind)
    {
        await using var server = await RealServer.StartAsync(kind, new ServerSettings { Users = $"{User}:another" });
        using var folder = new TemporaryFolder();

        var outcome = await Move($"imaps://{User}@localhost:{server.ImapsPort}?ca={server.CertificateAuthority}", folder).RunAsync("--wire-log", folder["wire.log"]);

        FaultSentence.Of(outcome, 1, "GW1020", "source");
        Canary.IsNowhere(outcome, folder.Path);
    }

    /// <summary>Every mechanism that a server offers, one after the other.</summary>
    [Theory]
    [InlineData("plain")]
    [InlineData("login")]
    [InlineData("scram-sha-256")]
    public async Task The_right_password_stands_in_no_file_and_in_no_log(string mechanism)
    {
        await using var server = await RealServer.StartAsync(ServerKind.Dovecot, Settings() with { Mechanisms = mechanism });
        using var folder = new TemporaryFolder();

        var outcome = await Move($"imap://{User}@localhost:{server.ImapPort}?ca={server.CertificateAuthority}", folder).RunAsync("--wire-log", folder["wire.log"], "--json");

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Contains("AUTHENTICATE " + mechanism.ToUpperInvariant(), await File.ReadAllTextAsync(folder["wire.log"]), StringComparison.Ordinal);
        Canary.IsNowhere(outcome, folder.Path);
    }

    [Theory]
    [InlineData("expired", "2021-01-01")]
    [InlineData("other-name", "mail.example")]
    [InlineData("self-signed", "not trusted")]
    public async Task A_bad_certificate_is_refused_before_the_password_is_sent(string tls, string why)
    {
        await using var server = await RealServer.StartAsync(ServerKind.Dovecot, Settings(tls));

        foreach (var scheme in new[] { $"imaps://{User}@localhost:{server.ImapsPort}", $"imap://{User}@localhost:{server.ImapPort}" })
        {
            using var folder = new TemporaryFolder();
            var outcome = await Move($"{scheme}?ca={server.CertificateAuthority}", folder).RunAsync("--wire-log", folder["wire.log"]);

            Assert.Contains(why, FaultSentence.Of(outcome, 1, "GW1010", "source"), StringComparison.Ordinal);
            Assert.Empty(await SignInsAsync(folder["wire.log"]));
            Canary.IsNowhere(outcome, folder.Path);
        }
    }

    [Fact]
    public async Task Without_STARTTLS_nothing_is_sent_in_clear_text()
    {
        await using var server = await RealServer.StartAsync(ServerKind.Dovecot, Settings());
        await using var relay = new RewritingRelay(server.ImapPort, line => new Rewritten(line.Replace(" STARTTLS", "", StringComparison.Ordinal)));
        using var folder = new TemporaryFolder();

        var outcome = await Move($"imap://{User}@localhost:{relay.Port}?ca={server.CertificateAuthority}", folder).RunAsync("--wire-log", folder["wire.log"]);

        FaultSentence.Of(outcome, 1, "GW1012", "source");
        Assert.Empty(await SignInsAsync(folder["wire.log"]));
        Canary.IsNowhere(outcome, folder.Path);
    }

    /// <summary>What was sent in order to sign in.</summary>
    private static async Task<IEnumerable<string>> SignInsAsync(string wireLog) =>
        (await File.ReadAllLinesAsync(wireLog)).Where(line => line.Contains(" > ", StringComparison.Ordinal) && (line.Contains("AUTHENTICATE", StringComparison.Ordinal) || line.Contains("LOGIN", StringComparison.Ordinal)));

    [Fact]
    public async Task A_password_in_an_address_is_refused_and_not_repeated()
    {
        using var folder = new TemporaryFolder();

        var outcome = await Move($"imaps://{User}:{Canary.Password}@localhost:1", folder).RunAsync();

        FaultSentence.Of(outcome, 1, "GW9005", "service");
        Canary.IsNowhere(outcome, folder.Path);
    }
}
