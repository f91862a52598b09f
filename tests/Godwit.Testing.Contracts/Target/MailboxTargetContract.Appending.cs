namespace Godwit.Testing.Contracts;

public abstract partial class MailboxTargetContract
{
    [Fact]
    public void Each_message_has_one_outcome_in_feed_order_with_ascending_uids()
    {
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        var folder = NewFolder(lane, "Work");
        var outcomes = lane.Append(folder, SketchedMessage.Plains(250));
        Assert.Equal(Enumerable.Range(0, 250).Select(i => SketchFeed.FirstTicket + i), outcomes.StoredTickets);
        var listed = lane.ListAll(folder).Select(e => (uint?)e.Uid).ToList();
        if (lane.Traits.Reports.NewUids) Assert.Equal(listed, outcomes.All.Select(o => o.Uid));
        else Assert.All(outcomes.All, o => Assert.Null(o.Uid));
        Assert.Equal(250, listed.Count);
    }

    [Theory]
    [InlineData(1, 8_000_000)]
    [InlineData(7, 8_000_000)]
    [InlineData(1000, 500)]
    [InlineData(1000, 1)]
    public void Groups_of_any_size_keep_the_order(int maxMessages, long maxBytes)
    {
        var messages = SketchedMessage.Plains(40);
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        var folder = NewFolder(lane, "Work");
        var outcomes = new RecordedOutcomes();
        var options = new AppendOptions(lane.GenerationOf(folder)) { MaxGroupMessages = maxMessages, MaxGroupBytes = maxBytes };
        lane.Append(folder, new SketchFeed(messages) { PieceBytes = 13 }, outcomes, options, CancellationToken.None);
        Assert.Equal(40, outcomes.StoredTickets.Count);
        ShouldHold(lane, folder, messages);
    }

    [Fact]
    public void A_feed_without_messages_tells_nothing()
    {
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        Assert.Empty(lane.Append(lane.Find(FolderPath.Inbox)).All);
        Assert.Empty(lane.ListAll(lane.Find(FolderPath.Inbox)));
    }

    [Theory]
    [MemberData(nameof(NastyMessages.Names), MemberType = typeof(NastyMessages))]
    public void Bytes_arrive_exactly_or_are_refused_as_the_traits_say(string name)
    {
        var message = NastyMessages.Named(name);
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        var folder = NewFolder(lane, "Work");
        var outcome = Assert.Single(lane.Append(folder, message).All);
        if (!NastyMessages.IsTakenBy(lane.Traits.Limits, message))
        {
            Assert.Equal((1, FaultOutcome.NotDone), (outcome.GroupSize, outcome.Refusal!.Outcome));
            Assert.Empty(lane.ListAll(folder));
            return;
        }
        Assert.Null(outcome.Refusal);
        ShouldHold(lane, folder, message);
    }

    [Fact]
    public void Identical_copies_are_all_stored()
    {
        var message = SketchedMessage.Plain(1);
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        var folder = NewFolder(lane, "Work");
        lane.Append(folder, message, message, message);
        lane.Append(folder, message);
        ShouldHold(lane, folder, message, message, message, message);
    }

    [Fact]
    public void A_refused_message_takes_none_of_its_neighbours_away()
    {
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        var limits = lane.Traits.Limits;
        var bad = new[] { "no byte at all", "NUL bytes", "five megabytes" }.Select(NastyMessages.Named).FirstOrDefault(m => !NastyMessages.IsTakenBy(limits, m));
        Assert.SkipWhen(bad is null, "The store refuses none of the messages at hand.");
        var folder = NewFolder(lane, "Work");
        var messages = SketchedMessage.Plains(9);
        messages[4] = bad;
        var (stored, refusal) = AppendUntilSettled(lane, folder, messages);
        Assert.Equal([0, 1, 2, 3, 5, 6, 7, 8], stored.Order());
        Assert.Equal(1, refusal!.GroupSize);
        Assert.Equal(8, lane.ListAll(folder).Count);
    }

    /// <summary>Does what a caller does: what was refused within a group is appended again alone.</summary>
    private static (List<long> Stored, Outcome? Refused) AppendUntilSettled(IMailboxTarget lane, Folder folder, SketchedMessage[] messages)
    {
        var stored = new List<long>();
        Outcome? refused = null;
        var first = lane.Append(folder, messages);
        Assert.Equal(messages.Length, first.All.Count);
        foreach (var outcome in first.All)
        {
            var index = outcome.Ticket - SketchFeed.FirstTicket;
            var last = outcome is { Refusal: not null, GroupSize: > 1 } ? Assert.Single(lane.Append(folder, messages[index]).All) : outcome;
            if (last.Refusal is null) stored.Add(index); else refused = last;
        }
        return (stored, refused);
    }

    [Theory]
    [InlineData(1_100_000_000, 0)]
    [InlineData(1_234_567_890, 330)]
    [InlineData(1_700_000_000, -480)]
    [InlineData(946_684_799, 60)]
    [InlineData(86_400, 0)]
    public void A_received_date_is_kept_to_the_second_with_its_offset(long seconds, short offset)
    {
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        var folder = NewFolder(lane, "Work");
        lane.Append(folder, SketchedMessage.Plain(1) with { Received = new ReceivedDate(seconds, offset) });
        var received = Assert.Single(lane.ListAll(folder)).Received!.Value;
        if (!lane.Traits.Keeps.ReceivedDates) Assert.NotEqual(seconds, received.UnixSeconds);
        else if (mailbox.KeepsOffsets) Assert.Equal(new ReceivedDate(seconds, offset), received);
        else Assert.Equal(seconds, received.UnixSeconds);
    }

    [Fact]
    public void A_received_date_in_the_future_is_kept_or_clamped_as_the_traits_say()
    {
        var future = new ReceivedDate(4_000_000_000, 0);
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        Assert.SkipUnless(lane.Traits.Keeps.ReceivedDates, "The store keeps no received dates.");
        var folder = NewFolder(lane, "Work");
        lane.Append(folder, SketchedMessage.Plain(1) with { Received = future });
        var received = Assert.Single(lane.ListAll(folder)).Received!.Value;
        if (lane.Traits.Keeps.ClampsFutureDates) Assert.True(received < future);
        else Assert.Equal(future.UnixSeconds, received.UnixSeconds);
    }

    [Fact]
    public void Without_a_date_the_store_gives_one()
    {
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        var folder = NewFolder(lane, "Work");
        lane.Append(folder, SketchedMessage.Plain(1) with { Received = null });
        Assert.NotNull(Assert.Single(lane.ListAll(folder)).Received);
    }

    [Fact]
    public void Flags_and_keywords_are_kept_as_far_as_the_folder_accepts_them()
    {
        var wanted = new[] { new MessageFlags((SystemFlags)31), default, new(SystemFlags.Seen, KeywordSet.Of("$Forwarded")), new(SystemFlags.None, KeywordSet.Of("Work", "$MDNSent", "later")) };
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        var folder = NewFolder(lane, "Work");
        var accepts = AcceptedBy(lane, folder);
        var sent = wanted.Select(f => Within(accepts, f)).ToArray();
        lane.Append(folder, [.. sent.Select((flags, i) => SketchedMessage.Plain(i) with { Flags = flags })]);
        Assert.Equal(sent, lane.ListAll(folder).Select(e => e.Flags));
    }

    private static AcceptedFlags AcceptedBy(IMailboxTarget lane, Folder folder)
    {
        using var listing = lane.ListMessages(folder, default, null, CancellationToken.None);
        return listing.Status.Accepts!;
    }

    private static MessageFlags Within(AcceptedFlags accepts, MessageFlags flags) =>
        new(flags.System & accepts.System, KeywordSet.Of(flags.Keywords.Where(k => accepts.NewKeywords || accepts.Keywords.Contains(k))));
}
