namespace Godwit.Testing.Contracts;

public abstract partial class MailboxSourceContract
{
    [Fact]
    public void Messages_are_listed_by_ascending_uid()
    {
        using var mailbox = MailboxWith(Work, SketchedMessage.Plains(250));
        using var lane = Open(mailbox);
        var uids = lane.ListAll(lane.Find(Work)).Select(e => e.Uid).ToList();
        Assert.Equal(250, uids.Count);
        Assert.Equal(uids.Distinct().Order(), uids);
    }

    [Fact]
    public void A_listing_tells_flags_dates_and_sizes()
    {
        var message = SketchedMessage.Plain(1, SystemFlags.Seen | SystemFlags.Flagged) with { Received = new ReceivedDate(1_234_567_890, 120) };
        using var mailbox = MailboxWith(FolderPath.Inbox, message);
        using var lane = Open(mailbox);
        var entry = Assert.Single(lane.ListAll(lane.Find(FolderPath.Inbox)));
        Assert.Equal(SystemFlags.Seen | SystemFlags.Flagged, entry.Flags.System);
        Assert.NotNull(entry.Received);
        if (lane.Traits.Keeps.ReceivedDates) Assert.Equal(1_234_567_890, entry.Received.Value.UnixSeconds);
        if (lane.Traits.Keeps.ReceivedDates && mailbox.KeepsOffsets) Assert.Equal(120, entry.Received.Value.OffsetMinutes);
        if (!lane.Traits.Keeps.RewritesMessages) Assert.Equal(message.Bytes.Length, entry.SizeHint);
    }

    [Fact]
    public void A_listing_begins_with_the_state_of_the_folder()
    {
        using var mailbox = MailboxWith(Work, SketchedMessage.Plains(5));
        using var lane = Open(mailbox);
        var folder = lane.Find(Work);
        using var listing = lane.ListMessages(folder, default, null, CancellationToken.None);
        Assert.Equal(5, listing.Status.Messages);
        Assert.NotNull(listing.Status.Accepts);
        Assert.False(listing.IsDelta);
        Assert.Equal(lane.Traits.Reports.Changes, listing.Status.Marker.IsKnown);
    }

    [Fact]
    public void A_listing_from_a_uid_never_tells_a_lower_one()
    {
        using var mailbox = MailboxWith(Work, SketchedMessage.Plains(5));
        using var lane = Open(mailbox);
        var folder = lane.Find(Work);
        var uids = lane.ListAll(folder).Select(e => e.Uid).ToList();
        using (var listing = lane.ListFrom(folder, uids[3], CancellationToken.None))
        {
            Assert.False(listing.IsDelta);
            Assert.Equal(uids[3..], listing.ToList().Select(e => e.Uid));
        }
        using var beyond = lane.ListFrom(folder, uids[4] + 1, CancellationToken.None);
        Assert.Empty(beyond.ToList());
    }

    [Fact]
    public void A_listing_that_is_left_early_gives_the_lane_back()
    {
        using var mailbox = MailboxWith(Work, SketchedMessage.Plains(50));
        using var lane = Open(mailbox);
        using (var listing = lane.ListMessages(lane.Find(Work), default, null, CancellationToken.None)) Assert.True(listing.MoveNext(out _));
        Assert.Equal(50, lane.ListAll(lane.Find(Work)).Count);
    }

    [Fact]
    public void Only_a_delta_at_its_end_tells_what_vanished()
    {
        using var mailbox = MailboxWith(Work, SketchedMessage.Plains(3));
        using var lane = Open(mailbox);
        var folder = lane.Find(Work);
        using (var full = lane.ListMessages(folder, default, null, CancellationToken.None))
        {
            full.ToList();
            Assert.Throws<InvalidOperationException>(() => full.Vanished(UidSet.All));
        }
        var status = OpenStatus(lane, folder);
        mailbox.Deliver(Work, SketchedMessage.Plain(4));
        using var delta = lane.ListMessages(folder, status.Generation, status.Marker, CancellationToken.None);
        Assert.Throws<InvalidOperationException>(() => delta.Vanished(UidSet.All));
    }

    [Fact]
    public void A_uid_is_never_used_again()
    {
        using var mailbox = MailboxWith(Work, SketchedMessage.Plains(3));
        Assert.SkipUnless(mailbox.CanExpunge, "The owner cannot remove messages here.");
        using var lane = Open(mailbox);
        var highest = lane.ListAll(lane.Find(Work))[^1].Uid;
        mailbox.Expunge(Work, highest);
        mailbox.Deliver(Work, SketchedMessage.Plain(4));
        Assert.True(lane.ListAll(lane.Find(Work))[^1].Uid > highest);
    }

    [Fact]
    public void Without_a_change_a_delta_says_that_nothing_vanished()
    {
        using var mailbox = MailboxWith(Work, SketchedMessage.Plains(5));
        using var lane = Open(mailbox);
        var folder = lane.Find(Work);
        var known = UidSet.Of(lane.ListAll(folder).Select(e => e.Uid));
        var (status, isDelta, _, vanished) = Changes(lane, folder, OpenStatus(lane, folder), known);
        Assert.Equal(lane.Traits.Reports.Changes, isDelta);
        Assert.True(vanished.IsEmpty);
        Assert.Equal(5, status.Messages);
    }

    [Fact]
    public void A_delta_leaves_out_nothing_that_changed()
    {
        using var mailbox = MailboxWith(Work, SketchedMessage.Plains(10));
        using var lane = Open(mailbox);
        var folder = lane.Find(Work);
        var before = OpenStatus(lane, folder);
        var uids = lane.ListAll(folder).Select(e => e.Uid).ToList();
        mailbox.SetFlags(Work, uids[2], new MessageFlags(SystemFlags.Flagged));
        mailbox.SetFlags(Work, uids[7], new MessageFlags(SystemFlags.Seen | SystemFlags.Answered));
        mailbox.Deliver(Work, SketchedMessage.Plain(11));
        var (_, _, entries, _) = Changes(lane, folder, before, UidSet.Of(uids));
        Assert.Equal(SystemFlags.Flagged, Assert.Single(entries, e => e.Uid == uids[2]).Flags.System);
        Assert.Equal(SystemFlags.Seen | SystemFlags.Answered, Assert.Single(entries, e => e.Uid == uids[7]).Flags.System);
        Assert.Single(entries, e => e.Uid > uids[^1]);
        Assert.Equal(entries.Select(e => e.Uid).Distinct().Order(), entries.Select(e => e.Uid));
    }

    [Fact]
    public void A_delta_tells_exactly_what_vanished()
    {
        using var mailbox = MailboxWith(Work, SketchedMessage.Plains(10));
        Assert.SkipUnless(mailbox.CanExpunge, "The owner cannot remove messages here.");
        using var lane = Open(mailbox);
        var folder = lane.Find(Work);
        var before = OpenStatus(lane, folder);
        var uids = lane.ListAll(folder).Select(e => e.Uid).ToList();
        foreach (var index in (int[])[0, 4, 5, 9]) mailbox.Expunge(Work, uids[index]);
        var (status, _, _, vanished) = Changes(lane, folder, before, UidSet.Of(uids));
        Assert.Equal(UidSet.Of(uids[0], uids[4], uids[5], uids[9]), vanished);
        Assert.Equal(6, status.Messages);
        Assert.Equal(UidSet.Of(uids[4]), Changes(lane, folder, before, UidSet.Of(uids[3], uids[4])).Vanished);
    }

    [Fact]
    public void A_change_made_while_a_listing_runs_is_found_by_the_next_delta()
    {
        using var mailbox = MailboxWith(Work, SketchedMessage.Plains(10));
        using var lane = Open(mailbox);
        var folder = lane.Find(Work);
        FolderStatus before;
        uint first;
        using (var listing = lane.ListMessages(folder, default, null, CancellationToken.None))
        {
            Assert.True(listing.MoveNext(out var entry));
            first = entry.Uid;
            mailbox.SetFlags(Work, first, new MessageFlags(SystemFlags.Draft));
            while (listing.MoveNext(out _)) { }
            before = listing.Status;
        }
        Assert.Equal(SystemFlags.Draft, Assert.Single(Changes(lane, folder, before, UidSet.Empty).Entries, e => e.Uid == first).Flags.System);
    }

    [Fact]
    public void A_marker_of_another_generation_gives_a_full_listing()
    {
        using var mailbox = MailboxWith(Work, SketchedMessage.Plains(4));
        using var lane = Open(mailbox);
        var folder = lane.Find(Work);
        var status = OpenStatus(lane, folder);
        var other = new FolderGeneration(status.Generation.Number + 1);
        using var listing = lane.ListMessages(folder, other, status.Marker, CancellationToken.None);
        Assert.False(listing.IsDelta);
        Assert.Equal(4, listing.ToList().Count);
    }

    [Fact]
    public void A_rebuilt_folder_tells_a_new_generation()
    {
        using var mailbox = MailboxWith(Work, SketchedMessage.Plains(4));
        Assert.SkipUnless(mailbox.CanRebuild, "The store cannot be made to rebuild a folder.");
        using var lane = Open(mailbox);
        var folder = lane.Find(Work);
        var before = OpenStatus(lane, folder);
        mailbox.Rebuild(Work);
        Assert.NotEqual(before.Generation, OpenStatus(lane, folder).Generation);
        Assert.False(Changes(lane, folder, before, UidSet.Empty).IsDelta);
        lane.Refuses(() => lane.ReadMessages(folder, before.Generation, UidSet.All, MessagePart.Whole, CancellationToken.None).Dispose());
    }
}
