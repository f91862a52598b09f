namespace Godwit.Connectors.Tests;

public sealed class ThrottlingTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly ManualClock _clock = new();
    private readonly MemoryMailbox _mailbox = new("anna", new MemoryOptions { PieceBytes = 3_000 });

    private ThrottlingConnector Limited(long? bytes, double? messages) => new(new MemoryConnector(_mailbox), new RateLimit(bytes, messages), _clock, _clock);

    private void Fill(int messages, int bytes)
    {
        for (var i = 0; i < messages; i++) _mailbox.Deliver(FolderPath.Inbox, MemoryContent.Of(new byte[bytes]));
    }

    [Theory]
    [InlineData(50_000, 200, 5_000)]
    [InlineData(1_000_000, 3, 4_000_000)]
    [InlineData(10_000, 5_000, 20)]
    public void Reading_keeps_to_the_bytes_per_second_within_5_percent(long limit, int messages, int bytes)
    {
        Fill(messages, bytes);
        using var lane = Limited(limit, null).OpenSource(None);
        lane.ReadAll(lane.Find(FolderPath.Inbox));
        var expected = (double)messages * bytes / limit;
        Assert.InRange(_clock.Elapsed.TotalSeconds, expected * 0.95, expected * 1.05);
    }

    [Fact]
    public void Writing_keeps_to_the_bytes_per_second_within_5_percent()
    {
        using var lane = Limited(20_000, null).OpenTarget(None);
        lane.Append(lane.Find(FolderPath.Inbox), [.. Enumerable.Repeat(new SketchedMessage(new byte[10_000]), 20)]);
        Assert.InRange(_clock.Elapsed.TotalSeconds, 9.5, 10.5);
        Assert.Equal(20, _mailbox.Snapshot().MessageCount);
    }

    [Fact]
    public void Messages_keep_to_their_own_limit_within_5_percent()
    {
        Fill(300, 10);
        using var lane = Limited(null, 10).OpenSource(None);
        lane.ReadAll(lane.Find(FolderPath.Inbox));
        Assert.InRange(_clock.Elapsed.TotalSeconds, 28.5, 31.5);
    }

    [Fact]
    public void All_lanes_share_one_limit()
    {
        Fill(50, 10_000);
        var connector = Limited(100_000, null);
        for (var i = 0; i < 4; i++)
        {
            using var lane = connector.OpenSource(None);
            lane.ReadAll(lane.Find(FolderPath.Inbox));
        }
        Assert.InRange(_clock.Elapsed.TotalSeconds, 19, 21);
    }

    [Fact]
    public void Mailboxes_of_one_throttle_share_its_limit()
    {
        Fill(50, 10_000);
        var throttle = new Throttle(new RateLimit(100_000, null), _clock, _clock);
        for (var i = 0; i < 4; i++)
        {
            using var lane = new ThrottlingConnector(new MemoryConnector(_mailbox), throttle).OpenSource(None);
            lane.ReadAll(lane.Find(FolderPath.Inbox));
        }
        Assert.InRange(_clock.Elapsed.TotalSeconds, 19, 21);
    }

    [Fact]
    public void Time_in_which_nothing_was_asked_for_is_not_saved_up()
    {
        Fill(10, 10_000);
        using var lane = Limited(10_000, null).OpenSource(None);
        var inbox = lane.Find(FolderPath.Inbox);
        _clock.Advance(TimeSpan.FromHours(1));
        lane.ReadAll(inbox);
        Assert.InRange(_clock.Elapsed.TotalSeconds, 3_609.5, 3_610.5);
    }

    [Fact]
    public void Small_pieces_do_not_each_start_a_pause()
    {
        Fill(10_000, 20);
        using var lane = Limited(1_000_000, null).OpenSource(None);
        lane.ReadAll(lane.Find(FolderPath.Inbox));
        Assert.InRange(_clock.Pauses.Count, 1, 20);
    }

    [Fact]
    public void A_limit_of_nothing_is_a_mistake() => Assert.Throws<ArgumentOutOfRangeException>(() => Limited(0, null));

    [Fact]
    public void Without_limits_nothing_waits()
    {
        Fill(100, 1_000);
        using var lane = Limited(null, null).OpenSource(None);
        lane.ReadAll(lane.Find(FolderPath.Inbox));
        Assert.Empty(_clock.Pauses);
    }
}
