namespace Godwit.Imap.Tests;

public sealed class CommandGrammarTests
{
    private const string Capable = "IMAP4rev1 LITERAL+ UIDPLUS ESEARCH MOVE QRESYNC";

    private static string Sent(ImapCommand command, string answer = "A1 OK\r\n", string capabilities = Capable)
    {
        using var connection = Transcript.Session(answer, out var said, capabilities);
        connection.Send(command).WaitForStatus();
        return said.Said.TrimEnd();
    }

    [Fact]
    public void Commands_are_written_as_their_grammar_says()
    {
        Assert.Equal("A1 CREATE \"a b\" (USE (\\Sent))", Sent(new CreateCommand("a b", "\\Sent")));
        Assert.Equal("A1 RENAME \"a\" \"b\\\"c\"", Sent(new RenameCommand("a", "b\"c")));
        Assert.Equal("A1 DELETE {2+}\r\n\u00e9\u00e8", Sent(new DeleteCommand("\u00e9\u00e8")));
        Assert.Equal("A1 EXAMINE \"x\" (QRESYNC (67 90060115194045000 41,43:211))", Sent(new SelectCommand("x", readOnly: true) { Resync = new QuickResync(new FolderGeneration(67), 90060115194045000, UidSet.Of([41, .. Enumerable.Range(43, 169).Select(i => (uint)i)])) }));
        Assert.Equal("A1 SELECT \"x\" (CONDSTORE)", Sent(new SelectCommand("x", readOnly: false) { CondStore = true }));
        Assert.Equal("A1 STATUS \"x\" (MESSAGES UIDNEXT SIZE)", Sent(new StatusCommand("x", StatusItems.Messages | StatusItems.UidNext | StatusItems.Size)));
        Assert.Equal("A1 LIST \"\" \"*\" RETURN (SUBSCRIBED SPECIAL-USE STATUS (MESSAGES))", Sent(new ListCommand("", "*") { Return = new ListReturn { Subscribed = true, SpecialUse = true, Status = StatusItems.Messages } }));
        Assert.Equal("A1 LSUB \"\" \"*\"", Sent(new ListCommand("", "*") { SubscribedOnly = true }));
        Assert.Equal("A1 UID STORE 4 +FLAGS.SILENT (\\Seen Work)", Sent(new StoreCommand(UidSet.Of(4), new MessageFlags(SystemFlags.Seen, KeywordSet.Of("Work")), add: true)));
        Assert.Equal("A1 UID EXPUNGE 4:6", Sent(new UidExpungeCommand(UidSet.Range(4, 6))));
        Assert.Equal("A1 UID MOVE 4 \"b\"", Sent(new UidCopyCommand(UidSet.Of(4), "b") { Move = true }));
        Assert.Equal("A1 UID SEARCH RETURN (ALL) ALL", Sent(new SearchCommand()));
        Assert.Equal("A1 UID SEARCH UID 1:2", Sent(new SearchCommand(UidSet.Range(1, 2)), capabilities: "IMAP4rev1"));
        Assert.Equal("A1 ENABLE QRESYNC UTF8=ACCEPT", Sent(new EnableCommand("QRESYNC", "UTF8=ACCEPT")));
        Assert.Equal("A1 ID (\"name\" \"Godwit\")", Sent(new IdCommand(("name", "Godwit"))));
        Assert.Equal("A1 ID NIL", Sent(new IdCommand()));
    }

    [Fact]
    public void A_keyword_that_is_no_atom_is_never_written()
    {
        var flags = new MessageFlags(SystemFlags.None, KeywordSet.Of("ok", "with space", "a)b", "x\r\nA2 LOGOUT", "\u00e9", "\\X-Foo", "{9}", "\\"));
        Assert.Equal("A1 UID STORE 1 +FLAGS.SILENT (ok \\X-Foo)", Sent(new StoreCommand(UidSet.Of(1), flags, add: true)));
    }

    [Fact]
    public void A_name_with_a_line_break_goes_as_a_literal() =>
        Assert.Equal("A1 DELETE {5+}\r\na\r\nbc", Sent(new DeleteCommand("a\r\nbc")));

    [Fact]
    public void Without_LITERAL_plus_the_server_is_asked_before_a_literal()
    {
        Assert.Equal("A1 DELETE {1}\r\n\u00e9", Sent(new DeleteCommand("\u00e9"), "+ go\r\nA1 OK\r\n", "IMAP4rev1"));
        Assert.Equal("A1 DELETE {1}", Sent(new DeleteCommand("\u00e9"), "A1 NO never\r\n", "IMAP4rev1"));
    }

    [Fact]
    public void Commands_sent_in_one_flight_are_answered_each_for_itself()
    {
        using var connection = Transcript.Session("* STATUS a (MESSAGES 1)\r\nA1 OK\r\nA2 NO [NONEXISTENT] gone\r\n* STATUS \"c\" (MESSAGES 3)\r\nA3 OK\r\n");
        StatusCommand a = new("a", StatusItems.Messages), b = new("b", StatusItems.Messages), c = new("c", StatusItems.Messages);
        connection.Send([a, b, c]);
        Assert.Equal(3, c.Wait()!.Messages);
        Assert.Equal(1, a.Wait()!.Messages);
        Assert.True(Assert.Throws<ImapRefusedException>(() => b.Wait()).Status.Is(ResponseCodeKind.NonExistent));
    }
}
