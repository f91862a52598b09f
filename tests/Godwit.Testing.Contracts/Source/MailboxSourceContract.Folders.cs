namespace Godwit.Testing.Contracts;

public abstract partial class MailboxSourceContract
{
    [Fact]
    public void The_identity_of_a_mailbox_stays_the_same()
    {
        using var mailbox = NewMailbox();
        var before = mailbox.Connector.Identity;
        Open(mailbox).Dispose();
        Assert.NotEmpty(before);
        Assert.Equal(before, mailbox.Connector.Identity);
    }

    [Fact]
    public void A_fresh_mailbox_has_one_inbox_that_holds_messages()
    {
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        var inbox = Assert.Single(lane.ListFolders(CancellationToken.None), e => e.Folder.Path.IsInbox).Folder;
        Assert.True(inbox.HoldsMessages);
        Assert.Empty(lane.ListAll(inbox));
    }

    [Fact]
    public void Folders_are_listed_parents_before_children_and_each_once()
    {
        using var mailbox = NewMailbox();
        foreach (var path in (string[])["Work/2023/Q4", "Work/2023/Q1", "Work", "Archive/Old", "Zoo", "A"]) mailbox.CreateFolder(FolderPath.Parse(path));
        using var lane = Open(mailbox);
        var paths = lane.ListFolders(CancellationToken.None).Select(e => e.Folder.Path).ToList();
        Assert.Equal(paths.Count, paths.Distinct().Count());
        foreach (var path in paths.Where(p => p.Parent is not null && paths.Contains(p.Parent)))
            Assert.True(paths.IndexOf(path.Parent!) < paths.IndexOf(path), $"'{path}' comes before its parent.");
        Assert.Empty(((FolderPath[])[FolderPath.Parse("Work/2023/Q4"), FolderPath.Parse("Work/2023/Q1"), FolderPath.Parse("Archive/Old"), Work]).Except(paths));
    }

    [Theory]
    [InlineData("Projekte/Übersicht")]
    [InlineData("日本語/受信箱")]
    [InlineData("Entwürfe & Notizen")]
    [InlineData("smile 😀 & more")]
    [InlineData("with ~ % * \" ( ) { }")]
    [InlineData("&AOk-")]
    public void A_folder_keeps_its_name(string name)
    {
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        Assert.SkipWhen(name.Any(lane.Traits.Naming.ForbiddenCharacters.Replace("/", "", StringComparison.Ordinal).Contains), "The store forbids one of the characters.");
        mailbox.CreateFolder(FolderPath.Parse(name));
        mailbox.Deliver(FolderPath.Parse(name), SketchedMessage.Plain(1));
        Assert.Single(lane.ListAll(lane.Find(FolderPath.Parse(name))));
    }

    [Fact]
    public void A_status_counts_messages_and_bounds_the_next_uid()
    {
        using var mailbox = MailboxWith(Work, SketchedMessage.Plains(7));
        using var lane = Open(mailbox);
        var status = lane.StatusOf(lane.Find(Work));
        Assert.Equal(7, status.Messages);
        Assert.True(status.Generation.IsKnown);
        var highest = lane.ListAll(lane.Find(Work))[^1].Uid;
        Assert.True(status.UidNext > highest);
        mailbox.Deliver(Work, SketchedMessage.Plain(8));
        Assert.True(lane.ListAll(lane.Find(Work))[^1].Uid >= status.UidNext);
    }

    [Fact]
    public void States_come_in_the_asked_order_with_null_for_a_folder_that_vanished()
    {
        using var mailbox = MailboxWith(Work, SketchedMessage.Plains(3));
        mailbox.CreateFolder(FolderPath.Of("Gone"));
        using var lane = Open(mailbox);
        var gone = lane.Find(FolderPath.Of("Gone"));
        mailbox.DeleteFolder(FolderPath.Of("Gone"));
        var states = lane.ReadStatus([lane.Find(Work), gone, lane.Find(FolderPath.Inbox)], CancellationToken.None);
        Assert.Equal([3L, null, 0L], states.Select(s => s?.Messages));
    }

    [Fact]
    public void A_status_that_comes_with_the_folders_is_the_same_as_one_asked_for()
    {
        using var mailbox = MailboxWith(Work, SketchedMessage.Plains(3));
        using var lane = Open(mailbox);
        foreach (var (folder, status) in lane.ListFolders(CancellationToken.None).Where(e => e.Status is not null).Select(e => (e.Folder, e.Status!)))
        {
            var asked = lane.StatusOf(folder);
            Assert.Equal((asked.Generation, asked.UidNext, asked.Messages), (status.Generation, status.UidNext, status.Messages));
        }
    }

    [Fact]
    public void An_identifier_of_a_folder_survives_its_rename()
    {
        using var mailbox = MailboxWith(Work, SketchedMessage.Plains(2));
        using var lane = Open(mailbox);
        var before = lane.Find(Work);
        mailbox.RenameFolder(Work, FolderPath.Of("Labour"));
        var after = lane.Find(FolderPath.Of("Labour"));
        Assert.Null(lane.TryFind(Work));
        Assert.Equal(before.ObjectId, after.ObjectId);
        Assert.Equal(2, lane.ListAll(after).Count);
    }

    [Fact]
    public void A_folder_that_vanished_is_refused_and_the_lane_goes_on()
    {
        using var mailbox = NewMailbox();
        mailbox.CreateFolder(Work);
        using var lane = Open(mailbox);
        var folder = lane.Find(Work);
        var generation = lane.GenerationOf(folder);
        mailbox.DeleteFolder(Work);
        lane.Refuses(() => lane.ListMessages(folder, default, null, CancellationToken.None).Dispose());
        lane.Refuses(() => lane.ReadMessages(folder, generation, UidSet.All, MessagePart.Whole, CancellationToken.None).Dispose());
    }

    [Fact]
    public void Two_lanes_work_side_by_side()
    {
        using var mailbox = MailboxWith(Work, SketchedMessage.Plains(20));
        using IMailboxSource one = Open(mailbox), two = Open(mailbox);
        using var first = one.ListMessages(one.Find(Work), default, null, CancellationToken.None);
        using var second = two.ListMessages(two.Find(Work), default, null, CancellationToken.None);
        while (first.MoveNext(out var entry))
        {
            Assert.True(second.MoveNext(out var other));
            Assert.Equal(entry.Uid, other.Uid);
        }
    }

    [Fact]
    public void A_cancelled_token_stops_before_anything_begins()
    {
        using var mailbox = NewMailbox();
        using var lane = Open(mailbox);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => lane.ListFolders(cancelled.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => mailbox.Connector.OpenSource(cancelled.Token));
    }
}
