namespace Godwit.Connectors.Memory.Tests;

public sealed class MailboxTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly FolderPath Work = FolderPath.Of("Work");

    private static IMailboxTarget Open(MemoryMailbox mailbox) => new MemoryConnector(mailbox).OpenTarget(None);

    [Fact]
    public void The_same_calls_make_the_same_mailbox()
    {
        Assert.Equal(Describe(Make()), Describe(Make()));

        static MemoryMailbox Make()
        {
            var mailbox = new MemoryMailbox("anna", new MemoryOptions { Rewrites = RewriteHabit.AddsHeader });
            mailbox.CreateFolder(Work);
            using var lane = Open(mailbox);
            lane.Append(lane.Find(Work), SketchedMessage.Plains(5));
            mailbox.Move(Work, 2, FolderPath.Inbox);
            mailbox.Expunge(Work, 3);
            mailbox.Rebuild(Work, renumber: true);
            return mailbox;
        }

        static IEnumerable<string> Describe(MemoryMailbox mailbox) => mailbox.Snapshot().Folders.SelectMany(f =>
            f.Messages.Select(m => $"{f.Folder} {f.Status} {m.Uid} {m.Flags} {m.Received} {m.ModSeq} {m.Content.Digest}"));
    }

    [Fact]
    public void Renaming_the_inbox_moves_its_messages_into_a_new_folder_and_leaves_it_empty()
    {
        var mailbox = new MemoryMailbox("anna");
        mailbox.Deliver(FolderPath.Inbox, MemoryContent.Of("one"));
        mailbox.RenameFolder(FolderPath.Inbox, FolderPath.Of("Old"));
        var snapshot = mailbox.Snapshot();
        Assert.Empty(snapshot.Find(FolderPath.Inbox)!.Messages);
        Assert.Single(snapshot.Find(FolderPath.Of("Old"))!.Messages);
        Assert.NotEqual(snapshot.Folders[0].Status.Generation, snapshot.Folders[1].Status.Generation);
    }

    [Fact]
    public void A_deleted_folder_with_children_stays_as_a_node_and_can_hold_messages_again()
    {
        var mailbox = new MemoryMailbox("anna");
        mailbox.CreateFolder(FolderPath.Parse("Work/Sub"));
        mailbox.Deliver(Work, MemoryContent.Of("one"));
        mailbox.DeleteFolder(Work);
        using var lane = Open(mailbox);
        Assert.False(lane.Find(Work).HoldsMessages);
        lane.Refuses(() => lane.ListAll(lane.Find(Work)));
        mailbox.CreateFolder(Work);
        Assert.True(lane.Find(Work).HoldsMessages);
        Assert.Empty(lane.ListAll(lane.Find(Work)));
    }

    [Fact]
    public void A_role_is_given_once()
    {
        using var lane = Open(new MemoryMailbox("anna"));
        Assert.Equal(SpecialUse.Sent, lane.CreateFolder(FolderPath.Of("Sent"), SpecialUse.Sent, None).Role);
        Assert.Equal(SpecialUse.None, lane.CreateFolder(FolderPath.Of("Gesendet"), SpecialUse.Sent, None).Role);
    }

    [Fact]
    public void A_full_mailbox_is_the_mailboxes_fault_and_frees_room_when_messages_go()
    {
        var mailbox = new MemoryMailbox("anna", new MemoryOptions { QuotaBytes = 1_000 });
        using (var lane = Open(mailbox))
        {
            var inbox = lane.Find(FolderPath.Inbox);
            lane.Append(inbox, new SketchedMessage(new byte[900]));
            var fault = Assert.Throws<FaultException>(() => lane.Append(inbox, new SketchedMessage(new byte[101])));
            Assert.Equal(ConnectorFaults.OverQuota.Code, fault.Fault.Code);
            Assert.Throws<FaultException>(() => lane.ListFolders(None));
        }
        mailbox.Expunge(FolderPath.Inbox, 1);
        using var next = Open(mailbox);
        Assert.Single(next.Append(next.Find(FolderPath.Inbox), new SketchedMessage(new byte[1_000])).StoredTickets);
    }

    [Fact]
    public void No_more_lanes_are_open_at_once_than_the_traits_say()
    {
        var mailbox = new MemoryMailbox("anna", new MemoryOptions { Traits = new ConnectorTraits { MaxLanes = 2 } });
        using var one = Open(mailbox);
        using (Open(mailbox)) Assert.Equal(ConnectorFaults.TooManyConnections.Code, Assert.Throws<FaultException>(() => Open(mailbox)).Fault.Code);
        Open(mailbox).Dispose();
    }

    [Fact]
    public void An_atomic_group_with_a_refused_message_is_refused_whole()
    {
        var options = new MemoryOptions { Traits = new ConnectorTraits { Limits = new MessageLimits { AcceptsEmptyMessages = false } } };
        var messages = SketchedMessage.Plains(5);
        messages[2] = new SketchedMessage([]);
        using var atomic = Open(new MemoryMailbox("anna", options));
        Assert.All(atomic.Append(atomic.Find(FolderPath.Inbox), messages).All, o => Assert.Equal((5, ConnectorFaults.MessageRefused.Code), (o.GroupSize, o.Refusal?.Code)));
        using var single = Open(new MemoryMailbox("ben", options with { AtomicGroups = false }));
        Assert.Equal([1], single.Append(single.Find(FolderPath.Inbox), messages).All.Where(o => o.Refusal is not null).Select(o => o.GroupSize));
    }

    [Fact]
    public void A_keyword_that_no_server_could_name_is_refused()
    {
        using var lane = Open(new MemoryMailbox("anna"));
        var message = SketchedMessage.Plain(1) with { Flags = new MessageFlags(SystemFlags.None, KeywordSet.Of("\\Indexed")) };
        Assert.Equal(ConnectorFaults.MessageRefused.Code, Assert.Single(lane.Append(lane.Find(FolderPath.Inbox), message).All).Refusal!.Code);
    }

    [Fact]
    public void What_vanished_is_told_however_little_the_folder_remembers()
    {
        foreach (var memory in (int[])[0, 1, 3, 100])
        {
            var mailbox = new MemoryMailbox("anna", new MemoryOptions { VanishedMemory = memory });
            for (var i = 0; i < 20; i++) mailbox.Deliver(FolderPath.Inbox, MemoryContent.Of($"{i}"));
            using var lane = Open(mailbox);
            var inbox = lane.Find(FolderPath.Inbox);
            var before = lane.StatusOf(inbox);
            for (uint uid = 2; uid <= 20; uid += 2) mailbox.Expunge(FolderPath.Inbox, uid);
            using var delta = lane.ListMessages(inbox, before.Generation, before.Marker, None);
            Assert.True(delta.IsDelta);
            Assert.Empty(delta.ToList());
            Assert.Equal(UidSet.Of(2, 4, 6, 8, 10, 12, 14, 16, 18, 20), delta.Vanished(UidSet.Range(1, 20)));
        }
    }

    [Fact]
    public void A_generation_may_be_used_twice_by_a_store_that_lies()
    {
        var mailbox = new MemoryMailbox("anna");
        for (var i = 0; i < 3; i++) mailbox.Deliver(FolderPath.Inbox, MemoryContent.Of($"{i}"));
        mailbox.Expunge(FolderPath.Inbox, 1);
        var before = mailbox.Snapshot().Folders[0].Status.Generation;
        mailbox.Rebuild(FolderPath.Inbox, renumber: true, before);
        var after = mailbox.Snapshot().Folders[0];
        Assert.Equal(before, after.Status.Generation);
        Assert.Equal([1u, 2u], after.Messages.Select(m => m.Uid));
    }

    [Fact]
    public void Lanes_and_their_owner_work_from_many_threads()
    {
        var mailbox = new MemoryMailbox("anna");
        Parallel.For(0, 8, number =>
        {
            using var lane = Open(mailbox);
            var folder = lane.CreateFolder(FolderPath.Of("Shared"), SpecialUse.None, None);
            for (var i = 0; i < 20; i++)
            {
                lane.Append(folder, SketchedMessage.Plains(5));
                mailbox.Expunge(folder.Path, (uint)(number * 20 + i));
                lane.ListAll(folder);
            }
        });
        var shared = mailbox.Snapshot().Find(FolderPath.Of("Shared"))!;
        Assert.Equal(801u, shared.Status.UidNext);
        Assert.Equal(shared.Messages.Select(m => m.Uid).Distinct().Order(), shared.Messages.Select(m => m.Uid));
    }

    [Fact]
    public void A_lane_with_an_open_listing_does_nothing_else()
    {
        using var lane = Open(new MemoryMailbox("anna"));
        using var listing = lane.ListMessages(lane.Find(FolderPath.Inbox), default, null, None);
        Assert.Throws<InvalidOperationException>(() => lane.ListFolders(None));
    }
}
