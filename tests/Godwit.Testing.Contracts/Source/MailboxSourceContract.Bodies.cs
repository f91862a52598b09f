namespace Godwit.Testing.Contracts;

public abstract partial class MailboxSourceContract
{
    [Theory]
    [MemberData(nameof(NastyMessages.Names), MemberType = typeof(NastyMessages))]
    public void A_body_comes_exactly_as_stored(string name)
    {
        var message = NastyMessages.Named(name);
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        Assert.SkipUnless(NastyMessages.IsTakenBy(lane.Traits.Limits, message), "The store does not take such a message.");
        mailbox.Deliver(FolderPath.Inbox, message);
        var (_, bytes) = Assert.Single(lane.ReadAll(lane.Find(FolderPath.Inbox)));
        if (lane.Traits.Keeps.RewritesMessages) Assert.Equal(message.BodyDigest, Digests.OfBody(bytes));
        else Assert.Equal(message.Digest, Digests.Of(bytes));
    }

    [Fact]
    public void Messages_come_by_ascending_uid_each_with_its_own_body()
    {
        var messages = SketchedMessage.Plains(300);
        using var mailbox = MailboxWith(Work, messages);
        using var lane = Open(mailbox);
        var uids = lane.ListAll(lane.Find(Work)).Select(e => e.Uid).ToList();
        var read = lane.ReadAll(lane.Find(Work));
        Assert.Equal(uids, read.Select(r => r.Uid));
        Assert.Equal(messages.Select(m => m.BodyDigest), read.Select(r => Digests.OfBody(r.Bytes)));
    }

    [Fact]
    public void Only_the_asked_for_messages_come()
    {
        using var mailbox = MailboxWith(Work, SketchedMessage.Plains(30));
        using var lane = Open(mailbox);
        var uids = lane.ListAll(lane.Find(Work)).Select(e => e.Uid).ToList();
        var asked = UidSet.Of(uids[3], uids[4], uids[5], uids[11], uids[29]);
        Assert.Equal(asked.Enumerate(), lane.ReadAll(lane.Find(Work), asked).Select(r => r.Uid));
        Assert.Empty(lane.ReadAll(lane.Find(Work), UidSet.Empty));
    }

    [Fact]
    public void A_message_that_vanished_is_left_out()
    {
        using var mailbox = MailboxWith(Work, SketchedMessage.Plains(6));
        Assert.SkipUnless(mailbox.CanExpunge, "The owner cannot remove messages here.");
        using var lane = Open(mailbox);
        var uids = lane.ListAll(lane.Find(Work)).Select(e => e.Uid).ToList();
        mailbox.Expunge(Work, uids[1]);
        mailbox.Expunge(Work, uids[5]);
        var asked = UidSet.Of(uids).Union(UidSet.Of(uids[^1] + 50));
        Assert.Equal([uids[0], uids[2], uids[3], uids[4]], lane.ReadAll(lane.Find(Work), asked).Select(r => r.Uid));
    }

    [Fact]
    public void Reading_marks_nothing_as_seen()
    {
        using var mailbox = MailboxWith(FolderPath.Inbox, SketchedMessage.Plains(5));
        using var lane = Open(mailbox);
        var inbox = lane.Find(FolderPath.Inbox);
        lane.ReadAll(inbox);
        lane.ReadAll(inbox, part: MessagePart.Header);
        Assert.All(lane.ListAll(inbox), e => Assert.Equal(SystemFlags.None, e.Flags.System));
    }

    [Fact]
    public void A_source_lane_changes_nothing()
    {
        using var mailbox = MailboxWith(Work, SketchedMessage.Plain(1), SketchedMessage.Plain(2, SystemFlags.Deleted), SketchedMessage.Plain(3, SystemFlags.Seen));
        using var watcher = Open(mailbox);
        var folder = watcher.Find(Work);
        var (status, entries) = (OpenStatus(watcher, folder), watcher.ListAll(folder));
        using (var lane = Open(mailbox))
        {
            lane.ReadAll(folder);
            lane.ReadAll(folder, part: MessagePart.Header);
            OpenStatus(lane, folder);
        }
        Assert.Equal(entries, watcher.ListAll(folder));
        var after = OpenStatus(watcher, folder);
        Assert.Equal((status.Generation, status.UidNext, status.Messages, status.Marker), (after.Generation, after.UidNext, after.Messages, after.Marker));
    }

    [Fact]
    public void A_message_is_passed_over_without_reading_its_body()
    {
        var messages = SketchedMessage.Plains(9);
        messages[4] = NastyMessages.Named("five megabytes");
        using var mailbox = MailboxWith(Work, messages);
        using var lane = Open(mailbox);
        var folder = lane.Find(Work);
        var digests = new List<MessageDigest>();
        using (var reader = lane.ReadMessages(folder, lane.GenerationOf(folder), UidSet.All, MessagePart.Whole, CancellationToken.None))
        {
            for (var index = 0; reader.MoveNext(); index++)
            {
                if (index % 2 == 1) digests.Add(Digests.OfBody(reader.Current.ReadBody()));
                else if (index == 4) Assert.False(reader.Current.NextPiece().IsEmpty);
            }
        }
        Assert.Equal([messages[1].BodyDigest, messages[3].BodyDigest, messages[5].BodyDigest, messages[7].BodyDigest], digests);
    }

    [Fact]
    public void A_large_body_comes_in_pieces_and_is_never_held_whole()
    {
        using var mailbox = MailboxWith(FolderPath.Inbox, NastyMessages.Named("five megabytes"));
        using var lane = Open(mailbox);
        var inbox = lane.Find(FolderPath.Inbox);
        using var reader = lane.ReadMessages(inbox, lane.GenerationOf(inbox), UidSet.All, MessagePart.Whole, CancellationToken.None);
        Assert.True(reader.MoveNext());
        for (var piece = reader.Current.NextPiece(); !piece.IsEmpty; piece = reader.Current.NextPiece()) Assert.InRange(piece.Length, 1, 1024 * 1024);
    }

    [Fact]
    public void The_header_part_ends_with_its_blank_line()
    {
        var names = new[] { "a line of 50 kB", "a header line of 20 kB", "a blank line first", "UTF-8" };
        var messages = names.Select(NastyMessages.Named).ToArray();
        using var mailbox = MailboxWith(Work, messages);
        using var lane = Open(mailbox);
        Assert.SkipWhen(lane.Traits.Keeps.RewritesMessages, "The store rewrites headers.");
        var headers = lane.ReadAll(lane.Find(Work), part: MessagePart.Header).Select(r => Digests.Of(r.Bytes).Content);
        Assert.Equal(messages.Select(m => Digests.Of(m.Bytes.AsSpan(0, Digests.HeaderLength(m.Bytes))).Content), headers);
    }

    [Fact]
    public void Another_generation_is_refused_and_the_lane_goes_on()
    {
        using var mailbox = MailboxWith(Work, SketchedMessage.Plains(2));
        using var lane = Open(mailbox);
        var folder = lane.Find(Work);
        var other = new FolderGeneration(lane.GenerationOf(folder).Number + 1);
        var fault = lane.Refuses(() => lane.ReadMessages(folder, other, UidSet.All, MessagePart.Whole, CancellationToken.None).Dispose());
        Assert.Equal(ConnectorFaults.GenerationChanged.Code, fault.Fault.Code);
    }

    [Fact]
    public void A_reader_may_be_left_early()
    {
        using var mailbox = MailboxWith(FolderPath.Inbox, [NastyMessages.Named("five megabytes"), .. SketchedMessage.Plains(5)]);
        using (var lane = Open(mailbox))
        {
            var inbox = lane.Find(FolderPath.Inbox);
            using var reader = lane.ReadMessages(inbox, lane.GenerationOf(inbox), UidSet.All, MessagePart.Whole, CancellationToken.None);
            Assert.True(reader.MoveNext());
            Assert.False(reader.Current.NextPiece().IsEmpty);
        }
        using var next = Open(mailbox);
        Assert.Equal(6, next.ReadAll(next.Find(FolderPath.Inbox)).Count);
    }

    [Fact]
    public void Cancelling_in_the_middle_of_a_message_ends_the_lane()
    {
        using var mailbox = MailboxWith(FolderPath.Inbox, NastyMessages.Named("five megabytes"));
        using var lane = Open(mailbox);
        var inbox = lane.Find(FolderPath.Inbox);
        using var cancelling = new CancellationTokenSource();
        using (var reader = lane.ReadMessages(inbox, lane.GenerationOf(inbox), UidSet.All, MessagePart.Whole, cancelling.Token))
        {
            Assert.True(reader.MoveNext());
            reader.Current.NextPiece();
            cancelling.Cancel();
            Assert.ThrowsAny<OperationCanceledException>(() => reader.Current.ReadBody());
        }
        lane.ShouldBeClosed();
    }
}
