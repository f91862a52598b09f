namespace Godwit.Connectors.Memory.Tests;

public sealed class AccidentTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Fault Unreadable = new(ConnectorFaults.MessageUnreadable, Side.Source, "The disk has a hole.");

    private readonly MemoryMailbox _mailbox = new("anna");

    private MemoryConnector With(Func<MemoryMoment, MemoryTwist?> script) => new(_mailbox, new Script(script));

    private sealed class Script(Func<MemoryMoment, MemoryTwist?> script) : IMemoryFaults
    {
        public MemoryTwist? At(in MemoryMoment moment) => script(moment);
    }

    private IReadOnlyList<MessageSnapshot> Inbox => _mailbox.Snapshot().Find(FolderPath.Inbox)!.Messages;

    private FaultException AppendFails(Func<MemoryMoment, MemoryTwist?> script, int messages = 3)
    {
        using var lane = With(script).OpenTarget(None);
        var inbox = lane.Find(FolderPath.Inbox);
        var fault = Assert.Throws<FaultException>(() => lane.Append(inbox, SketchedMessage.Plains(messages)));
        Assert.Throws<FaultException>(() => lane.ListFolders(None));
        return fault;
    }

    [Fact]
    public void A_group_whose_answer_is_lost_is_stored()
    {
        var fault = AppendFails(m => m.Step == MemoryStep.GroupCommitting ? MemoryTwist.LoseAnswer : null);
        Assert.Equal((ConnectorFaults.AnswerLost.Code, FaultOutcome.Unknown), (fault.Fault.Code, fault.Fault.Outcome));
        Assert.Equal(3, Inbox.Count);
    }

    [Theory]
    [InlineData(MemoryStep.WritingPiece, 0)]
    [InlineData(MemoryStep.GroupCommitting, 0)]
    [InlineData(MemoryStep.GroupCommitted, 3)]
    [InlineData(MemoryStep.CallEnding, 3)]
    public void A_lane_that_drops_within_an_append_leaves_its_outcome_unknown(MemoryStep step, int stored)
    {
        var fault = AppendFails(m => m.Call == LaneCall.Append && m.Step == step ? MemoryTwist.Drop : null);
        Assert.Equal(FaultOutcome.Unknown, fault.Fault.Outcome);
        Assert.Equal(stored, Inbox.Count);
    }

    [Fact]
    public void A_late_group_lands_with_the_named_call()
    {
        AppendFails(m => m is { Step: MemoryStep.GroupCommitting } ? MemoryTwist.CommitLate(2) : null);
        Assert.Equal((0, 1), (Inbox.Count, _mailbox.LateGroups));
        using var lane = With(_ => null).OpenSource(None);
        Assert.Empty(Inbox);
        lane.ListFolders(None);
        Assert.Equal((3, 0), (Inbox.Count, _mailbox.LateGroups));
    }

    [Fact]
    public void A_late_group_lands_when_it_is_told_to_and_never_into_another_generation()
    {
        AppendFails(m => m is { Step: MemoryStep.GroupCommitting } ? MemoryTwist.CommitLate(1_000) : null);
        AppendFails(m => m is { Step: MemoryStep.GroupCommitting } ? MemoryTwist.CommitLate(1_000) : null, messages: 2);
        Assert.Equal((2, 5), (_mailbox.LateGroups, _mailbox.LandLateGroups()));
        AppendFails(m => m is { Step: MemoryStep.GroupCommitting } ? MemoryTwist.CommitLate(1_000) : null);
        _mailbox.Rebuild(FolderPath.Inbox, renumber: false);
        Assert.Equal(0, _mailbox.LandLateGroups());
        Assert.Equal(5, Inbox.Count);
    }

    [Fact]
    public void A_store_may_keep_quiet_about_uids()
    {
        using var lane = With(m => m.Step == MemoryStep.GroupCommitting ? MemoryTwist.HideUids : null).OpenTarget(None);
        Assert.All(lane.Append(lane.Find(FolderPath.Inbox), SketchedMessage.Plains(3)).All, o => Assert.Null(o.Uid));
        Assert.Equal(3, Inbox.Count);
    }

    [Fact]
    public void A_change_whose_answer_is_lost_is_done()
    {
        using var lane = With(m => m is { Step: MemoryStep.CallStarting, Call: LaneCall.CreateFolder } ? MemoryTwist.LoseAnswer : null).OpenTarget(None);
        var fault = Assert.Throws<FaultException>(() => lane.CreateFolder(FolderPath.Of("Work"), SpecialUse.None, None));
        Assert.Equal(FaultOutcome.Unknown, fault.Fault.Outcome);
        Assert.NotNull(_mailbox.Snapshot().Find(FolderPath.Of("Work")));
    }

    [Fact]
    public void A_message_that_cannot_be_read_is_named_and_the_next_ones_come()
    {
        for (var i = 1; i <= 4; i++) _mailbox.Deliver(FolderPath.Inbox, MemoryContent.Of($"{i}"));
        using var lane = With(m => m is { Step: MemoryStep.Reading, Uid: 2 } ? MemoryTwist.Fail(Unreadable) : null).OpenSource(None);
        var inbox = lane.Find(FolderPath.Inbox);
        var read = new List<uint>();
        using (var reader = lane.ReadMessages(inbox, lane.GenerationOf(inbox), UidSet.All, MessagePart.Whole, None))
        {
            Assert.True(reader.MoveNext());
            read.Add(reader.Current.Uid);
            Assert.Throws<FaultException>(() => reader.MoveNext());
            Assert.Equal(2u, reader.FailedUid);
            while (reader.MoveNext()) read.Add(reader.Current.Uid);
        }
        Assert.Equal([1u, 3u, 4u], read);
        Assert.NotEmpty(lane.ListFolders(None));
    }

    [Fact]
    public void A_lane_that_drops_in_mid_body_gives_no_more_bytes()
    {
        _mailbox.Deliver(FolderPath.Inbox, MemoryContent.Of("hello"));
        using var lane = With(m => m.Step == MemoryStep.ReadingPiece ? MemoryTwist.Drop : null).OpenSource(None);
        Assert.Throws<FaultException>(() => lane.ReadAll(lane.Find(FolderPath.Inbox)));
        var fault = Assert.Throws<FaultException>(() => lane.ListFolders(None));
        Assert.Equal(ConnectorFaults.ConnectionLost.Code, fault.Fault.Code);
    }

    [Fact]
    public void A_listing_may_leave_a_message_out()
    {
        for (var i = 1; i <= 4; i++) _mailbox.Deliver(FolderPath.Inbox, MemoryContent.Of($"{i}"));
        using var lane = With(m => m is { Step: MemoryStep.Listing, Uid: 3 } ? MemoryTwist.Omit : null).OpenSource(None);
        Assert.Equal([1u, 2u, 4u], lane.ListAll(lane.Find(FolderPath.Inbox)).Select(e => e.Uid));
    }

    [Fact]
    public void The_owner_may_act_at_any_step()
    {
        for (var i = 1; i <= 4; i++) _mailbox.Deliver(FolderPath.Inbox, MemoryContent.Of($"{i}"));
        using var lane = With(m =>
        {
            if (m is not { Step: MemoryStep.Listing, Uid: 2 }) return null;
            _mailbox.Expunge(FolderPath.Inbox, 1);
            _mailbox.Expunge(FolderPath.Inbox, 3);
            _mailbox.Deliver(FolderPath.Inbox, MemoryContent.Of("new"));
            return null;
        }).OpenSource(None);
        Assert.Equal([1u, 2u, 4u], lane.ListAll(lane.Find(FolderPath.Inbox)).Select(e => e.Uid));
        Assert.Equal([2u, 4u, 5u], Inbox.Select(m => m.Uid));
    }

    [Fact]
    public void A_folder_that_is_rebuilt_under_a_reader_ends_it()
    {
        for (var i = 1; i <= 3; i++) _mailbox.Deliver(FolderPath.Inbox, MemoryContent.Of($"{i}"));
        using var lane = With(m =>
        {
            if (m is { Step: MemoryStep.ReadingPiece, Uid: 1 }) _mailbox.Rebuild(FolderPath.Inbox, renumber: true);
            return null;
        }).OpenSource(None);
        var fault = Assert.Throws<FaultException>(() => lane.ReadAll(lane.Find(FolderPath.Inbox)));
        Assert.Equal(ConnectorFaults.GenerationChanged.Code, fault.Fault.Code);
        Assert.NotEmpty(lane.ListFolders(None));
    }

    [Fact]
    public void A_fault_at_opening_leaves_no_lane_behind()
    {
        var connector = With(m => m.Call == LaneCall.Open ? MemoryTwist.Fail(Unreadable) : null);
        for (var i = 0; i < 50; i++) Assert.Equal(Unreadable, Assert.Throws<FaultException>(() => connector.OpenSource(None)).Fault);
    }
}
