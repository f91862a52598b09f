namespace Godwit.Testing.Tests.Imap.Misbehaviour;

public sealed class AnswerHabitsTests : IDisposable
{
    private readonly ImapTestServer _server = ImapTestServer.Start(new ImapServerOptions { Profile = ServerProfile.Everything });
    private readonly TestFolder _inbox;

    public AnswerHabitsTests()
    {
        _inbox = _server.Mailboxes["alice"].Folder("INBOX");
        _inbox.Deliver("plain"u8.ToArray(), default, new ReceivedDate(0, 0));
        _inbox.Deliver("two\r\nlines"u8.ToArray(), default, new ReceivedDate(0, 0));
        _inbox.Deliver("\0"u8.ToArray(), default, new ReceivedDate(0, 0));
    }

    public void Dispose() => _server.Dispose();

    [Fact]
    public void Sizes_can_lie()
    {
        _server.Behaviour.ClaimedSize = m => m.Uid == 2 ? 0 : 19_189;
        Assert.Equal(["* 1 FETCH (UID 1 RFC822.SIZE 19189)", "* 2 FETCH (UID 2 RFC822.SIZE 0)", "* 3 FETCH (UID 3 RFC822.SIZE 19189)"], Fetch("RFC822.SIZE"));
    }

    [Fact]
    public void Dates_can_be_absurd_missing_or_NIL()
    {
        _server.Behaviour.ClaimedInternalDate = m => m.Uid switch { 1 => "30-Dec-1899 00:00:00 +0000", 2 => null, _ => "" };
        Assert.Equal(["* 1 FETCH (UID 1 INTERNALDATE \"30-Dec-1899 00:00:00 +0000\")", "* 2 FETCH (UID 2)", "* 3 FETCH (UID 3 INTERNALDATE NIL)"], Fetch("INTERNALDATE"));
    }

    [Fact]
    public void Bodies_can_be_quoted_or_NIL_where_that_is_possible()
    {
        _server.Behaviour.BodyForms = m => m.Uid == 3 ? BodyForm.Nil : BodyForm.Quoted;
        Assert.Equal(["* 1 FETCH (UID 1 BODY[] \"plain\")", "* 2 FETCH (UID 2 BODY[] {10}\r\ntwo\r\nlines)", "* 3 FETCH (UID 3 BODY[] NIL)"], Fetch("BODY.PEEK[]"));
    }

    [Fact]
    public void Bodies_can_come_first()
    {
        _server.Behaviour.SendsBodyFirst = true;
        Assert.Equal("* 1 FETCH (BODY[] {5}\r\nplain UID 1 FLAGS ())", Fetch("(FLAGS BODY.PEEK[])")[0]);
    }

    [Fact]
    public void A_NUL_can_be_damaged_except_for_BINARY()
    {
        _server.Behaviour.TurnsNulInto80 = true;
        Assert.Equal("* 3 FETCH (UID 3 BODY[] {1}\r\n\u0080)", Fetch("BODY.PEEK[]")[2]);
        Assert.Equal("* 3 FETCH (UID 3 BINARY[] ~{1}\r\n\0)", Fetch("BINARY.PEEK[]")[2]);
        Assert.Equal("\0"u8.ToArray(), _inbox.Message(3).Body.ToArray());
    }

    [Fact]
    public void Answers_can_be_capped()
    {
        _server.Behaviour.CapsAnswersAt = 2;
        Assert.Equal(["* 1 FETCH (UID 1)", "* 2 FETCH (UID 2)"], Fetch("UID"));
        using var client = RawClient.SignedIn(_server);
        Assert.Contains("* 3 EXISTS", client.Do("EXAMINE INBOX"));
        Assert.Equal("* SEARCH 1 2", client.Do("UID SEARCH ALL")[0]);
    }

    [Fact]
    public void Spaces_can_be_odd()
    {
        _server.Behaviour.SpacesOddly = true;
        Assert.Equal("* 1 FETCH (UID 1  FLAGS ()) ", Fetch("FLAGS")[0]);
    }

    [Fact]
    public void Names_can_be_atoms_even_of_digits_only()
    {
        _server.Behaviour.SendsNamesAsAtoms = true;
        _server.Mailboxes["alice"].Create("2024");
        _server.Mailboxes["alice"].Create("20 24");
        using var client = RawClient.SignedIn(_server);
        Assert.Equal(
            ["* LIST (\\HasNoChildren) \"/\" \"20 24\"", "* LIST (\\HasNoChildren) \"/\" 2024", "* LIST (\\HasNoChildren) \"/\" INBOX"],
            client.Do("LIST \"\" *").SkipLast(1));
    }

    [Fact]
    public void The_separator_of_INBOX_can_be_NIL()
    {
        _server.Behaviour.TellsNoSeparatorForInbox = true;
        using var client = RawClient.SignedIn(_server);
        Assert.Equal("* LIST (\\HasNoChildren) NIL \"INBOX\"", client.Do("LIST \"\" *")[0]);
    }

    [Fact]
    public void A_FLAGS_line_can_come_unasked()
    {
        _server.Behaviour.RepeatsFlagsLine = true;
        Assert.StartsWith("* FLAGS (", Fetch("FLAGS")[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Uids_of_appends_and_moves_can_be_kept_secret()
    {
        _server.Behaviour.OmitsAppendUid = _server.Behaviour.OmitsCopyUid = true;
        _server.Mailboxes["alice"].Create("A");
        using var client = RawClient.SignedIn(_server);
        Assert.Equal("OK Append completed.", client.Append("INBOX", "x"));
        client.Do("SELECT INBOX");
        Assert.Equal(["* 1 EXPUNGE", "OK Move completed."], client.Do("UID MOVE 1 A"));
    }

    [Fact]
    public void Uids_can_be_used_again()
    {
        _server.Behaviour.ReusesUids = true;
        using var client = RawClient.SignedIn(_server);
        _inbox.Expunge(3);
        Assert.Equal($"OK [APPENDUID {_inbox.Generation} 3] Append completed.", client.Append("INBOX", "another"));
    }

    [Fact]
    public void A_folder_can_be_another_generation_at_each_sign_in()
    {
        _server.Behaviour.RebuildsAtEverySignIn = true;
        using var one = RawClient.SignedIn(_server);
        var first = _inbox.Generation;
        one.Do("SELECT INBOX");
        using var two = RawClient.SignedIn(_server);
        Assert.NotEqual(first, _inbox.Generation);
        Assert.StartsWith("* BYE", one.Do("UID FETCH 1:* FLAGS")[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_rebuilt_folder_numbers_its_messages_anew()
    {
        _inbox.Rebuild(generation: 77, firstUid: 100);
        Assert.Equal([100u, 101u, 102u], _inbox.Messages.Select(m => m.Uid));
        Assert.Equal((77u, 103u), (_inbox.Generation.Number, _inbox.UidNext));
    }

    private List<string> Fetch(string items)
    {
        using var client = RawClient.SignedIn(_server);
        client.Do("EXAMINE INBOX");
        return [.. client.Do($"UID FETCH 1:* {items}").SkipLast(1)];
    }
}
