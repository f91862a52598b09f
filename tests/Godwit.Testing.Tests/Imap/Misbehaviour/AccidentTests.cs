namespace Godwit.Testing.Tests.Imap.Misbehaviour;

public sealed class AccidentTests : IDisposable
{
    private readonly ImapTestServer _server = ImapTestServer.Start();
    private readonly TestFolder _inbox;

    public AccidentTests() => _inbox = _server.Mailboxes["alice"].Folder("INBOX");

    public void Dispose() => _server.Dispose();

    [Fact]
    public void An_answer_can_be_lost_after_the_message_is_stored()
    {
        _server.OnCommand(c => c is { Name: "APPEND", Number: 2 }, c => c.DropBeforeAnswer());
        using var client = RawClient.SignedIn(_server);
        Assert.StartsWith("OK", client.Append("INBOX", "1"), StringComparison.Ordinal);
        Assert.Equal("(closed)", client.Append("INBOX", "2"));
        Assert.Equal(2, _inbox.Count);
    }

    [Fact]
    public void A_connection_can_be_lost_before_or_after_everything()
    {
        _server.OnCommand("NOOP", c => c.Drop());
        using var one = RawClient.SignedIn(_server);
        Assert.Equal(["(closed)"], one.Do("NOOP"));
        _server.OnCommand("NOOP", c => c.DropAfterAnswer());
        using var two = RawClient.SignedIn(_server);
        Assert.Equal(["OK NOOP completed."], two.Do("NOOP"));
        Assert.Null(two.Line());
        using var three = RawClient.SignedIn(_server);
        Assert.Equal(["OK NOOP completed."], three.Do("NOOP"));
    }

    [Fact]
    public void A_message_can_be_stored_after_its_connection_died()
    {
        _server.OnCommand("APPEND", c => c.CommitLate());
        using var client = RawClient.SignedIn(_server);
        client.Send("x APPEND INBOX {1+}\r\na {1+}\r\nb\r\n");
        Assert.Null(client.Line());
        Assert.Equal((0, 1), (_inbox.Count, _server.LateAppends));
        Assert.Equal(1, _server.CommitLate());
        Assert.Equal((2, 0), (_inbox.Count, _server.LateAppends));
    }

    [Fact]
    public void What_is_late_can_arrive_while_another_session_looks()
    {
        _server.OnCommand("APPEND", c => c.CommitLate());
        _server.OnCommand("SELECT", c => c.RunBeforeAnswer(() => _server.CommitLate()));
        using var one = RawClient.SignedIn(_server);
        one.Append("INBOX", "late");
        using var two = RawClient.SignedIn(_server);
        var selected = two.Do("SELECT INBOX");
        Assert.Contains("* 0 EXISTS", selected);
        Assert.Contains("* 1 EXISTS", selected);
    }

    [Fact]
    public void A_connection_can_end_in_the_middle_of_a_literal()
    {
        _inbox.Deliver("first message"u8.ToArray());
        _inbox.Deliver("second message"u8.ToArray());
        _server.OnCommand("UID FETCH", c => c.CutLiteral(2, afterBytes: 6, "* BYE Shutting down"));
        using var client = RawClient.SignedIn(_server);
        client.Do("EXAMINE INBOX");
        client.Send("x UID FETCH 1:* BODY.PEEK[]\r\n");
        Assert.Equal("* 1 FETCH (UID 1 BODY[] {13}", client.Line());
        Assert.Equal("first message)", client.Line());
        Assert.Equal("* 2 FETCH (UID 2 BODY[] {14}", client.Line());
        Assert.Equal("second", client.Line());
        Assert.Equal("* BYE Shutting down", client.Line());
        Assert.Null(client.Line());
    }

    [Fact]
    public void A_command_can_be_refused_in_the_words_of_real_servers()
    {
        _server.OnCommand("APPEND", c => c.Refuse(Refusals.Backoff(2_000)));
        using var client = RawClient.SignedIn(_server);
        client.Send("x APPEND INBOX {5+}\r\nabcde\r\n");
        Assert.Equal("NO Server Busy. Suggested Backoff Time: 2000 milliseconds", client.Answer("x")[^1]);
        Assert.StartsWith("OK", client.Append("INBOX", "abcde"), StringComparison.Ordinal);
    }

    [Fact]
    public void One_in_n_can_be_refused()
    {
        _server.Behaviour.RefuseOnceIn(3, "APPEND", Refusals.Unavailable);
        using var client = RawClient.SignedIn(_server);
        var answers = Enumerable.Range(0, 6).Select(i => client.Append("INBOX", $"m{i}")[..2]);
        Assert.Equal(["OK", "OK", "NO", "OK", "OK", "NO"], answers);
    }

    [Fact]
    public void A_server_can_hang_until_it_is_stopped()
    {
        _server.OnCommand("NOOP", c => c.Hang());
        using var client = RawClient.SignedIn(_server);
        client.Send("x NOOP\r\n");
        client.Stream.ReadTimeout = 50;
        Assert.Throws<IOException>(() => client.Line());
        _server.Dispose();
    }

    [Fact]
    public void A_line_can_be_endless()
    {
        _server.OnCommand("NOOP", c => c.SendEndlessLine());
        using var client = RawClient.SignedIn(_server);
        client.Send("x NOOP\r\n");
        Assert.DoesNotContain('\n', client.Bytes(3_000_000));
    }

    [Fact]
    public void Lines_can_be_endless()
    {
        _server.OnCommand("NOOP", c => c.SendEndlessLines());
        using var client = RawClient.SignedIn(_server);
        client.Send("x NOOP\r\n");
        for (var i = 0; i < 10_000; i++) Assert.Equal("* OK Still here", client.Line());
    }

    [Fact]
    public void Anything_can_be_said_first()
    {
        _server.OnCommand("NOOP", c => c.SendFirst("* 99 EXISTS\r\n* OK [ALERT] hello\r\n"));
        using var client = RawClient.SignedIn(_server);
        Assert.Equal(["* 99 EXISTS", "* OK [ALERT] hello", "OK NOOP completed."], client.Do("NOOP"));
    }

    [Fact]
    public void A_goodbye_can_come_in_place_of_an_answer()
    {
        _server.OnCommand("NOOP", c => { c.SendFirst("* BYE Too many connections\r\n"); c.Drop(); });
        using var client = RawClient.SignedIn(_server);
        Assert.Equal(["* BYE Too many connections", "(closed)"], client.Do("NOOP"));
    }

    [Fact]
    public void The_user_can_act_between_a_command_and_its_answer()
    {
        _server.OnCommand("APPEND", c => c.RunBeforeAnswer(() => _inbox.Deliver("in between"u8.ToArray())));
        using var client = RawClient.SignedIn(_server);
        Assert.EndsWith(" 1] Append completed.", client.Append("INBOX", "x"), StringComparison.Ordinal);
        Assert.Equal([1u, 2u], _inbox.Messages.Select(m => m.Uid));
    }

    [Fact]
    public void A_server_that_stops_reading_makes_the_writer_wait()
    {
        using var client = RawClient.SignedIn(_server);
        _server.Behaviour.Reading.Close();
        client.Send("x NOOP\r\n");
        client.Stream.ReadTimeout = 50;
        Assert.Throws<IOException>(() => client.Line());
        client.Stream.ReadTimeout = 30_000;
        _server.Behaviour.Reading.Let(3);
        Assert.Equal(0, _server.Log.Count("NOOP"));
        _server.Behaviour.Reading.Open();
        Assert.Equal("x OK NOOP completed.", client.Line());
    }

    [Fact]
    public void A_rule_acts_as_often_as_it_says_and_can_be_taken_back()
    {
        var seen = new List<string>();
        var rule = _server.OnCommand(c => c.User == "alice", c => seen.Add(c.Line), times: 3);
        using var client = RawClient.SignedIn(_server);
        client.Do("NOOP");
        client.Do("STATUS INBOX (MESSAGES)");
        rule.Dispose();
        client.Do("NOOP");
        Assert.Equal(["NOOP", "STATUS INBOX (MESSAGES)"], seen);
    }

    [Fact]
    public void A_line_over_the_bound_ends_the_session()
    {
        using var client = RawClient.SignedIn(_server);
        client.Send("x " + new string('y', 70_000) + "\r\n");
        Assert.Equal("* BAD Line too long", client.Line());
        Assert.Null(client.Line());
    }

    [Fact]
    public void Stopping_closes_every_connection()
    {
        using var client = RawClient.SignedIn(_server);
        Assert.Equal(1, _server.OpenConnections);
        _server.Dispose();
        Assert.Null(client.Line());
    }
}
