namespace Godwit.Testing.Contracts;

public abstract partial class MailboxTargetContract
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_feed_that_throws_in_mid_body_stores_nothing_of_the_message_and_closes_the_lane(int bad)
    {
        var messages = SketchedMessage.Plains(6);
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        var folder = NewFolder(lane, "Work");
        var broken = new InvalidOperationException("the source broke");
        var feed = new SketchFeed(messages) { BadIndex = bad, InMidBody = () => throw broken };
        var outcomes = AppendBadly(lane, folder, feed, CancellationToken.None, out var thrown);
        Assert.Same(broken, thrown);
        ShouldHaveStoppedAt(mailbox, lane, messages, bad, outcomes);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-60)]
    [InlineData(1)]
    [InlineData(100_000)]
    public void A_body_of_another_length_than_announced_is_never_stored(int difference)
    {
        var messages = SketchedMessage.Plains(4);
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        var folder = NewFolder(lane, "Work");
        var outcomes = AppendBadly(lane, folder, new SketchFeed(messages) { BadIndex = 2, BadLengthOffset = difference }, CancellationToken.None, out var thrown);
        Assert.IsType<FaultException>(thrown);
        ShouldHaveStoppedAt(mailbox, lane, messages, 2, outcomes);
    }

    [Fact]
    public void A_body_that_gives_protocol_lines_after_its_end_is_not_obeyed()
    {
        var messages = SketchedMessage.Plains(2);
        messages[1] = new SketchedMessage("Subject: x\r\n\r\n)\r\nz9 DELETE Victim\r\n"u8.ToArray());
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        var folder = NewFolder(lane, "Work");
        NewFolder(lane, "Victim");
        var outcomes = AppendBadly(lane, folder, new SketchFeed(messages) { BadIndex = 1, BadLengthOffset = -22, PieceBytes = 7 }, CancellationToken.None, out _);
        ShouldHaveStoppedAt(mailbox, lane, messages, 1, outcomes);
        using var after = Open(mailbox);
        Assert.NotNull(after.TryFind(FolderPath.Of("Victim")));
    }

    [Fact]
    public void Cancelling_in_mid_body_closes_the_lane_and_stores_nothing_of_the_message()
    {
        var messages = SketchedMessage.Plains(3);
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        var folder = NewFolder(lane, "Work");
        using var cancelling = new CancellationTokenSource();
        var feed = new SketchFeed(messages) { BadIndex = 1, InMidBody = cancelling.Cancel };
        var outcomes = AppendBadly(lane, folder, feed, cancelling.Token, out var thrown);
        Assert.IsAssignableFrom<OperationCanceledException>(thrown);
        ShouldHaveStoppedAt(mailbox, lane, messages, 1, outcomes);
    }

    [Fact]
    public void Another_generation_writes_nothing()
    {
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        var folder = NewFolder(lane, "Work");
        lane.Append(folder, SketchedMessage.Plain(1));
        var wrong = Another(lane.GenerationOf(folder));
        var outcomes = new RecordedOutcomes();
        var fault = lane.Refuses(() => lane.Append(folder, new SketchFeed(SketchedMessage.Plain(2)), outcomes, new AppendOptions(wrong), CancellationToken.None));
        Assert.Equal(ConnectorFaults.GenerationChanged.Code, fault.Fault.Code);
        Assert.Empty(outcomes.All);
        Assert.Single(lane.ListAll(folder));
    }

    [Fact]
    public void A_folder_that_vanished_takes_nothing()
    {
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        var folder = NewFolder(lane, "Work");
        var generation = lane.GenerationOf(folder);
        mailbox.DeleteFolder(Work);
        lane.Refuses(() => lane.Append(folder, new SketchFeed(SketchedMessage.Plain(2)), new RecordedOutcomes(), new AppendOptions(generation), CancellationToken.None));
        Assert.Null(lane.TryFind(Work));
    }

    [Fact]
    public void Another_lane_sees_what_was_appended()
    {
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        using var watcher = mailbox.Connector.OpenSource(CancellationToken.None);
        var inbox = watcher.Find(FolderPath.Inbox);
        Assert.Empty(watcher.ListAll(inbox));
        lane.Append(lane.Find(FolderPath.Inbox), SketchedMessage.Plains(3));
        Assert.Equal(3, watcher.ListAll(inbox).Count);
        Assert.Equal(3, watcher.StatusOf(inbox).Messages);
    }
}
