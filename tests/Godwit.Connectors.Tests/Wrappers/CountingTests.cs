namespace Godwit.Connectors.Tests;

public sealed class CountingTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly ManualClock _clock = new();
    private readonly MemoryMailbox _mailbox = new("anna");

    private CountingConnector Counted(Func<MemoryMoment, TimeSpan> takes) => new(new MemoryConnector(_mailbox, new ScriptedFaults(moment =>
    {
        _clock.Advance(takes(moment));
        return null;
    })), _clock);

    [Fact]
    public void Bytes_and_messages_are_counted_in_both_directions()
    {
        var counting = Counted(_ => default);
        using var lane = counting.OpenTarget(None);
        var inbox = lane.Find(FolderPath.Inbox);
        lane.Append(inbox, SketchedMessage.Plains(20));
        lane.ReadAll(inbox);
        lane.ReadAll(inbox);
        var bytes = SketchedMessage.Plains(20).Sum(m => m.Bytes.Length);
        var traffic = counting.Snapshot();
        Assert.Equal((20, 40, bytes, 2 * bytes), (traffic.MessagesWritten, traffic.MessagesRead, traffic.BytesWritten, traffic.BytesRead));
        Assert.Equal((1, 1, 2, 0), (traffic[LaneCall.Open].Count, traffic[LaneCall.Append].Count, traffic[LaneCall.ReadMessages].Count, traffic[LaneCall.RemoveMessages].Count));
    }

    [Fact]
    public void Latencies_are_told_by_kind_of_call()
    {
        var milliseconds = 0;
        var counting = Counted(m => m is { Call: LaneCall.ListFolders, Step: MemoryStep.CallStarting } ? TimeSpan.FromMilliseconds(++milliseconds) : default);
        using var lane = counting.OpenSource(None);
        for (var i = 0; i < 100; i++) lane.ListFolders(None);
        var latency = counting.Snapshot()[LaneCall.ListFolders];
        Assert.Equal((100, 1.0, 50.5, 100.0), (latency.Count, latency.Min.TotalMilliseconds, latency.Mean.TotalMilliseconds, latency.Max.TotalMilliseconds));
        Assert.InRange(latency.P95.TotalMilliseconds, 95, 95 * 1.12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(1_000)]
    [InlineData(123_456_789)]
    public void A_percentile_of_equal_durations_is_that_duration(long microseconds)
    {
        var counting = Counted(m => m is { Call: LaneCall.ListFolders, Step: MemoryStep.CallStarting } ? TimeSpan.FromMicroseconds(microseconds) : default);
        using var lane = counting.OpenSource(None);
        for (var i = 0; i < 10; i++) lane.ListFolders(None);
        Assert.Equal(TimeSpan.FromMicroseconds(microseconds), counting.Snapshot()[LaneCall.ListFolders].P95);
    }

    [Fact]
    public void The_time_waited_for_a_source_is_the_time_in_its_calls_and_pieces()
    {
        for (var i = 0; i < 10; i++) _mailbox.Deliver(FolderPath.Inbox, MemoryContent.Of("hello"));
        var counting = Counted(m => m.Step is MemoryStep.Reading or MemoryStep.Listing ? TimeSpan.FromSeconds(1) : default);
        using var lane = counting.OpenSource(None);
        var inbox = lane.Find(FolderPath.Inbox);
        lane.ListAll(inbox);
        Assert.Equal(TimeSpan.FromSeconds(10), counting.Snapshot().Waited);
        lane.ReadAll(inbox);
        Assert.Equal(TimeSpan.FromSeconds(20), counting.Snapshot().Waited);
    }

    [Fact]
    public void The_time_waited_for_a_target_leaves_out_the_time_of_its_feed()
    {
        var counting = Counted(m => m.Step == MemoryStep.GroupCommitting ? TimeSpan.FromSeconds(3) : default);
        using var lane = counting.OpenTarget(None);
        var inbox = lane.Find(FolderPath.Inbox);
        var feed = new SlowFeed(new SketchFeed(SketchedMessage.Plains(5)), _clock);
        lane.Append(inbox, feed, new RecordedOutcomes(), new AppendOptions(lane.GenerationOf(inbox)), None);
        var traffic = counting.Snapshot();
        Assert.Equal(TimeSpan.FromSeconds(3), traffic.Waited);
        Assert.Equal(TimeSpan.FromSeconds(3 + 60), traffic[LaneCall.Append].Max);
    }

    /// <summary>Takes ten seconds for each step to the next message.</summary>
    private sealed class SlowFeed(IMessageFeed inner, ManualClock clock) : IMessageFeed
    {
        public OutgoingMessage Current => inner.Current;

        public bool MoveNext()
        {
            clock.Advance(TimeSpan.FromSeconds(10));
            return inner.MoveNext();
        }
    }

    [Fact]
    public void A_call_that_fails_is_counted_too()
    {
        var counting = Counted(_ => default);
        using var lane = counting.OpenTarget(None);
        Assert.Throws<FaultException>(() => lane.DeleteFolder(lane.Find(FolderPath.Inbox), None));
        Assert.Equal(1, counting.Snapshot()[LaneCall.DeleteFolder].Count);
    }
}
