namespace Godwit.Connectors.Imap.Tests;

public sealed class AppendingTests
{
    private static (RecordedOutcomes Outcomes, Fault? Fault) Append(IMailboxTarget lane, SketchedMessage[] messages, Func<AppendOptions, AppendOptions>? how = null)
    {
        var inbox = lane.Find(FolderPath.Inbox);
        var options = new AppendOptions(lane.GenerationOf(inbox));
        var outcomes = new RecordedOutcomes();
        try
        {
            lane.Append(inbox, new SketchFeed(messages), outcomes, how?.Invoke(options) ?? options, CancellationToken.None);
            return (outcomes, null);
        }
        catch (FaultException e)
        {
            return (outcomes, e.Fault);
        }
    }

    [Fact]
    public void Messages_go_in_groups_of_one_command()
    {
        using var server = World.Start();
        using var lane = server.Target();
        Append(lane, SketchedMessage.Plains(450));
        Assert.Equal(3, server.Log.Count("APPEND"));
        Assert.Equal(450, server.Inbox().Count);
    }

    [Fact]
    public void Without_MULTIAPPEND_each_message_is_a_command()
    {
        using var server = World.Start(ServerProfile.ExchangeLike);
        using var lane = server.Target();
        var (outcomes, _) = Append(lane, SketchedMessage.Plains(40));
        Assert.Equal(40, server.Log.Count("APPEND"));
        Assert.Equal(40, outcomes.StoredTickets.Count);
    }

    [Fact]
    public void A_refused_group_is_told_with_its_size_and_the_lane_goes_on()
    {
        using var server = World.Start(ServerProfile.Everything);
        server.Behaviour.RefusesMessage = m => m.Span.IndexOf("poison"u8) >= 0 ? "NO no poison" : null;
        using var lane = server.Target();
        var messages = SketchedMessage.Plains(6);
        messages[2] = new SketchedMessage("Subject: poison\r\n\r\n"u8.ToArray());
        var (outcomes, fault) = Append(lane, messages, o => o with { MaxGroupMessages = 3 });
        Assert.Null(fault);
        Assert.Equal([3, 3, 3, 0, 0, 0], outcomes.All.Select(o => o.GroupSize));
        Assert.Equal(ConnectorFaults.MessageRefused.Code, outcomes.All[0].Refusal!.Code);
        var (alone, _) = Append(lane, [messages[2]]);
        Assert.Equal(1, Assert.Single(alone.All).GroupSize);
        Assert.Equal(3, server.Inbox().Count);
    }

    [Fact]
    public void The_first_message_asks_where_a_refused_literal_becomes_commands()
    {
        using var server = World.Start(ServerProfile.Cyrus);
        using var lane = server.Target();
        Append(lane, SketchedMessage.Plains(3));
        Append(lane, SketchedMessage.Plains(2));
        var asked = server.Log.Commands.Where(c => c.Name == "APPEND").Select(c => c.Line[c.Line.IndexOf('}') - 1] != '+').ToArray();
        Assert.Equal([true, false], asked);
    }

    [Fact]
    public void A_server_that_cannot_write_is_waited_for_and_no_message_is_blamed()
    {
        using var server = World.Start(ServerProfile.Cyrus);
        server.OnCommand("APPEND", c => c.Refuse("NO System I/O error"), times: 99);
        using var lane = server.Target();
        var (outcomes, fault) = Append(lane, SketchedMessage.Plains(3));
        Assert.Equal((ConnectorFaults.TemporarilyUnavailable.Code, FaultOutcome.NotDone), (fault!.Code, fault.Outcome));
        Assert.Empty(outcomes.All);
    }

    [Theory]
    [InlineData(Refusals.OverQuota, "GW1043")]
    [InlineData(Refusals.Limit, "GW1044")]
    [InlineData(Refusals.Unavailable, "GW1045")]
    [InlineData(Refusals.InUse, "GW1045")]
    public void A_refusal_about_the_mailbox_is_no_outcome_of_its_messages(string answer, string code)
    {
        using var server = World.Start();
        server.OnCommand("APPEND", c => c.Refuse(answer));
        using var lane = server.Target();
        var (outcomes, fault) = Append(lane, SketchedMessage.Plains(5));
        Assert.Equal((code, FaultOutcome.NotDone), (fault!.Code, fault.Outcome));
        Assert.Empty(outcomes.All);
        Assert.Equal(0, server.Inbox().Count);
        lane.ShouldBeClosed();
    }

    [Fact]
    public void A_wish_to_slow_down_carries_its_time()
    {
        using var server = World.Start();
        server.OnCommand("APPEND", c => c.Refuse(Refusals.Backoff(299_961)));
        using var lane = server.Target();
        var (_, fault) = Append(lane, SketchedMessage.Plains(2));
        Assert.Equal((ConnectorFaults.Throttled.Code, TimeSpan.FromMilliseconds(299_961), Remedy.WaitUntil), (fault!.Code, fault.RetryAfter, fault.Remedy));
    }

    [Fact]
    public void A_lost_answer_is_unknown_and_the_messages_may_be_there()
    {
        using var server = World.Start();
        server.OnCommand("APPEND", c => c.DropBeforeAnswer());
        using var lane = server.Target();
        var (outcomes, fault) = Append(lane, SketchedMessage.Plains(5));
        Assert.Equal((ConnectorFaults.AnswerLost.Code, FaultOutcome.Unknown), (fault!.Code, fault.Outcome));
        Assert.Empty(outcomes.All);
        Assert.Equal(5, server.Inbox().Count);
        lane.ShouldBeClosed();
    }

    [Fact]
    public void What_was_not_wholly_sent_is_not_done()
    {
        using var server = World.Start();
        using var lane = server.Target();
        var inbox = lane.Find(FolderPath.Inbox);
        // What is left of the group must be more than the sockets' buffers take: what they have taken counts as sent, and its fate as unknown.
        var options = new AppendOptions(lane.GenerationOf(inbox)) { MaxGroupBytes = 64_000_000 };
        var group = Enumerable.Range(0, 8).Select(_ => new SketchedMessage(new byte[3_000_000])).ToArray();
        var feed = new SketchFeed(group) { BadIndex = 0, InMidBody = server.DropConnections };
        var fault = World.FaultOf(() => lane.Append(inbox, feed, new RecordedOutcomes(), options, CancellationToken.None));
        Assert.Equal(FaultOutcome.NotDone, fault.Outcome);
        Assert.Equal(0, server.Inbox().Count);
    }

    [Fact]
    public void Without_APPENDUID_messages_are_stored_without_a_uid()
    {
        using var server = World.Start();
        server.Behaviour.OmitsAppendUid = true;
        using var lane = server.Target();
        var (outcomes, _) = Append(lane, SketchedMessage.Plains(3));
        Assert.All(outcomes.All, o => Assert.Null(o.Uid));
        Assert.Equal(3, outcomes.StoredTickets.Count);
    }

    [Fact]
    public void A_message_over_the_announced_limit_is_refused_without_being_sent()
    {
        using var server = World.Start(ServerProfile.Everything with { MaxMessageBytes = 5_000 });
        using var lane = server.Target();
        Assert.Equal(5_000, lane.Traits.Limits.MaxMessageBytes);
        var (outcomes, _) = Append(lane, [SketchedMessage.Plain(1), new SketchedMessage(new byte[5_001]), SketchedMessage.Plain(2)]);
        Assert.Equal([null, ConnectorFaults.MessageTooLarge.Code, null], outcomes.All.Select(o => o.Refusal?.Code));
        Assert.Equal(2, server.Inbox().Count);
    }

    [Fact]
    public void A_message_near_the_limit_goes_alone_and_asks_first()
    {
        using var server = World.Start(ServerProfile.Everything with { MaxMessageBytes = 5_000 });
        using var lane = server.Target();
        Append(lane, [SketchedMessage.Plain(1), new SketchedMessage(new byte[4_900]), SketchedMessage.Plain(2)]);
        Assert.Equal(3, server.Log.Count("APPEND"));
        Assert.Contains(server.Log.Commands, c => c.Line.Contains("{4900}", StringComparison.Ordinal));
    }

    [Fact]
    public void Compression_is_used_when_wished()
    {
        using var server = World.Start();
        using var lane = server.Target(s => s with { Compress = true });
        Append(lane, SketchedMessage.Plains(300));
        Assert.Equal(1, server.Log.Count("COMPRESS"));
        Assert.Equal(300, server.Inbox().Count);
    }

    [Fact]
    public void Neither_EXPUNGE_nor_CLOSE_is_ever_sent()
    {
        using var server = World.Start();
        using (var lane = server.Target())
        {
            Append(lane, SketchedMessage.Plains(3));
            var inbox = lane.Find(FolderPath.Inbox);
            lane.RemoveMessages(inbox, lane.GenerationOf(inbox), UidSet.Of(2), CancellationToken.None);
        }
        Assert.Equal(0, server.Log.Count("EXPUNGE") + server.Log.Count("CLOSE"));
        Assert.Equal([1u, 3u], server.Inbox().Messages.Select(m => m.Uid));
    }
}
