namespace Godwit.Imap.Tests;

public sealed class ResponseGrammarTests
{
    [Fact]
    public void SELECT_gathers_what_the_server_says_of_the_folder()
    {
        using var connection = Transcript.Session(
            "* FLAGS (\\Answered \\Seen Work)\r\n* OK [PERMANENTFLAGS (\\Seen Work \\*)] limited\r\n* 172 EXISTS\r\n* 1 RECENT\r\n* OK [UNSEEN 12] first\r\n* OK [UIDVALIDITY 3857529045] valid\r\n" +
            "* OK [UIDNEXT 4392] next\r\n* OK [HIGHESTMODSEQ 715194045007] high\r\n* OK [MAILBOXID (F2212ea87)] ok\r\nA1 OK [READ-ONLY] done\r\n* 173 EXISTS\r\nA2 OK\r\n");
        var opened = connection.Send(new SelectCommand("INBOX", readOnly: true)).Wait();
        Assert.Equal((172u, 3857529045u, 4392u, 715194045007ul, true, "F2212ea87"), (opened.Exists, opened.Generation.Number, opened.UidNext, opened.HighestModSeq, opened.IsReadOnly, opened.MailboxId));
        Assert.Equal((SystemFlags.Seen, true), (opened.PermanentFlags!.Flags.System, opened.PermanentFlags.NewKeywords));
        connection.Send(new NoopCommand()).Wait();
        Assert.Equal(173u, opened.Exists);
    }

    [Fact]
    public void SELECT_with_QRESYNC_tells_what_changed()
    {
        using var connection = Transcript.Session("* OK [CLOSED] old\r\n* 9 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n* VANISHED (EARLIER) 41,43:45\r\n* 4 FETCH (UID 60 FLAGS (\\Seen) MODSEQ (90))\r\nA1 OK done\r\n", capabilities: "IMAP4rev1 QRESYNC");
        var opened = connection.Send(new SelectCommand("x", readOnly: false) { Resync = new QuickResync(new FolderGeneration(7), 80) }).Wait();
        Assert.Equal("41,43:45", opened.VanishedEarlier.ToString());
        Assert.Equal(new ChangedMessage(60, new MessageFlags(SystemFlags.Seen), 90), Assert.Single(opened.Changed));
    }

    [Fact]
    public void NOMODSEQ_means_no_history()
    {
        using var connection = Transcript.Session("* 0 EXISTS\r\n* OK [NOMODSEQ] none\r\n* OK [UIDVALIDITY 7] ok\r\nA1 OK done\r\n");
        Assert.Equal(0ul, connection.Send(new SelectCommand("x", readOnly: false)).Wait().HighestModSeq);
    }

    [Fact]
    public void A_failed_SELECT_leaves_no_folder_open()
    {
        using var connection = Transcript.Session("* OK [UIDVALIDITY 7] ok\r\nA1 OK\r\nA2 NO [NONEXISTENT] gone\r\n");
        connection.Send(new SelectCommand("a", readOnly: false)).Wait();
        Assert.NotNull(connection.Selected);
        Assert.Throws<ImapRefusedException>(() => connection.Send(new SelectCommand("b", readOnly: false)).Wait());
        Assert.Null(connection.Selected);
    }

    [Theory]
    [InlineData("* LIST (\\HasNoChildren \\Sent) \"/\" \"Sent Items\"\r\n", "Sent Items", '/')]
    [InlineData("* LIST () NIL INBOX\r\n", "INBOX", '\0')]              // Mailutils
    [InlineData("* LIST () \"\" flat\r\n", "flat", '\0')]               // an empty string for NIL
    [InlineData("* LIST () \".\" 2024\r\n", "2024", '.')]               // a name of digits as an atom
    [InlineData("* LIST () \".\" NIL\r\n", "NIL", '.')]                 // a folder called NIL
    [InlineData("* LIST () \"\\\\\" \"a\\\\b\"\r\n", "a\\b", '\\')]
    [InlineData("* LIST () \"/\" {5}\r\na\"b\\c\r\n", "a\"b\\c", '/')]
    [InlineData("* LIST (\\Subscribed)  \"/\"  \"r\u00e9\" (\"CHILDINFO\" (\"SUBSCRIBED\"))  \r\n", "r\u00e9", '/')]
    [InlineData("* LIST () \"/\" a[b]%c\r\n", "a[b]%c", '/')]
    public void LIST_lines_of_all_servers_are_read(string line, string name, char separator)
    {
        using var connection = Transcript.Session(line + "A1 OK\r\n");
        var folder = Assert.Single(connection.Send(new ListCommand("", "*")).Wait());
        Assert.Equal((name, separator), (folder.Name, folder.Separator ?? '\0'));
    }

    [Fact]
    public void STATUS_within_LIST_goes_to_its_folder()
    {
        using var connection = Transcript.Session("* LIST () \"/\" a\r\n* STATUS a (MESSAGES 5 UIDVALIDITY 9 HIGHESTMODSEQ 0 MAILBOXID (Fx) APPENDLIMIT NIL X-OTHER (a b))\r\n* LIST (\\NoSelect) \"/\" b\r\nA1 OK\r\n");
        var folders = connection.Send(new ListCommand("", "*") { Return = new ListReturn { Status = StatusItems.Messages } }).Wait();
        Assert.Equal((5L, 9u, 0ul, "Fx"), (folders[0].Status!.Messages, folders[0].Status!.UidValidity, folders[0].Status!.HighestModSeq, folders[0].Status!.MailboxId));
        Assert.Null(folders[1].Status);
    }

    /// <summary>Cyrus 3.6 writes whatever lies in its memory.</summary>
    [Theory]
    [InlineData("\u00c2\u00bdd\u0002\u00ecU")]
    [InlineData("a b")]
    [InlineData("")]
    public void A_MAILBOXID_that_is_no_objectid_identifies_nothing(string told)
    {
        using var connection = Transcript.Session($"* LIST () \"/\" a\r\n* STATUS a (MESSAGES 5 MAILBOXID ({told}))\r\nA1 OK\r\n");
        var folder = Assert.Single(connection.Send(new ListCommand("", "*") { Return = new ListReturn { Status = StatusItems.Messages } }).Wait());
        Assert.Equal((5L, (string?)null), (folder.Status!.Messages, folder.Status!.MailboxId));
    }

    [Theory]
    [InlineData("* SEARCH 2 84 882\r\n", "2,84,882")]
    [InlineData("* SEARCH\r\n", "")]
    [InlineData("* SEARCH 5 4 3 (MODSEQ 917162500)\r\n", "3:5")]
    [InlineData("* SEARCH 5 \r\n* SEARCH 9\r\n", "5,9")]
    [InlineData("* ESEARCH (TAG \"A1\") UID ALL 4:18,21,28\r\n", "4:18,21,28")]
    [InlineData("* ESEARCH (TAG \"A1\") UID\r\n", "")]
    public void SEARCH_answers_are_read(string line, string uids)
    {
        using var connection = Transcript.Session(line + "A1 OK\r\n");
        Assert.Equal(uids, connection.Send(new SearchCommand()).Wait().ToString());
    }

    [Fact]
    public void A_SEARCH_answer_may_be_longer_than_any_buffer()
    {
        var numbers = string.Join(' ', Enumerable.Range(1, 100_000).Select(n => n * 2));
        using var connection = Transcript.Session($"* SEARCH {numbers}\r\nA1 OK\r\n");
        Assert.Equal(100_000, connection.Send(new SearchCommand()).Wait().Count);
    }

    [Fact]
    public void COPYUID_comes_with_the_answer_or_before_it()
    {
        using var connection = Transcript.Session("* OK [COPYUID 432 304,319:320 3956:3958] moved\r\n* 1 EXPUNGE\r\nA1 OK done\r\nA2 OK [COPYUID 432 5 9] done\r\nA3 OK done\r\nA4 OK [COPYUID 432 ] nothing\r\n");
        var moved = connection.Send(new UidCopyCommand(UidSet.Of(304, 319, 320), "b") { Move = true }).Wait()!;
        Assert.Equal(432u, moved.Generation.Number);
        Assert.Equal([304u, 319u, 320u], moved.From.ToArray(9));
        Assert.Equal([3956u, 3957u, 3958u], moved.To.Enumerate());
        Assert.Equal([9u], connection.Send(new UidCopyCommand(UidSet.Of(5), "b")).Wait()!.To.ToArray(9));
        Assert.Null(connection.Send(new UidCopyCommand(UidSet.Of(5), "b")).Wait());
        Assert.Null(connection.Send(new UidCopyCommand(UidSet.Of(5), "b")).Wait());
    }

    [Fact]
    public void Namespaces_ids_rights_and_quotas_are_read()
    {
        using var connection = Transcript.Session(
            "* NAMESPACE ((\"INBOX.\" \".\")) ((\"user.\" \".\" \"X-PARAM\" (\"a\"))) NIL\r\nA1 OK\r\n* ID (\"name\" \"Cyrus IMAP\" \"version\" NIL)\r\nA2 OK\r\n" +
            "* ACL INBOX anna lrs \"bert b\" lr\r\nA3 OK\r\n* MYRIGHTS INBOX lrswipkxte\r\nA4 OK\r\n* QUOTAROOT INBOX \"\"\r\n* QUOTA \"\" (STORAGE 10 512 MESSAGE 3 100)\r\nA5 OK\r\n");
        var places = connection.Send(new NamespaceCommand()).Wait();
        Assert.Equal(new MailboxNamespace("INBOX.", '.'), Assert.Single(places.Personal));
        Assert.Equal("user.", Assert.Single(places.OtherUsers).Prefix);
        Assert.Empty(places.Shared);
        Assert.Equal("Cyrus IMAP", connection.Send(new IdCommand()).Wait()["name"]);
        Assert.Equal([new AccessRight("anna", "lrs"), new AccessRight("bert b", "lr")], connection.Send(new GetAclCommand("INBOX")).Wait());
        Assert.Equal("lrswipkxte", connection.Send(new MyRightsCommand("INBOX")).Wait());
        Assert.Equal([new QuotaLimit("", "STORAGE", 10, 512), new QuotaLimit("", "MESSAGE", 3, 100)], connection.Send(new GetQuotaRootCommand("INBOX")).Wait());
    }

    [Theory]
    [InlineData("NO [OVERQUOTA] full", ResponseCodeKind.OverQuota)]
    [InlineData("NO [limit] slow", ResponseCodeKind.Limit)]
    [InlineData("NO [TOOBIG] big", ResponseCodeKind.TooBig)]
    [InlineData("NO [UNKNOWN-CTE] what", ResponseCodeKind.UnknownCte)]
    [InlineData("NO [X-NEW some thing (a b)] text", ResponseCodeKind.Other)]
    [InlineData("NO [BADCHARSET (UTF-8)] text", ResponseCodeKind.BadCharset)]
    [InlineData("NO [UIDNEXT *] text", ResponseCodeKind.Other)]
    public void Response_codes_are_typed_and_unknown_ones_kept(string answer, ResponseCodeKind kind)
    {
        using var connection = Transcript.Session($"A1 {answer}\r\n");
        var status = connection.Send(new NoopCommand()).WaitForStatus();
        Assert.Equal((StatusCondition.No, kind), (status.Condition, status.Code!.Kind));
        if (status.Code is TextCode { Name: "X-NEW" } text) Assert.Equal("some thing (a b)", text.Arguments);
    }

    [Theory]
    [InlineData("A1 OK\r\n")]
    [InlineData("A1 OK \r\n")]
    [InlineData("A1 OK done  \r\n")]
    [InlineData("* BAD odd\r\n* NO odder\r\n* OK [ALERT] hear\r\nA1 ok done\n")]
    [InlineData("* CAPABILITY IMAP4rev1 X-LATER \r\nA1 OK done\r\n")]
    public void Tagged_answers_of_odd_servers_are_understood(string answer)
    {
        using var connection = Transcript.Session(answer);
        Assert.Equal(StatusCondition.Ok, connection.Send(new NoopCommand()).WaitForStatus().Condition);
    }

    [Fact]
    public void Capabilities_follow_what_the_server_says()
    {
        using var connection = Transcript.Session("* CAPABILITY IMAP4rev1 X-LATER\r\nA1 OK [CAPABILITY IMAP4rev2 APPENDLIMIT=35651584] done\r\n");
        Assert.True(connection.Capabilities.AllowsNonSynchronising(1_000_000));
        connection.Send(new NoopCommand()).Wait();
        Assert.Equal(35_651_584, connection.Capabilities.AppendLimit);
        Assert.True(connection.Capabilities.Has("uidplus"));
        Assert.True(connection.Capabilities.AllowsNonSynchronising(4096));
        Assert.False(connection.Capabilities.AllowsNonSynchronising(4097));
    }
}
