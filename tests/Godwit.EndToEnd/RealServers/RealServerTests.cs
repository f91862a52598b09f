using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Godwit.EndToEnd.RealServers;

/// <summary>The servers and the tools that judge moves are judged themselves first.</summary>
[Trait("needs", "process")]
public sealed class RealServerTests
{
    /// <summary>The worst case among them only in the long run.</summary>
    public static TheoryData<ServerKind> Kinds =>
        [ServerKind.Dovecot, ServerKind.Cyrus, ServerKind.Courier, new TheoryDataRow<ServerKind>(ServerKind.Mailutils).WithTrait("length", "deep")];

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_filled_mailbox_reads_back_as_it_was_stored(ServerKind kind)
    {
        await using var server = await RealServer.StartAsync(kind);
        var mailbox = server.Mailbox("alice", "wonderland");

        var filled = await mailbox.FillAsync(keywords: Keeps(kind));
        var snapshot = await mailbox.ReadAsync();

        Assert.Equal(filled.Stored, snapshot.Messages.Count);
        Assert.Equal(filled.Folders.Order(StringComparer.Ordinal), snapshot.FolderNames);
        Assert.Contains("Projekte/Übersicht", snapshot.FolderNames);
        Assert.Contains("日本語/受信箱", snapshot.FolderNames);
        Assert.Empty(filled.Refused);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_change_of_everything_is_seen(ServerKind kind)
    {
        await using var server = await RealServer.StartAsync(kind);
        var mailbox = server.Mailbox("bob", "builder");
        await mailbox.FillAsync(keywords: Keeps(kind), nasty: false);
        var before = await mailbox.ReadAsync();

        var changed = await mailbox.ChangeAsync(keywords: Keeps(kind));
        var after = await mailbox.ReadAsync();

        Assert.True(changed is { New: > 0, Flagged: > 0, Deleted: > 0, Moved: > 0 });
        Assert.Contains("Archive/2023 alt", after.FolderNames);
        Assert.DoesNotContain("Q&A", after.FolderNames);
        Assert.NotEqual(before.Contents(), after.Contents());
    }

    [Fact]
    public async Task The_same_seed_gives_equal_mailboxes_on_two_servers()
    {
        await using var one = await RealServer.StartAsync(ServerKind.Dovecot);
        await using var other = await RealServer.StartAsync(ServerKind.Dovecot, new ServerSettings { Format = "mdbox", Separator = ".", Prefix = "INBOX." });
        await one.Mailbox("alice", "wonderland").FillAsync();
        await other.Mailbox("alice", "wonderland").FillAsync();

        var first = await one.Mailbox("alice", "wonderland").ReadAsync();
        var second = await other.Mailbox("alice", "wonderland").ReadAsync();

        Assert.Equal(first.Contents(), second.Contents());
        Assert.Contains(second.Folders, folder => folder.WireName == "INBOX.Archive.2004");
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_killed_server_comes_back_with_its_mail_on_its_port(ServerKind kind)
    {
        await using var server = await RealServer.StartAsync(kind);
        var mailbox = server.Mailbox("alice", "wonderland");
        await mailbox.FillAsync(keywords: Keeps(kind), messages: 5, nasty: false);
        var (port, before) = (server.ImapPort, (await mailbox.ReadAsync()).Contents());

        await server.KillAsync();
        await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(server.ImapPort));
        await server.StartAsync();

        Assert.Equal(port, server.ImapPort);
        Assert.Equal(before, (await mailbox.ReadAsync()).Contents());
    }

    [Theory, InlineData(ServerKind.Dovecot), InlineData(ServerKind.Cyrus), InlineData(ServerKind.Courier)]
    public async Task The_certificate_stands_up_to_its_authority(ServerKind kind)
    {
        await using var server = await RealServer.StartAsync(kind);
        using var client = await ConnectAsync(server.ImapsPort);

        Assert.Equal(SslPolicyErrors.None, await ExamineCertificateAsync(client, server.CertificateAuthority));
    }

    [Theory]
    [InlineData("expired", SslPolicyErrors.RemoteCertificateChainErrors)]
    [InlineData("other-name", SslPolicyErrors.RemoteCertificateNameMismatch)]
    [InlineData("self-signed", SslPolicyErrors.RemoteCertificateChainErrors)]
    public async Task A_bad_certificate_is_bad_in_the_way_it_is_meant_to(string tls, SslPolicyErrors expected)
    {
        await using var server = await RealServer.StartAsync(ServerKind.Dovecot, new ServerSettings { Tls = tls });
        using var client = await ConnectAsync(server.ImapsPort);

        Assert.Equal(expected, await ExamineCertificateAsync(client, server.CertificateAuthority));
    }

    [Theory]
    [InlineData(ServerKind.Dovecot)]
    [InlineData(ServerKind.Cyrus)]
    public async Task A_hidden_capability_is_not_said(ServerKind kind)
    {
        await using var full = await RealServer.StartAsync(kind);
        await using var cut = await RealServer.StartAsync(kind, new ServerSettings { Without = "MULTIAPPEND MOVE" });

        Assert.Contains("MULTIAPPEND", await CapabilitiesAsync(full));
        Assert.DoesNotContain("MULTIAPPEND", await CapabilitiesAsync(cut));
        Assert.Contains("UIDPLUS", await CapabilitiesAsync(cut));
    }

    [Theory]
    [InlineData(ServerKind.Dovecot)]
    [InlineData(ServerKind.Cyrus)]
    [InlineData(ServerKind.Courier)]
    public async Task A_quota_refuses_what_is_over_it(ServerKind kind)
    {
        await using var server = await RealServer.StartAsync(kind, new ServerSettings { Quota = "100k" });

        var filled = await server.Mailbox("alice", "wonderland").FillAsync();

        Assert.NotEmpty(filled.Refused);
        Assert.All(filled.Refused, refusal => Assert.Contains("quota", refusal.Answer, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_master_user_opens_the_mailbox_of_another()
    {
        await using var server = await RealServer.StartAsync(ServerKind.Dovecot, new ServerSettings { Master = "mover:secret" });
        await server.Mailbox("alice", "wonderland").FillAsync(messages: 3, nasty: false);

        var seen = await server.Mailbox("alice*mover", "secret").ReadAsync();

        Assert.Equal(3, seen.Messages.Count);
    }

    private static bool Keeps(ServerKind kind) => kind != ServerKind.Mailutils;

    private static async Task<TcpClient> ConnectAsync(int port)
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        return client;
    }

    private static async Task<SslPolicyErrors> ExamineCertificateAsync(TcpClient client, string authority)
    {
        var found = (SslPolicyErrors)(-1);
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(authority));
        using var stream = new SslStream(client.GetStream());
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            CertificateChainPolicy = trust,
            RemoteCertificateValidationCallback = (_, _, _, errors) => (found = errors) == SslPolicyErrors.None,
        };
        try { await stream.AuthenticateAsClientAsync(options); }
        catch (AuthenticationException) when (found > SslPolicyErrors.None) { }
        return found;
    }

    private static async Task<string> CapabilitiesAsync(RealServer server)
    {
        using var client = await ConnectAsync(server.ImapPort);
        using var reader = new StreamReader(client.GetStream());
        await using var writer = new StreamWriter(client.GetStream()) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("a LOGIN alice wonderland");
        await writer.WriteLineAsync("b CAPABILITY");
        var said = "";
        for (var line = await reader.ReadLineAsync(); line is not null && !line.StartsWith("b ", StringComparison.Ordinal); line = await reader.ReadLineAsync())
            if (line.StartsWith("* CAPABILITY", StringComparison.Ordinal)) said = line;
        return said;
    }
}
