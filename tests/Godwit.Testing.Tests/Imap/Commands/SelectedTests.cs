namespace Godwit.Testing.Tests.Imap.Commands;

public sealed class SelectedTests
{
    [Fact]
    public void Selecting_tells_the_folders_state()
    {
        using var server = ImapTestServer.Start();
        var inbox = Filled(server, 3);
        inbox.ChangeFlags(2, new MessageFlags(SystemFlags.None, KeywordSet.Of("Work")));
        using var client = RawClient.SignedIn(server);
        Assert.Equal(
            [
                "* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft Work)",
                "* OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft Work \\*)] Flags permitted.",
                "* 3 EXISTS",
                "* 0 RECENT",
                $"* OK [UIDVALIDITY {inbox.Generation}] UIDs valid",
                "* OK [UIDNEXT 4] Predicted next UID",
                "* OK [HIGHESTMODSEQ 5] Highest",
                "OK [READ-WRITE] Select completed.",
            ],
            client.Do("SELECT inbox"));
        Assert.Contains("* OK [PERMANENTFLAGS ()] Flags permitted.", client.Do("EXAMINE INBOX"));
    }

    [Fact]
    public void A_failed_select_leaves_nothing_selected()
    {
        using var server = ImapTestServer.Start();
        using var client = RawClient.SignedIn(server);
        client.Do("SELECT INBOX");
        Assert.StartsWith("NO [NONEXISTENT]", client.Do("SELECT Missing")[^1], StringComparison.Ordinal);
        Assert.StartsWith("BAD", client.Do("UID FETCH 1:* FLAGS")[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Resynchronising_tells_what_went_and_what_changed()
    {
        using var server = ImapTestServer.Start();
        var inbox = Filled(server, 5);
        var marker = inbox.HighestModSeq;
        inbox.Expunge(2, 3);
        inbox.SetFlags(5, new MessageFlags(SystemFlags.Seen));
        using var client = RawClient.SignedIn(server);
        client.Do("ENABLE QRESYNC");
        var answer = client.Do($"SELECT INBOX (QRESYNC ({inbox.Generation} {marker} 1:5))");
        Assert.Contains("* VANISHED (EARLIER) 2:3", answer);
        Assert.Contains($"* 3 FETCH (UID 5 MODSEQ ({inbox.Message(5).ModSeq}) FLAGS (\\Seen))", answer);
        Assert.DoesNotContain(answer, l => l.StartsWith("* 1 FETCH", StringComparison.Ordinal));
        var stale = client.Do($"SELECT INBOX (QRESYNC (1 {marker}))");
        Assert.Contains("* OK [CLOSED] Previous mailbox closed.", stale);
        Assert.DoesNotContain(stale, l => l.Contains("VANISHED", StringComparison.Ordinal));
    }

    [Fact]
    public void A_fetch_of_changes_leaves_out_what_did_not_change()
    {
        using var server = ImapTestServer.Start();
        var inbox = Filled(server, 4);
        var marker = inbox.HighestModSeq;
        inbox.Expunge(1, 4);
        inbox.SetFlags(3, new MessageFlags(SystemFlags.Flagged));
        using var client = RawClient.SignedIn(server);
        client.Do("ENABLE QRESYNC");
        client.Do("EXAMINE INBOX");
        Assert.Equal(
            ["* VANISHED (EARLIER) 1,4", $"* 2 FETCH (UID 3 FLAGS (\\Flagged) MODSEQ ({inbox.HighestModSeq}))", "OK Fetch completed."],
            client.Do($"UID FETCH 1:* (FLAGS) (CHANGEDSINCE {marker} VANISHED)"));
    }

    [Fact]
    public void A_folder_without_history_says_NOMODSEQ()
    {
        using var server = ImapTestServer.Start();
        server.Mailboxes["alice"].Folder("INBOX").NoModSeq = true;
        using var client = RawClient.SignedIn(server);
        Assert.Contains("* OK [NOMODSEQ] No permanent mod-sequences", client.Do("SELECT INBOX"));
    }

    [Theory]
    [InlineData("FETCH 1 BODY.PEEK[HEADER]", "* 1 FETCH (BODY[HEADER] {31}\r\nSubject: 1\r\nTo: a\r\n b\r\nX: y\r\n\r\n)")]
    [InlineData("FETCH 1 (BODY.PEEK[TEXT])", "* 1 FETCH (BODY[TEXT] {6}\r\nbody\r\n)")]
    [InlineData("FETCH 1 BODY.PEEK[]<2.5>", "* 1 FETCH (BODY[]<2> {5}\r\nbject)")]
    [InlineData("FETCH 1 BODY.PEEK[]<31.500>", "* 1 FETCH (BODY[]<31> {6}\r\nbody\r\n)")]
    [InlineData("FETCH 1 BODY.PEEK[]<500.5>", "* 1 FETCH (BODY[]<500> {0}\r\n)")]
    [InlineData("FETCH 1 (BODY.PEEK[HEADER.FIELDS (To X)])", "* 1 FETCH (BODY[HEADER.FIELDS (TO X)] {19}\r\nTo: a\r\n b\r\nX: y\r\n\r\n)")]
    [InlineData("FETCH 1 (BODY.PEEK[HEADER.FIELDS.NOT (To X)])", "* 1 FETCH (BODY[HEADER.FIELDS.NOT (TO X)] {14}\r\nSubject: 1\r\n\r\n)")]
    [InlineData("FETCH 1 BINARY.PEEK[]", "* 1 FETCH (BINARY[] {37}\r\nSubject: 1\r\nTo: a\r\n b\r\nX: y\r\n\r\nbody\r\n)")]
    [InlineData("FETCH 1 BINARY.SIZE[]", "* 1 FETCH (BINARY.SIZE[] 37)")]
    public void Parts_of_a_message_can_be_fetched(string command, string answer)
    {
        using var server = ImapTestServer.Start();
        server.Mailboxes["alice"].Folder("INBOX").Deliver("Subject: 1\r\nTo: a\r\n b\r\nX: y\r\n\r\nbody\r\n"u8.ToArray());
        using var client = RawClient.SignedIn(server);
        client.Do("EXAMINE INBOX");
        Assert.Equal(answer, client.Do(command)[0]);
    }

    [Theory]
    [InlineData("UID FETCH 9:* FLAGS", "3")]
    [InlineData("UID FETCH 2:* FLAGS", "2 3")]
    [InlineData("UID FETCH 7 FLAGS", "")]
    [InlineData("UID FETCH *:2,1 FLAGS", "1 2 3")]
    [InlineData("FETCH 1,3 FLAGS", "1 3")]
    public void Sets_mean_what_the_RFC_says(string command, string sequence)
    {
        using var server = ImapTestServer.Start();
        Filled(server, 3);
        using var client = RawClient.SignedIn(server);
        client.Do("EXAMINE INBOX");
        Assert.Equal(sequence, string.Join(' ', client.Do(command).SkipLast(1).Select(l => l.Split(' ')[1])));
    }

    [Theory]
    [InlineData("FETCH 4 FLAGS")]
    [InlineData("FETCH 0 FLAGS")]
    [InlineData("FETCH x FLAGS")]
    [InlineData("FETCH 1 ENVELOPE")]
    [InlineData("FETCH 1 (FLAGS")]
    [InlineData("UID FETCH 1:2:3 FLAGS")]
    public void What_is_against_the_grammar_is_BAD_and_the_session_goes_on(string command)
    {
        using var server = ImapTestServer.Start();
        Filled(server, 3);
        using var client = RawClient.SignedIn(server);
        client.Do("EXAMINE INBOX");
        Assert.StartsWith("BAD", client.Do(command)[^1], StringComparison.Ordinal);
        Assert.Equal("OK NOOP completed.", client.Do("NOOP")[^1]);
    }

    [Fact]
    public void Only_a_fetch_that_does_not_peek_marks_a_message_as_read()
    {
        using var server = ImapTestServer.Start();
        var inbox = Filled(server, 1);
        using var client = RawClient.SignedIn(server);
        client.Do("EXAMINE INBOX");
        client.Do("FETCH 1 BODY[]");
        client.Do("SELECT INBOX");
        client.Do("FETCH 1 BODY.PEEK[]");
        Assert.Equal(0, server.SeenByFetch);
        Assert.Contains(" FLAGS (\\Seen))", client.Do("FETCH 1 BODY[]")[0], StringComparison.Ordinal);
        Assert.Equal(1, server.SeenByFetch);
        Assert.Equal(SystemFlags.Seen, inbox.Message(1).Flags.System);
    }

    [Fact]
    public void Flags_are_added_removed_and_set()
    {
        using var server = ImapTestServer.Start();
        var inbox = Filled(server, 2);
        using var client = RawClient.SignedIn(server);
        client.Do("SELECT INBOX");
        Assert.Equal(["* 1 FETCH (UID 1 FLAGS (\\Seen Work))", "* 2 FETCH (UID 2 FLAGS (\\Seen Work))", "OK Store completed."], client.Do("UID STORE 1:9 +FLAGS (\\Seen Work)"));
        Assert.Equal(["OK Store completed."], client.Do("UID STORE 1 -FLAGS.SILENT (work)"));
        Assert.Equal(["OK Store completed."], client.Do("STORE 2 FLAGS.SILENT \\Draft"));
        Assert.Equal(new MessageFlags(SystemFlags.Seen), inbox.Message(1).Flags);
        Assert.Equal(new MessageFlags(SystemFlags.Draft), inbox.Message(2).Flags);
        Assert.StartsWith("BAD Invalid system flag", client.Do("UID STORE 1 +FLAGS (\\Indexed)")[^1], StringComparison.Ordinal);
        client.Do("EXAMINE INBOX");
        Assert.StartsWith("NO [READ-ONLY]", client.Do("UID STORE 1 +FLAGS (\\Seen)")[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_conditional_store_leaves_alone_what_has_changed()
    {
        using var server = ImapTestServer.Start();
        var inbox = Filled(server, 3);
        var marker = inbox.HighestModSeq;
        inbox.SetFlags(2, new MessageFlags(SystemFlags.Flagged));
        using var client = RawClient.SignedIn(server);
        client.Do("SELECT INBOX");
        Assert.Equal("OK [MODIFIED 2] Conditional store failed.", client.Do($"UID STORE 1:3 (UNCHANGEDSINCE {marker}) +FLAGS.SILENT (\\Seen)")[^1]);
        Assert.Equal(["Seen", "Flagged", "Seen"], inbox.Messages.Select(m => m.Flags.ToString()));
    }

    [Theory]
    [InlineData("UID SEARCH ALL", "* SEARCH 1 2 3 4")]
    [InlineData("UID SEARCH UID 2:9", "* SEARCH 2 3 4")]
    [InlineData("SEARCH SEEN", "* SEARCH 2")]
    [InlineData("SEARCH UNSEEN NOT KEYWORD Work", "* SEARCH 1 4")]
    [InlineData("SEARCH OR SEEN (KEYWORD Work)", "* SEARCH 2 3")]
    [InlineData("SEARCH CHARSET UTF-8 SUBJECT 4", "* SEARCH 4")]
    [InlineData("SEARCH HEADER Subject \"1\"", "* SEARCH 1")]
    [InlineData("SEARCH SINCE 2-Jun-2024", "* SEARCH 4")]
    [InlineData("SEARCH LARGER 100000", "* SEARCH")]
    [InlineData("UID SEARCH RETURN (ALL COUNT MIN MAX) ALL", "* ESEARCH (TAG \"a3\") UID MIN 1 MAX 4 COUNT 4 ALL 1:4")]
    [InlineData("UID SEARCH RETURN () UID 2,4", "* ESEARCH (TAG \"a3\") UID ALL 2,4")]
    [InlineData("UID SEARCH RETURN (ALL COUNT) DELETED", "* ESEARCH (TAG \"a3\") UID COUNT 0")]
    public void Messages_are_found(string command, string answer)
    {
        using var server = ImapTestServer.Start(new ImapServerOptions { Clock = new FakeClock() });
        var inbox = Filled(server, 3);
        inbox.SetFlags(2, new MessageFlags(SystemFlags.Seen));
        inbox.SetFlags(3, new MessageFlags(SystemFlags.None, KeywordSet.Of("Work")));
        inbox.Deliver("Subject: 4\r\n\r\n"u8.ToArray(), default, ReceivedDate.From(new DateTimeOffset(2024, 6, 2, 1, 0, 0, TimeSpan.Zero)));
        using var client = RawClient.SignedIn(server);
        client.Do("EXAMINE INBOX");
        Assert.Equal(answer, client.Do(command)[0]);
    }

    [Fact]
    public void A_client_of_IMAP4rev2_hears_ESEARCH_and_nothing_of_recent()
    {
        using var server = ImapTestServer.Start(new ImapServerOptions { Profile = ServerProfile.Everything });
        Filled(server, 2);
        using var client = RawClient.SignedIn(server);
        client.Do("ENABLE IMAP4rev2");
        Assert.DoesNotContain("* 0 RECENT", client.Do("EXAMINE INBOX"));
        Assert.Equal("* ESEARCH (TAG \"a4\") UID ALL 1:2", client.Do("UID SEARCH ALL")[0]);
    }

    [Fact]
    public void Moving_tells_both_uids_and_keeps_everything_else()
    {
        using var server = ImapTestServer.Start();
        var inbox = Filled(server, 3);
        var archive = server.Mailboxes["alice"].Create("Archive");
        archive.Deliver("x"u8.ToArray());
        inbox.SetFlags(3, new MessageFlags(SystemFlags.Flagged, KeywordSet.Of("Work")));
        var (email, received) = (inbox.Message(3).EmailId, inbox.Message(3).Received);
        using var client = RawClient.SignedIn(server);
        client.Do("SELECT INBOX");
        Assert.Equal(
            [$"* OK [COPYUID {archive.Generation} 1,3 2:3] Moved UIDs.", "* 1 EXPUNGE", "* 2 EXPUNGE", "OK Move completed."],
            client.Do("UID MOVE 1,3 Archive"));
        Assert.Equal([2u], inbox.Messages.Select(m => m.Uid));
        var moved = archive.Message(3);
        Assert.Equal((email, received, new MessageFlags(SystemFlags.Flagged, KeywordSet.Of("Work"))), (moved.EmailId, moved.Received, moved.Flags));
        Assert.StartsWith("NO [TRYCREATE]", client.Do("UID MOVE 2 Missing")[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Copying_leaves_the_original()
    {
        using var server = ImapTestServer.Start();
        var inbox = Filled(server, 2);
        var archive = server.Mailboxes["alice"].Create("Archive");
        using var client = RawClient.SignedIn(server);
        client.Do("EXAMINE INBOX");
        Assert.Equal([$"OK [COPYUID {archive.Generation} 1:2 1:2] Copy completed."], client.Do("UID COPY 1:* Archive"));
        Assert.Equal((2, 2), (inbox.Count, archive.Count));
    }

    [Fact]
    public void Expunging_by_uid_spares_other_deleted_messages()
    {
        using var server = ImapTestServer.Start();
        var inbox = Filled(server, 4);
        foreach (var uid in new uint[] { 1, 2, 4 }) inbox.SetFlags(uid, new MessageFlags(SystemFlags.Deleted));
        using var client = RawClient.SignedIn(server);
        client.Do("SELECT INBOX");
        Assert.Equal(["* 2 EXPUNGE", "OK Expunge completed."], client.Do("UID EXPUNGE 2:3"));
        Assert.Equal([1u, 3u, 4u], inbox.Messages.Select(m => m.Uid));
        client.Do("ENABLE QRESYNC");
        Assert.Equal(["* VANISHED 1,4", "OK Expunge completed."], client.Do("EXPUNGE"));
        Assert.Equal(1, server.Log.Count("EXPUNGE"));
    }

    [Fact]
    public void Closing_removes_what_is_marked_and_unselecting_does_not()
    {
        using var server = ImapTestServer.Start();
        var inbox = Filled(server, 2);
        inbox.SetFlags(1, new MessageFlags(SystemFlags.Deleted));
        using var client = RawClient.SignedIn(server);
        client.Do("SELECT INBOX");
        client.Do("UNSELECT");
        Assert.Equal(2, inbox.Count);
        client.Do("EXAMINE INBOX");
        client.Do("CLOSE");
        Assert.Equal(2, inbox.Count);
        client.Do("SELECT INBOX");
        client.Do("CLOSE");
        Assert.Equal(1, inbox.Count);
        Assert.Equal(2, server.Log.Count("CLOSE"));
    }

    [Fact]
    public void What_others_do_is_told_but_sequence_numbers_hold_during_a_fetch_by_them()
    {
        using var server = ImapTestServer.Start();
        var inbox = Filled(server, 3);
        using var client = RawClient.SignedIn(server);
        client.Do("SELECT INBOX");
        inbox.Expunge(1);
        inbox.Deliver("new"u8.ToArray());
        inbox.SetFlags(3, new MessageFlags(SystemFlags.Seen));
        Assert.Equal(["* 3 FETCH (FLAGS (\\Seen))", "OK Fetch completed."], client.Do("FETCH 3 FLAGS"));
        Assert.Equal(["* 1 EXPUNGE", "* 3 EXISTS", "* 0 RECENT", "* 2 FETCH (UID 3 FLAGS (\\Seen))", "OK NOOP completed."], client.Do("NOOP"));
        Assert.Equal(["OK NOOP completed."], client.Do("NOOP"));
    }

    [Fact]
    public void Idling_hears_of_new_mail_at_once()
    {
        using var server = ImapTestServer.Start();
        var inbox = Filled(server, 1);
        using var client = RawClient.SignedIn(server);
        client.Do("SELECT INBOX");
        client.Send("i IDLE\r\n");
        Assert.Equal("+ idling", client.Line());
        inbox.Deliver("x"u8.ToArray());
        Assert.Equal("* 2 EXISTS", client.Line());
        Assert.Equal("* 0 RECENT", client.Line());
        inbox.Expunge(1);
        Assert.Equal("* 1 EXPUNGE", client.Line());
        client.Send("DONE\r\n");
        Assert.Equal("i OK Idle completed.", client.Line());
    }

    private static TestFolder Filled(ImapTestServer server, int messages)
    {
        var inbox = server.Mailboxes["alice"].Folder("INBOX");
        for (var i = 1; i <= messages; i++) inbox.Deliver(System.Text.Encoding.ASCII.GetBytes($"Subject: {i}\r\n\r\nbody\r\n"));
        return inbox;
    }
}
