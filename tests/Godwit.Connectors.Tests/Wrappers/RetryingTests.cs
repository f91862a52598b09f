namespace Godwit.Connectors.Tests;

public sealed class RetryingTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly ManualClock _clock = new();
    private readonly MemoryMailbox _mailbox = new("anna");
    private readonly List<RetryNotice> _notices = [];
    private readonly List<(MemoryStep Step, LaneCall Call, int Lane)> _seen = [];

    private RetryingConnector Over(Func<MemoryMoment, MemoryTwist?> script, RetryPlan? plan = null, double random = 0) => new(
        new MemoryConnector(_mailbox, new ScriptedFaults(moment =>
        {
            _seen.Add((moment.Step, moment.Call, moment.Lane));
            return script(moment);
        })),
        plan ?? RetryPlan.Command, _clock, _clock, () => random, _notices.Add);

    private static Fault FaultOf(FaultKind kind, TimeSpan? retryAfter = null) => new(kind, Side.Target, "It did not work.", RetryAfter: retryAfter);

    /// <summary>Fails the first so many starts of a call.</summary>
    private static Func<MemoryMoment, MemoryTwist?> FirstStarts(LaneCall call, int times, Fault fault) =>
        moment => moment.Step == MemoryStep.CallStarting && moment.Call == call && times-- > 0 ? MemoryTwist.Fail(fault) : null;

    private int Starts(LaneCall call) => _seen.Count(s => s.Step == MemoryStep.CallStarting && s.Call == call);

    [Fact]
    public void A_read_is_repeated_with_growing_pauses_and_each_repetition_is_told()
    {
        var fault = FaultOf(ConnectorFaults.TemporarilyUnavailable);
        using var lane = Over(FirstStarts(LaneCall.ListFolders, 4, fault)).OpenSource(None);
        Assert.Single(lane.ListFolders(None));
        Assert.Equal([250, 500, 1000, 2000], _clock.Pauses.Select(p => p.TotalMilliseconds));
        Assert.Equal([2, 3, 4, 5], _notices.Select(n => n.Attempt));
        Assert.All(_notices, n => Assert.Equal((LaneCall.ListFolders, fault), (n.Call, n.Fault)));
    }

    [Fact]
    public void Chance_takes_its_part_of_a_pause()
    {
        var script = FirstStarts(LaneCall.ListFolders, 2, FaultOf(ConnectorFaults.TemporarilyUnavailable));
        using var lane = Over(script, random: 1).OpenSource(None);
        lane.ListFolders(None);
        Assert.Equal([125, 250], _clock.Pauses.Select(p => p.TotalMilliseconds));
    }

    [Fact]
    public void A_lane_that_worked_and_broke_is_opened_again_at_once()
    {
        var broken = false;
        using var lane = Over(m => m is { Call: LaneCall.ReadStatus, Step: MemoryStep.CallStarting } && !broken && (broken = true) ? MemoryTwist.Drop : null).OpenSource(None);
        var inbox = lane.Find(FolderPath.Inbox);
        Assert.Equal(0, lane.StatusOf(inbox).Messages);
        Assert.Equal(TimeSpan.Zero, Assert.Single(_clock.Pauses));
        Assert.Equal([1, 2], _seen.Select(s => s.Lane).Distinct());
    }

    [Fact]
    public void A_server_that_stays_away_is_asked_until_the_budget_is_spent_and_not_longer()
    {
        using var lane = Over(m => m.Call == LaneCall.Open && m.Lane == 1 ? null : MemoryTwist.Drop).OpenSource(None);
        var fault = Assert.Throws<FaultException>(() => lane.ListFolders(None));
        Assert.Equal(ConnectorFaults.ConnectionLost.Code, fault.Fault.Code);
        Assert.InRange(_clock.Elapsed.TotalSeconds, 50, 60);
        Assert.InRange(_clock.Pauses.Count, 8, 12);
    }

    [Fact]
    public void A_service_tries_sixty_times_about_every_thirty_seconds()
    {
        var connector = Over(FirstStarts(LaneCall.Open, int.MaxValue, FaultOf(ConnectorFaults.ConnectionRefused)), RetryPlan.Service, random: 0.5);
        Assert.Throws<FaultException>(() => connector.OpenTarget(None));
        Assert.Equal(60, Starts(LaneCall.Open));
        Assert.All(_clock.Pauses, p => Assert.InRange(p.TotalSeconds, 27, 30));
    }

    [Fact]
    public void Opening_a_lane_is_repeated()
    {
        using var lane = Over(FirstStarts(LaneCall.Open, 3, FaultOf(ConnectorFaults.TooManyConnections))).OpenTarget(None);
        Assert.Equal(4, Starts(LaneCall.Open));
        Assert.Single(lane.ListFolders(None));
    }

    [Theory]
    [InlineData("GW1010")]
    [InlineData("GW1011")]
    [InlineData("GW1012")]
    [InlineData("GW1020")]
    [InlineData("GW1021")]
    public void Refused_credentials_and_certificates_are_never_tried_again(string code)
    {
        // Also when a store errs and calls them transient.
        var connector = Over(FirstStarts(LaneCall.Open, 1, FaultOf(new FaultKind(code, "refused", Reach.Endpoint, Remedy.Retry))));
        Assert.Throws<FaultException>(() => connector.OpenSource(None));
        Assert.Equal(1, Starts(LaneCall.Open));
        Assert.Empty(_notices);
    }

    [Fact]
    public void A_folder_that_was_rebuilt_is_not_asked_again()
    {
        using var lane = Over(_ => null).OpenSource(None);
        var inbox = lane.Find(FolderPath.Inbox);
        Assert.Throws<FaultException>(() => lane.ReadMessages(inbox, new FolderGeneration(99), UidSet.All, MessagePart.Whole, None));
        Assert.Empty(_notices);
    }

    [Fact]
    public void The_pause_that_the_other_side_asks_for_is_kept()
    {
        using var lane = Over(FirstStarts(LaneCall.ListFolders, 1, FaultOf(ConnectorFaults.Throttled, TimeSpan.FromSeconds(42)))).OpenSource(None);
        lane.ListFolders(None);
        Assert.Equal(TimeSpan.FromSeconds(42), Assert.Single(_clock.Pauses));
    }

    [Fact]
    public void A_pause_beyond_the_budget_is_not_begun()
    {
        using var lane = Over(FirstStarts(LaneCall.ListFolders, 1, FaultOf(ConnectorFaults.Throttled, TimeSpan.FromSeconds(61)))).OpenSource(None);
        var fault = Assert.Throws<FaultException>(() => lane.ListFolders(None));
        Assert.Equal(TimeSpan.FromSeconds(61), fault.Fault.RetryAfter);
        Assert.Empty(_clock.Pauses);
    }

    [Fact]
    public void A_change_that_was_certainly_not_done_is_repeated()
    {
        using var lane = Over(FirstStarts(LaneCall.CreateFolder, 2, FaultOf(ConnectorFaults.TemporarilyUnavailable))).OpenTarget(None);
        lane.CreateFolder(FolderPath.Of("Work"), SpecialUse.None, None);
        Assert.Equal(3, Starts(LaneCall.CreateFolder));
        Assert.NotNull(_mailbox.Snapshot().Find(FolderPath.Of("Work")));
    }

    [Fact]
    public void A_change_whose_answer_was_lost_is_never_repeated_and_the_next_call_works()
    {
        using var lane = Over(m => m is { Call: LaneCall.CreateFolder, Step: MemoryStep.CallStarting } ? MemoryTwist.LoseAnswer : null).OpenTarget(None);
        var fault = Assert.Throws<FaultException>(() => lane.CreateFolder(FolderPath.Of("Work"), SpecialUse.None, None));
        Assert.Equal(FaultOutcome.Unknown, fault.Fault.Outcome);
        Assert.Equal(1, Starts(LaneCall.CreateFolder));
        Assert.Equal(2, lane.ListFolders(None).Count);
        Assert.Empty(_notices);
    }

    [Fact]
    public void An_append_is_repeated_only_before_it_took_anything_from_the_feed()
    {
        using var lane = Over(FirstStarts(LaneCall.Append, 1, FaultOf(ConnectorFaults.TemporarilyUnavailable))).OpenTarget(None);
        lane.Append(lane.Find(FolderPath.Inbox), SketchedMessage.Plains(3));
        Assert.Equal(3, _mailbox.Snapshot().MessageCount);
        Assert.Single(_notices);
    }

    [Fact]
    public void An_append_that_broke_within_its_feed_is_left_to_the_caller()
    {
        var times = 1;
        var fault = FaultOf(ConnectorFaults.TemporarilyUnavailable);
        using var lane = Over(m => m.Step == MemoryStep.GroupCommitting && times-- > 0 ? MemoryTwist.Fail(fault) : null).OpenTarget(None);
        var inbox = lane.Find(FolderPath.Inbox);
        Assert.Throws<FaultException>(() => lane.Append(inbox, SketchedMessage.Plains(3)));
        Assert.Equal(0, _mailbox.Snapshot().MessageCount);
        lane.Append(inbox, SketchedMessage.Plains(3));
        Assert.Equal(3, _mailbox.Snapshot().MessageCount);
        Assert.Empty(_notices);
    }

    [Fact]
    public void What_breaks_off_in_the_middle_of_a_listing_is_left_to_the_caller()
    {
        foreach (var number in Enumerable.Range(1, 5)) _mailbox.Deliver(FolderPath.Inbox, MemoryContent.Of($"{number}"));
        var times = 1;
        using var lane = Over(m => m is { Step: MemoryStep.Listing, Uid: 3 } && times-- > 0 ? MemoryTwist.Drop : null).OpenSource(None);
        var inbox = lane.Find(FolderPath.Inbox);
        Assert.Throws<FaultException>(() => lane.ListAll(inbox));
        Assert.Equal(5, lane.ListAll(inbox).Count);
        Assert.Equal(TimeSpan.Zero, _clock.Elapsed);
    }

    [Fact]
    public void Cancelling_ends_a_pause()
    {
        using var cancelling = new CancellationTokenSource();
        _clock.InPause = cancelling.Cancel;
        using var lane = Over(FirstStarts(LaneCall.ListFolders, 9, FaultOf(ConnectorFaults.TemporarilyUnavailable))).OpenSource(None);
        Assert.Throws<OperationCanceledException>(() => lane.ListFolders(cancelling.Token));
        Assert.Single(_clock.Pauses);
    }
}
