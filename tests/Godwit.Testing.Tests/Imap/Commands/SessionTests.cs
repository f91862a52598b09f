using System.IO.Compression;
using System.Text;

namespace Godwit.Testing.Tests.Imap.Commands;

public sealed class SessionTests
{
    [Fact]
    public void The_greeting_tells_what_is_of_use_before_sign_in()
    {
        using var server = ImapTestServer.Start();
        using var client = new RawClient(server);
        Assert.StartsWith("* OK [CAPABILITY IMAP4rev1 SASL-IR", client.Greeting, StringComparison.Ordinal);
        Assert.Contains("AUTH=SCRAM-SHA-256", client.Greeting, StringComparison.Ordinal);
        Assert.DoesNotContain("CONDSTORE", client.Greeting, StringComparison.Ordinal);
        Assert.DoesNotContain("STARTTLS", client.Greeting, StringComparison.Ordinal);
    }

    [Fact]
    public void Sign_in_tells_the_capabilities_of_Dovecot_but_not_of_Courier()
    {
        using var dovecot = ImapTestServer.Start();
        using var courier = ImapTestServer.Start(new ImapServerOptions { Profile = ServerProfile.Courier });
        using var one = new RawClient(dovecot);
        using var two = new RawClient(courier);
        Assert.Contains("MULTIAPPEND", one.Do("LOGIN alice secret")[^1], StringComparison.Ordinal);
        Assert.Equal("OK LOGIN Ok.", two.Do("LOGIN alice secret")[^1]);
        Assert.DoesNotContain("MULTIAPPEND", two.Do("CAPABILITY")[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LOGIN alice wrong", "NO [AUTHENTICATIONFAILED]")]
    [InlineData("LOGIN nobody secret", "NO [AUTHENTICATIONFAILED]")]
    [InlineData("LOGIN alice*root top", "OK")]
    [InlineData("LOGIN alice*root wrong", "NO [AUTHENTICATIONFAILED]")]
    [InlineData("LOGIN \"alice\" \"secret\"", "OK")]
    [InlineData("AUTHENTICATE PLAIN AGFsaWNlAHNlY3JldA==", "OK")]
    [InlineData("AUTHENTICATE PLAIN YWxpY2UAcm9vdAB0b3A=", "OK")]
    [InlineData("AUTHENTICATE PLAIN YWxpY2UAYm9iAHNlY3JldA==", "NO [AUTHENTICATIONFAILED]")]
    [InlineData("AUTHENTICATE PLAIN !", "BAD")]
    [InlineData("AUTHENTICATE GSSAPI", "NO")]
    [InlineData("SELECT INBOX", "BAD")]
    [InlineData("NONSENSE", "BAD")]
    [InlineData("STARTTLS", "BAD")]
    public void Sign_in_is_honest(string command, string answer)
    {
        using var server = ImapTestServer.Start(new ImapServerOptions
        {
            Users = new Dictionary<string, string> { ["alice"] = "secret", ["bob"] = "secret" },
            Masters = new Dictionary<string, string> { ["root"] = "top" },
        });
        using var client = new RawClient(server);
        Assert.StartsWith(answer, client.Do(command)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_stay_out_of_the_log()
    {
        using var server = ImapTestServer.Start();
        using var client = RawClient.SignedIn(server);
        using var other = new RawClient(server);
        other.Send("x LOGIN {5}\r\n");
        Assert.Equal("+ OK", other.Line());
        other.Send("alice secret\r\n");
        Assert.StartsWith("x OK", other.Line(), StringComparison.Ordinal);
        Assert.Equal("[1] LOGIN alice ***\n[2] LOGIN {5}", server.Log.ToString());
    }

    [Fact]
    public void A_response_may_follow_its_challenge_and_a_star_gives_up()
    {
        using var server = ImapTestServer.Start();
        using var client = new RawClient(server);
        client.Send("x AUTHENTICATE LOGIN\r\n");
        Assert.Equal("+ VXNlcm5hbWU6", client.Line());
        client.Send("*\r\n");
        Assert.Equal("x BAD Authentication aborted", client.Line());
        client.Send("y AUTHENTICATE PLAIN\r\n");
        Assert.Equal("+ ", client.Line());
        client.Send("AGFsaWNlAHNlY3JldA==\r\n");
        Assert.StartsWith("y OK", client.Line(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_opens_the_mailbox_until_its_time_is_over()
    {
        var clock = new FakeClock();
        using var server = ImapTestServer.Start(new ImapServerOptions { Clock = clock });
        server.Mailboxes["alice"].AllowToken("t1", clock.GetUtcNow().AddHours(1));
        using var client = new RawClient(server);
        var response = Convert.ToBase64String("user=alice\u0001auth=Bearer t1\u0001\u0001"u8);
        Assert.StartsWith("OK", client.Do($"AUTHENTICATE XOAUTH2 {response}")[^1], StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(["* BYE [UNAVAILABLE] AccessTokenExpired", "(closed)"], client.Do("NOOP"));
        using var again = new RawClient(server);
        again.Send($"x AUTHENTICATE XOAUTH2 {response}\r\n");
        Assert.Equal("+ " + Convert.ToBase64String("{\"status\":\"401\",\"schemes\":\"bearer\"}"u8), again.Line());
        again.Send("\r\n");
        Assert.Equal("x NO [AUTHENTICATIONFAILED] Authentication failed.", again.Line());
    }

    [Fact]
    public void Clear_text_sign_in_can_be_forbidden()
    {
        using var server = ImapTestServer.Start(new ImapServerOptions { Tls = ServerTls.StartTls, AllowsClearTextLogin = false });
        using var client = new RawClient(server);
        Assert.Contains("STARTTLS LOGINDISABLED", client.Greeting, StringComparison.Ordinal);
        Assert.StartsWith("NO [PRIVACYREQUIRED]", client.Do("LOGIN alice secret")[^1], StringComparison.Ordinal);
        Assert.StartsWith("OK", client.Do("STARTTLS")[^1], StringComparison.Ordinal);
        client.Encrypt(server);
        Assert.StartsWith("OK", client.Do("LOGIN alice secret")[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Commands_that_came_before_the_handshake_are_thrown_away()
    {
        using var server = ImapTestServer.Start(new ImapServerOptions { Tls = ServerTls.StartTls });
        using var client = new RawClient(server);
        client.Send("s STARTTLS\r\nx LOGIN alice secret\r\n");
        Assert.Equal("s OK Begin TLS negotiation now.", client.Line());
        client.Encrypt(server);
        Assert.StartsWith("BAD", client.Do("SELECT INBOX")[^1], StringComparison.Ordinal);
        Assert.Equal(0, server.Log.Count("LOGIN"));
    }

    [Fact]
    public void Deflate_runs_both_ways_after_its_OK()
    {
        using var server = ImapTestServer.Start();
        server.Mailboxes["alice"].Folder("INBOX").Deliver(new MessageBuilder(1).Build(MessageKind.Large, 1));
        using var client = RawClient.SignedIn(server);
        Assert.Equal("OK Begin compression.", client.Do("COMPRESS DEFLATE")[^1]);
        client.Stream = new DuplexDeflate(client.Stream);
        Assert.DoesNotContain("COMPRESS", client.Do("CAPABILITY")[0], StringComparison.Ordinal);
        client.Do("SELECT INBOX");
        Assert.Contains(Encoding.Latin1.GetString(new MessageBuilder(1).Build(MessageKind.Large, 1)), client.Do("FETCH 1 BODY.PEEK[]")[0], StringComparison.Ordinal);
        Assert.StartsWith("NO [COMPRESSIONACTIVE]", client.Do("COMPRESS DEFLATE")[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Only_what_is_offered_can_be_enabled()
    {
        using var server = ImapTestServer.Start();
        using var client = RawClient.SignedIn(server);
        Assert.Equal("* ENABLED CONDSTORE QRESYNC", client.Do("ENABLE CONDSTORE QRESYNC UTF8=ACCEPT X-NONE")[0]);
    }

    [Fact]
    public void Prefix_and_separator_are_told()
    {
        using var server = ImapTestServer.Start(new ImapServerOptions { Profile = ServerProfile.Courier });
        server.SharedPrefix = "shared.";
        using var client = RawClient.SignedIn(server);
        Assert.Equal("* NAMESPACE ((\"INBOX.\" \".\")) ((\"shared.\" \".\")) NIL", client.Do("NAMESPACE")[0]);
    }

    [Fact]
    public void Logout_says_goodbye_and_closes()
    {
        using var server = ImapTestServer.Start();
        using var client = new RawClient(server);
        Assert.Equal(["* BYE Logging out", "OK Logout completed."], client.Do("LOGOUT"));
        Assert.Null(client.Line());
    }

    [Fact]
    public void A_capability_that_is_left_out_makes_its_command_unknown()
    {
        using var server = ImapTestServer.Start(new ImapServerOptions { Profile = ServerProfile.Ancient });
        using var client = RawClient.SignedIn(server);
        foreach (var command in new[] { "ID NIL", "NAMESPACE", "ENABLE CONDSTORE", "IDLE", "COMPRESS DEFLATE", "GETQUOTAROOT INBOX", "MYRIGHTS INBOX" })
            Assert.Equal("BAD Unknown command", client.Do(command)[^1]);
        client.Do("SELECT INBOX");
        foreach (var command in new[] { "UID EXPUNGE 1", "UID MOVE 1 x", "UNSELECT" }) Assert.Equal("BAD Unknown command", client.Do(command)[^1]);
        Assert.StartsWith("BAD", client.Do("UID FETCH 1:* (FLAGS) (CHANGEDSINCE 1)")[^1], StringComparison.Ordinal);
        Assert.StartsWith("BAD", client.Do("LIST \"\" * RETURN (SUBSCRIBED)")[^1], StringComparison.Ordinal);
    }

    private sealed class DuplexDeflate(Stream inner) : Stream
    {
        private readonly DeflateStream _in = new(inner, CompressionMode.Decompress, leaveOpen: true);
        private readonly DeflateStream _out = new(inner, CompressionLevel.Fastest, leaveOpen: true);

        public override int Read(byte[] buffer, int offset, int count) => _in.Read(buffer, offset, count);
        public override void Write(byte[] buffer, int offset, int count)
        {
            _out.Write(buffer, offset, count);
            _out.Flush();
        }

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
