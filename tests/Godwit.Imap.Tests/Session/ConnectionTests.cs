using System.Buffers;
using System.Net.Sockets;
using Godwit.Testing.Imap;

namespace Godwit.Imap.Tests;

public sealed class ConnectionTests
{
    private static ImapOptions To(ImapTestServer server, ImapSecurity security = ImapSecurity.None) => new(server.Host, server.Port) { Security = security, ReceiveTimeout = TimeSpan.FromSeconds(20) };

    private static void SignIn(ImapConnection connection)
    {
        using var credential = SaslCredential.Password("alice", "secret");
        connection.Send(new LoginCommand(credential)).Wait();
        connection.ReadCapabilities();
    }

    private static ImapTestServer Start(ServerTls tls = ServerTls.None, CertificateChoice certificate = default) => ImapTestServer.Start(new ImapServerOptions { Tls = tls, Certificate = certificate });

    private static ImapTlsOptions Trusting(ImapTestServer server, string file)
    {
        File.WriteAllText(file, server.Certificates.AuthorityPem);
        return new ImapTlsOptions { AuthoritiesFile = file };
    }

    [Theory]
    [InlineData(ServerTls.Implicit, ImapSecurity.Tls)]
    [InlineData(ServerTls.StartTls, ImapSecurity.StartTls)]
    public void TLS_is_begun_as_wished_and_capabilities_are_read_again(ServerTls tls, ImapSecurity security)
    {
        using var server = Start(tls);
        var file = Path.GetTempFileName();
        try
        {
            using var connection = ImapConnection.Open(To(server, security) with { Tls = Trusting(server, file) });
            Assert.True(connection.IsEncrypted);
            Assert.NotNull(connection.ChannelBinding);
            Assert.False(connection.ReadCapabilities().Has("STARTTLS"));
            SignIn(connection);
            connection.Send(new SelectCommand("INBOX", readOnly: true)).Wait();
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_certificate_of_an_unknown_authority_is_refused_and_why()
    {
        using var server = Start(ServerTls.Implicit);
        var end = Assert.Throws<ImapConnectionException>(() => ImapConnection.Open(To(server, ImapSecurity.Tls)));
        Assert.Equal(ConnectionEnd.CertificateRejected, end.End);
        Assert.Contains("not trusted", end.Message, StringComparison.Ordinal);
        using var insecure = ImapConnection.Open(To(server, ImapSecurity.Tls) with { Tls = new ImapTlsOptions { AcceptAnyCertificate = true } });
        Assert.True(insecure.IsEncrypted);
    }

    [Fact]
    public void TLS_on_a_port_that_begins_in_clear_text_is_told_as_such()
    {
        using var server = Start();

        var end = Assert.Throws<ImapConnectionException>(() => ImapConnection.Open(To(server, ImapSecurity.Tls)));

        Assert.Equal(ConnectionEnd.TlsFailed, end.End);
        Assert.EndsWith("could not be established: the answer is not TLS; perhaps the port begins in clear text.", end.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_ends_before_it_greets_may_wait_for_TLS()
    {
        var end = Assert.Throws<ImapConnectionException>(() => ImapConnection.Over(new Transcript(""), Transcript.Options with { Security = ImapSecurity.StartTls }));

        Assert.Equal(ConnectionEnd.Lost, end.End);
        Assert.Equal("The server closed the connection before it greeted; perhaps the port begins with TLS (imaps://).", end.Message);
    }

    [Fact]
    public void A_file_of_authorities_without_a_certificate_is_told()
    {
        using var server = Start(ServerTls.Implicit);
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "Read me.");

            var end = Assert.Throws<ImapConnectionException>(() => ImapConnection.Open(To(server, ImapSecurity.Tls) with { Tls = new ImapTlsOptions { AuthoritiesFile = file } }));

            Assert.Equal((ConnectionEnd.TlsFailed, $"There is no certificate in the authorities' file '{file}'."), (end.End, end.Message));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_certificate_for_another_name_is_refused_and_why()
    {
        using var server = Start(ServerTls.Implicit);
        var file = Path.GetTempFileName();
        try
        {
            var end = Assert.Throws<ImapConnectionException>(() => ImapConnection.Open(To(server, ImapSecurity.Tls) with { Tls = Trusting(server, file) with { TargetHost = "mail.other.example" } }));
            Assert.Equal(ConnectionEnd.CertificateRejected, end.End);
            Assert.Contains("not for mail.other.example", end.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_stripped_STARTTLS_is_no_reason_to_go_on_in_clear_text()
    {
        using var server = Start(ServerTls.StartTls);
        server.Behaviour.StripsStartTls = true;
        Assert.Equal(ConnectionEnd.StartTlsMissing, Assert.Throws<ImapConnectionException>(() => ImapConnection.Open(To(server, ImapSecurity.StartTls))).End);
        Assert.Equal(0, server.Log.Count("LOGIN"));
    }

    [Fact]
    public void Words_injected_before_TLS_end_the_connection()
    {
        using var server = Start(ServerTls.StartTls);
        server.Behaviour.InjectedBeforeTls = "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n";
        var end = Assert.Throws<ImapConnectionException>(() => ImapConnection.Open(To(server, ImapSecurity.StartTls) with { Tls = new ImapTlsOptions { AcceptAnyCertificate = true } }));
        Assert.Contains(end.End, (ConnectionEnd[])[ConnectionEnd.Violation, ConnectionEnd.TlsFailed]);
    }

    [Fact]
    public void Injected_words_that_came_with_the_OK_are_told_as_such()
    {
        var end = Assert.Throws<ImapConnectionException>(() => ImapConnection.Over(
            new Transcript("* OK [CAPABILITY IMAP4rev1 STARTTLS] hi\r\nA1 OK begin\r\n* CAPABILITY EVIL\r\n"), Transcript.Options with { Security = ImapSecurity.StartTls }));
        Assert.Equal(ConnectionEnd.Violation, end.End);
    }

    [Fact]
    public void PREAUTH_where_STARTTLS_is_required_is_refused()
    {
        var end = Assert.Throws<ImapConnectionException>(() => ImapConnection.Over(new Transcript("* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] hi\r\n"), Transcript.Options with { Security = ImapSecurity.StartTls }));
        Assert.Equal(ConnectionEnd.StartTlsMissing, end.End);
    }

    [Fact]
    public void Compression_carries_messages_both_ways()
    {
        using var server = Start();
        using var connection = ImapConnection.Open(To(server));
        SignIn(connection);
        connection.Compress();
        var body = Enumerable.Range(0, 400_000).Select(i => (byte)(i * 31 % 251 + 1)).ToArray();
        using (var append = connection.BeginAppend("INBOX"))
        {
            append.BeginMessage(default, null, body.Length);
            append.Write(body);
            append.Finish().Wait();
        }
        connection.Send(new SelectCommand("INBOX", readOnly: true)).Wait();
        using var fetch = connection.Send(new FetchCommand(UidSet.All, FetchItems.Uid | FetchItems.Body));
        Assert.True(fetch.MoveNext());
        var read = new List<byte>();
        while (fetch.Row.NextPiece() is { IsEmpty: false } piece) read.AddRange(piece.Span);
        Assert.Equal(body, server.Mailboxes["alice"].Folder("INBOX").Messages[0].Body.ToArray());
        Assert.Equal(body, read);
        Assert.False(fetch.MoveNext());
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    [InlineData("SCRAM-SHA-256")]
    public void Mechanisms_sign_in(string name)
    {
        using var server = Start();
        using var connection = ImapConnection.Open(To(server));
        using var credential = SaslCredential.Password("alice", "secret");
        var mechanism = SaslMechanisms.Choose(connection.ReadCapabilities().Names, credential, encrypted: false, new SaslChoice { AllowsClearText = true, Mechanism = name });
        connection.Send(new AuthenticateCommand(mechanism!)).Wait();
        connection.Send(new SelectCommand("INBOX", readOnly: true)).Wait();
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("SCRAM-SHA-256")]
    public void A_wrong_password_is_refused_and_the_connection_lives(string name)
    {
        using var server = Start();
        using var connection = ImapConnection.Open(To(server));
        using var credential = SaslCredential.Password("alice", "wrong");
        var mechanism = SaslMechanisms.Choose(connection.ReadCapabilities().Names, credential, encrypted: false, new SaslChoice { AllowsClearText = true, Mechanism = name });
        var refused = Assert.Throws<ImapRefusedException>(() => connection.Send(new AuthenticateCommand(mechanism!)).Wait());
        Assert.True(refused.Status.Is(ResponseCodeKind.AuthenticationFailed));
        SignIn(connection);
    }

    [Fact]
    public void The_wire_log_shows_lines_and_neither_secrets_nor_messages()
    {
        var lines = new List<string>();
        var log = new TextWireLog(lines.Add, TimeProvider.System);
        using var server = Start();
        server.Mailboxes["alice"].Folder("INBOX").Deliver("Subject: private\r\n\r\nvery private\r\n"u8.ToArray());
        using (var connection = ImapConnection.Open(To(server) with { WireLog = log }))
        {
            using var credential = SaslCredential.Password("alice", "secret");
            var scram = SaslMechanisms.Choose(connection.ReadCapabilities().Names, credential, encrypted: false, new SaslChoice { Mechanism = "SCRAM-SHA-256" });
            connection.Send(new AuthenticateCommand(scram!)).Wait();
            connection.Send(new SelectCommand("INBOX", readOnly: true)).Wait();
            using var fetch = connection.Send(new FetchCommand(UidSet.All, FetchItems.Uid | FetchItems.Body));
            while (fetch.MoveNext()) { }
        }
        using (var connection = ImapConnection.Open(To(server) with { WireLog = log })) SignIn(connection);
        var all = string.Join('\n', lines);
        Assert.Contains("C: A1 AUTHENTICATE SCRAM-SHA-256 ***", all, StringComparison.Ordinal);
        Assert.Contains("S: + ***", all, StringComparison.Ordinal);
        Assert.Contains("C: A1 LOGIN \"alice\" ***", all, StringComparison.Ordinal);
        Assert.Contains("FETCH (UID 1", all, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", all, StringComparison.Ordinal);
        Assert.DoesNotContain("private", all, StringComparison.Ordinal);
    }

    [Fact]
    public void BYE_is_noticed_anywhere_with_its_words()
    {
        using var connection = Transcript.Session("* 1 EXISTS\r\n* BYE [UNAVAILABLE] going down\r\n");
        var end = Assert.Throws<ImapConnectionException>(() => connection.Send(new NoopCommand()).Wait());
        Assert.Equal((ConnectionEnd.Goodbye, "going down"), (end.End, end.Bye!.Text));
        Assert.True(end.Bye.Is(ResponseCodeKind.Unavailable));
        Assert.Equal(ConnectionEnd.Goodbye, Assert.Throws<ImapConnectionException>(() => connection.Send(new NoopCommand())).End);
    }

    [Fact]
    public void BYE_as_a_greeting_is_told()
    {
        var end = Assert.Throws<ImapConnectionException>(() => ImapConnection.Over(new Transcript("* BYE too many connections\r\n"), Transcript.Options));
        Assert.Equal(ConnectionEnd.Goodbye, end.End);
    }

    [Fact]
    public void LOGOUT_ends_in_good_order()
    {
        using var connection = Transcript.Session("* BYE see you\r\nA1 OK done\r\n");
        connection.Send(new LogoutCommand()).Wait();
    }

    [Fact]
    public void A_silent_server_runs_into_the_timeout()
    {
        using var server = Start();
        server.OnCommand("NOOP", c => c.Hang());
        using var connection = ImapConnection.Open(To(server) with { ReceiveTimeout = TimeSpan.FromMilliseconds(300) });
        Assert.Equal(ConnectionEnd.TimedOut, Assert.Throws<ImapConnectionException>(() => connection.Send(new NoopCommand()).Wait()).End);
    }

    [Fact]
    public void Nothing_listening_is_told()
    {
        var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        Assert.Equal(ConnectionEnd.Refused, Assert.Throws<ImapConnectionException>(() => ImapConnection.Open(new ImapOptions("127.0.0.1", port))).End);
    }

    [Fact]
    public void Another_thread_may_read_while_one_sends()
    {
        using var server = Start();
        using var connection = ImapConnection.Open(To(server));
        SignIn(connection);
        var answers = new System.Collections.Concurrent.BlockingCollection<AppendCommand>();
        var uids = new List<uint>();
        var reader = new Thread(() =>
        {
            foreach (var append in answers.GetConsumingEnumerable()) uids.AddRange(append.Wait()!.Uids.ToArray(10));
        });
        reader.Start();
        for (var n = 0; n < 300; n++)
        {
            using var append = connection.BeginAppend("INBOX");
            append.BeginMessage(default, null, 1000, n % 3 == 0 ? LiteralPolicy.Ask : LiteralPolicy.FreeWhereAllowed);
            append.Write(new byte[1000]);
            answers.Add(append.Finish());
        }
        answers.CompleteAdding();
        reader.Join();
        Assert.Equal(Enumerable.Range(1, 300).Select(i => (uint)i), uids);
    }

    [Fact]
    public void Idling_tells_what_happens_until_it_is_ended()
    {
        using var server = Start();
        using var connection = ImapConnection.Open(To(server));
        SignIn(connection);
        connection.Send(new SelectCommand("INBOX", readOnly: true)).Wait();
        var idle = connection.BeginIdle();
        Assert.True(idle.IsIdle);
        connection.EndIdle(idle);
        idle.Wait();
        server.Mailboxes["alice"].Folder("INBOX").Deliver("x"u8.ToArray());
        connection.Send(new NoopCommand()).Wait();
        Assert.Equal(1u, connection.Selected!.Exists);
    }

    [Fact]
    public void An_IDLE_that_is_ended_after_its_connection_was_closed_writes_into_nobodys_memory()
    {
        var connection = Transcript.Session("+ idling\r\n", out _);
        var idle = connection.BeginIdle();
        connection.Dispose();
        // What the connection gave back is somebody else's now.
        var theirs = ArrayPool<byte>.Shared.Rent(Limits.SendBufferBytes);
        theirs.AsSpan().Clear();

        Assert.Equal(ConnectionEnd.ClosedByUs, Assert.Throws<ImapConnectionException>(() => connection.EndIdle(idle)).End);

        Assert.Equal(-1, theirs.AsSpan().IndexOfAnyExcept((byte)0));
        ArrayPool<byte>.Shared.Return(theirs);
    }
}
