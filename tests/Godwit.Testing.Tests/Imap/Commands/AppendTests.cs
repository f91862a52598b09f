namespace Godwit.Testing.Tests.Imap.Commands;

public sealed class AppendTests
{
    [Fact]
    public void A_group_is_stored_whole_with_uids_in_order()
    {
        using var server = ImapTestServer.Start();
        var inbox = server.Mailboxes["alice"].Folder("INBOX");
        using var client = RawClient.SignedIn(server);
        client.Send("x APPEND INBOX (\\Seen) {1+}\r\na {2+}\r\nbb \"01-Jan-2020 00:00:00 +0000\" {3+}\r\nccc\r\n");
        Assert.Equal($"OK [APPENDUID {inbox.Generation} 1:3] Append completed.", client.Answer("x")[^1]);
        Assert.Equal([1L, 2L, 3L], inbox.Messages.Select(m => m.Body.Length));
        Assert.Equal("[1] APPEND INBOX (\\Seen) {1+} {2+} \"01-Jan-2020 00:00:00 +0000\" {3+}", server.Log.Commands[^1].ToString());
    }

    [Fact]
    public void One_refused_message_refuses_its_group_and_the_rest_is_read_to_the_end()
    {
        using var server = ImapTestServer.Start();
        using var client = RawClient.SignedIn(server);
        client.Send("x APPEND INBOX {1+}\r\na {0+}\r\n {3+}\r\nccc\r\ny NOOP\r\n");
        Assert.Equal("NO Can't save a zero byte message", client.Answer("x")[^1]);
        Assert.Equal(["OK NOOP completed."], client.Answer("y"));
        Assert.Equal(0, server.Mailboxes["alice"].Folder("INBOX").Count);
    }

    [Fact]
    public void A_refused_synchronising_literal_is_never_asked_for()
    {
        using var server = ImapTestServer.Start(new ImapServerOptions { MaxMessageBytes = 100 });
        using var client = RawClient.SignedIn(server);
        Assert.Equal("NO [TOOBIG] Message is too large", client.Append("INBOX", new string('x', 101)));
        Assert.StartsWith("NO [TRYCREATE]", client.Append("Missing", "x"), StringComparison.Ordinal);
        Assert.StartsWith("BAD Invalid system flag", client.Append("INBOX", "x", "(\\Foo) "), StringComparison.Ordinal);
        Assert.StartsWith("BAD Invalid internal date", client.Append("INBOX", "x", "\"35-Foo-2020 00:00:00 +0000\" "), StringComparison.Ordinal);
        Assert.StartsWith("OK", client.Append("INBOX", new string('x', 100)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_plain_literal_is_passed_over()
    {
        using var server = ImapTestServer.Start(new ImapServerOptions { MaxMessageBytes = 100 });
        using var client = RawClient.SignedIn(server);
        client.Send($"x APPEND INBOX {{500000+}}\r\n{new string('z', 500_000)}\r\ny APPEND Missing (\\Foo) {{5+}}\r\nNOOP\n\r\n");
        Assert.StartsWith("NO [TOOBIG]", client.Answer("x")[^1], StringComparison.Ordinal);
        Assert.StartsWith("NO [TRYCREATE]", client.Answer("y")[^1], StringComparison.Ordinal);
        Assert.Equal(0, server.Log.Count("NOOP"));
    }

    [Fact]
    public void Without_literal_plus_the_bytes_of_a_plain_literal_become_commands()
    {
        using var server = ImapTestServer.Start(new ImapServerOptions { Profile = ServerProfile.Courier });
        using var client = RawClient.SignedIn(server);
        client.Send("x APPEND INBOX {9+}\r\nz NOOP\r\n\r\n");
        Assert.StartsWith("BAD", client.Answer("x")[^1], StringComparison.Ordinal);
        Assert.Equal("z OK NOOP completed.", client.Line());
    }

    [Fact]
    public void Literal_minus_takes_4096_bytes_and_no_more()
    {
        using var server = ImapTestServer.Start(new ImapServerOptions { Profile = ServerProfile.Dovecot.Without("LITERAL+").With("LITERAL-") });
        using var client = RawClient.SignedIn(server);
        client.Send($"x APPEND INBOX {{4096+}}\r\n{new string('a', 4_096)}\r\n");
        Assert.StartsWith("OK", client.Answer("x")[^1], StringComparison.Ordinal);
        client.Send($"y APPEND INBOX {{4097+}}\r\n{new string('a', 4_097)}\r\n");
        Assert.StartsWith("BAD [TOOBIG]", client.Answer("y")[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_NUL_comes_in_by_literal8_and_goes_out_by_BINARY()
    {
        using var server = ImapTestServer.Start();
        using var client = RawClient.SignedIn(server);
        client.Send("x APPEND INBOX ~{3+}\r\na\0b\r\n");
        Assert.StartsWith("OK", client.Answer("x")[^1], StringComparison.Ordinal);
        client.Do("EXAMINE INBOX");
        Assert.Equal("* 1 FETCH (BODY[] {3}\r\na\u0080b)", client.Do("FETCH 1 BODY.PEEK[]")[0]);
        Assert.Equal("* 1 FETCH (BINARY[] ~{3}\r\na\0b)", client.Do("FETCH 1 BINARY.PEEK[]")[0]);
    }

    [Fact]
    public void A_wrapped_UTF8_message_is_taken()
    {
        using var server = ImapTestServer.Start(new ImapServerOptions { Profile = ServerProfile.Everything });
        using var client = RawClient.SignedIn(server);
        client.Send("x APPEND INBOX (\\Seen) UTF8 (~{4+}\r\nabcd)\r\n");
        Assert.StartsWith("OK", client.Answer("x")[^1], StringComparison.Ordinal);
        Assert.Equal("abcd"u8.ToArray(), server.Mailboxes["alice"].Folder("INBOX").Message(1).Body.ToArray());
    }

    [Fact]
    public void More_than_one_message_needs_MULTIAPPEND()
    {
        using var server = ImapTestServer.Start(new ImapServerOptions { Profile = ServerProfile.ExchangeLike });
        using var client = RawClient.SignedIn(server);
        client.Send("x APPEND INBOX {1+}\r\na {1+}\r\nb\r\n");
        Assert.StartsWith("BAD", client.Answer("x")[^1], StringComparison.Ordinal);
        Assert.Equal(0, server.Mailboxes["alice"].Folder("INBOX").Count);
    }

    [Fact]
    public void A_full_mailbox_takes_nothing_of_a_group_that_does_not_fit()
    {
        using var server = ImapTestServer.Start();
        var mailbox = server.Mailboxes["alice"];
        mailbox.QuotaBytes = 10;
        using var client = RawClient.SignedIn(server);
        client.Send("x APPEND INBOX {6+}\r\naaaaaa {6+}\r\nbbbbbb\r\n");
        Assert.StartsWith("NO [OVERQUOTA]", client.Answer("x")[^1], StringComparison.Ordinal);
        Assert.Equal(0, mailbox.UsedBytes);
        Assert.StartsWith("OK", client.Append("INBOX", "1234567890"), StringComparison.Ordinal);
        Assert.Equal(10, mailbox.UsedBytes);
    }

    [Fact]
    public void A_session_in_the_folder_hears_of_the_append()
    {
        using var server = ImapTestServer.Start();
        using var client = RawClient.SignedIn(server);
        client.Do("SELECT INBOX");
        client.Send("x APPEND INBOX {1+}\r\na\r\n");
        Assert.Equal(["* 1 EXISTS", "* 0 RECENT"], client.Answer("x").SkipLast(1));
    }
}
