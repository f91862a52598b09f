namespace Godwit.Testing.Contracts;

public abstract partial class MailboxTargetContract
{
    private static (Folder Folder, FolderGeneration Generation, uint[] Uids) Filled(IMailboxTarget lane, params SketchedMessage[] messages)
    {
        var folder = NewFolder(lane, "Work");
        lane.Append(folder, messages);
        return (folder, lane.GenerationOf(folder), [.. lane.ListAll(folder).Select(e => e.Uid)]);
    }

    [Fact]
    public void Flags_are_added_and_removed_and_others_are_left_alone()
    {
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        var (folder, generation, uids) = Filled(lane, SketchedMessage.Plain(1, SystemFlags.Seen), SketchedMessage.Plain(2, SystemFlags.Seen | SystemFlags.Draft), SketchedMessage.Plain(3));
        lane.ChangeFlags(folder, generation, UidSet.Of(uids[0], uids[1]), new MessageFlags(SystemFlags.Flagged), new MessageFlags(SystemFlags.Seen), CancellationToken.None);
        Assert.Equal([SystemFlags.Flagged, SystemFlags.Flagged | SystemFlags.Draft, SystemFlags.None], lane.ListAll(folder).Select(e => e.Flags.System));
    }

    [Fact]
    public void Keywords_are_added_and_removed_where_the_folder_accepts_them()
    {
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        var (folder, generation, uids) = Filled(lane, SketchedMessage.Plains(2));
        Assert.SkipUnless(AcceptedBy(lane, folder).NewKeywords, "The folder takes no new keywords.");
        var keywords = new MessageFlags(SystemFlags.None, KeywordSet.Of("$Forwarded", "Later"));
        lane.ChangeFlags(folder, generation, UidSet.Of(uids), keywords, default, CancellationToken.None);
        lane.ChangeFlags(folder, generation, UidSet.Of(uids[0]), default, new MessageFlags(SystemFlags.None, KeywordSet.Of("later")), CancellationToken.None);
        Assert.Equal([KeywordSet.Of("$Forwarded"), keywords.Keywords], lane.ListAll(folder).Select(e => e.Flags.Keywords));
    }

    [Fact]
    public void Changing_flags_passes_over_uids_that_vanished()
    {
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        var (folder, generation, uids) = Filled(lane, SketchedMessage.Plains(3));
        var asked = UidSet.Of(uids[0], uids[2], uids[2] + 100);
        lane.ChangeFlags(folder, generation, asked, new MessageFlags(SystemFlags.Answered), default, CancellationToken.None);
        lane.ChangeFlags(folder, generation, UidSet.Empty, new MessageFlags(SystemFlags.Draft), default, CancellationToken.None);
        Assert.Equal([SystemFlags.Answered, SystemFlags.None, SystemFlags.Answered], lane.ListAll(folder).Select(e => e.Flags.System));
    }

    [Fact]
    public void A_delta_shows_flags_that_a_lane_changed()
    {
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        var (folder, generation, uids) = Filled(lane, SketchedMessage.Plains(5));
        var before = lane.StatusOf(folder);
        lane.ChangeFlags(folder, generation, UidSet.Of(uids[3]), new MessageFlags(SystemFlags.Seen), default, CancellationToken.None);
        using var listing = lane.ListMessages(folder, generation, before.Marker, CancellationToken.None);
        Assert.Equal(SystemFlags.Seen, Assert.Single(listing.ToList(), e => e.Uid == uids[3]).Flags.System);
    }

    [Fact]
    public void Changes_of_another_generation_are_refused_and_not_done()
    {
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        var (folder, generation, uids) = Filled(lane, SketchedMessage.Plains(2));
        var other = NewFolder(lane, "Other");
        var wrong = Another(generation);
        lane.Refuses(() => lane.ChangeFlags(folder, wrong, UidSet.Of(uids), new MessageFlags(SystemFlags.Seen), default, CancellationToken.None));
        lane.Refuses(() => lane.RemoveMessages(folder, wrong, UidSet.Of(uids), CancellationToken.None));
        lane.Refuses(() => lane.MoveMessages(folder, wrong, UidSet.Of(uids), other, CancellationToken.None));
        Assert.All(lane.ListAll(folder), e => Assert.Equal(SystemFlags.None, e.Flags.System));
        Assert.Equal(uids, lane.ListAll(folder).Select(e => e.Uid));
    }

    [Fact]
    public void Moved_messages_keep_bytes_dates_and_flags_and_their_new_uids_are_told()
    {
        var messages = new[] { SketchedMessage.Plain(1, SystemFlags.Seen), SketchedMessage.Plain(2), SketchedMessage.Plain(3, SystemFlags.Flagged) };
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        var (folder, generation, uids) = Filled(lane, messages);
        var other = NewFolder(lane, "Other");
        lane.Append(other, SketchedMessage.Plain(9));
        var asked = UidSet.Of(uids[0], uids[2], uids[2] + 100);
        if (!lane.Traits.Moves.CanMove)
        {
            lane.Refuses(() => lane.MoveMessages(folder, generation, asked, other, CancellationToken.None));
            Assert.Equal(3, lane.ListAll(folder).Count);
            return;
        }
        var before = lane.ListAll(folder);
        var moved = lane.MoveMessages(folder, generation, asked, other, CancellationToken.None);
        Assert.Equal([uids[1]], lane.ListAll(folder).Select(e => e.Uid));
        var arrived = lane.ListAll(other).Skip(1).ToList();
        Assert.Equal([(before[0].Flags, before[0].Received), (before[2].Flags, before[2].Received)], arrived.Select(e => (e.Flags, e.Received)));
        ShouldHold(lane, other, SketchedMessage.Plain(9), messages[0], messages[2]);
        if (moved is null) return;
        Assert.Equal(lane.GenerationOf(other), moved.Generation);
        Assert.Equal([(uids[0], arrived[0].Uid), (uids[2], arrived[1].Uid)], moved.From.Zip(moved.To).OrderBy(p => p.First));
    }

    [Fact]
    public void Exactly_the_asked_for_messages_are_removed_and_no_other_deleted_one()
    {
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        var (folder, generation, uids) = Filled(lane, SketchedMessage.Plain(1), SketchedMessage.Plain(2, SystemFlags.Deleted), SketchedMessage.Plain(3, SystemFlags.Deleted), SketchedMessage.Plain(4));
        var asked = UidSet.Of(uids[0], uids[2], uids[3] + 100);
        if (!lane.Traits.Moves.CanRemove)
        {
            lane.Refuses(() => lane.RemoveMessages(folder, generation, asked, CancellationToken.None));
            Assert.Equal(uids, lane.ListAll(folder).Select(e => e.Uid));
            return;
        }
        lane.RemoveMessages(folder, generation, asked, CancellationToken.None);
        Assert.Equal([(uids[1], SystemFlags.Deleted), (uids[3], SystemFlags.None)], lane.ListAll(folder).Select(e => (e.Uid, e.Flags.System)));
    }

    [Fact]
    public void Leaving_a_lane_removes_no_deleted_message()
    {
        using var mailbox = NewMailbox();
        using (var lane = Open(mailbox))
        {
            var (folder, generation, uids) = Filled(lane, SketchedMessage.Plain(1, SystemFlags.Deleted), SketchedMessage.Plain(2));
            lane.ChangeFlags(folder, generation, UidSet.Of(uids[1]), new MessageFlags(SystemFlags.Deleted), default, CancellationToken.None);
            lane.ListAll(lane.Find(FolderPath.Inbox));
        }
        using var after = Open(mailbox);
        Assert.Equal(2, after.ListAll(after.Find(Work)).Count);
    }
}
