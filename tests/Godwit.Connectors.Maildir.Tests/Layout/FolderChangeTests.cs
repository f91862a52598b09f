namespace Godwit.Connectors.Maildir.Tests.Layout;

public sealed class FolderChangeTests
{
    private static Folder Make(IMailboxTarget lane, string path) => lane.CreateFolder(FolderPath.Parse(path), SpecialUse.None, CancellationToken.None);

    [Fact]
    public void A_new_flat_folder_is_a_directory_with_its_mark()
    {
        using var mail = new HandmadeMaildir();
        using var lane = mail.OpenTarget();
        Make(lane, "Projekte/Übersicht");
        var directory = Path.Combine(mail.Root, ".Projekte.&ANw-bersicht");
        foreach (var part in (string[])["cur", "new", "tmp"]) Assert.True(Directory.Exists(Path.Combine(directory, part)));
        Assert.True(File.Exists(Path.Combine(directory, "maildirfolder")));
    }

    [Fact]
    public void A_new_nested_folder_comes_with_its_parents()
    {
        using var mail = new HandmadeMaildir { Settings = s => s with { Layout = MaildirLayout.Nested, NameEncoding = FolderNameEncoding.Utf8 } };
        using var lane = mail.OpenTarget();
        Make(lane, "Projekte/Übersicht");
        Assert.True(Directory.Exists(Path.Combine(mail.Root, "Projekte/Übersicht/cur")));
        Assert.True(Directory.Exists(Path.Combine(mail.Root, "Projekte/cur")));
    }

    [Theory]
    [InlineData(MaildirLayout.Flat)]
    [InlineData(MaildirLayout.Nested)]
    public void A_folder_with_messages_is_not_deleted(MaildirLayout layout)
    {
        using var mail = new HandmadeMaildir { Settings = s => s with { Layout = layout } };
        using var lane = mail.OpenTarget();
        var folder = Make(lane, "Work");
        lane.Append(folder, SketchedMessage.Plain(1));
        Assert.Equal(ConnectorFaults.FolderRefused, lane.Refuses(() => lane.DeleteFolder(folder, CancellationToken.None)).Fault.Kind);
        Assert.Single(lane.ReadAll(folder));
        lane.Append(folder, SketchedMessage.Plain(2));
        Assert.Equal(2, lane.ListAll(folder).Count);
    }

    [Fact]
    public void Deleting_takes_what_other_programs_keep_in_a_folder_along()
    {
        using var mail = new HandmadeMaildir();
        using var lane = mail.OpenTarget();
        var folder = Make(lane, "Work");
        foreach (var file in (string[])["dovecot-uidlist", "dovecot.index.log", "tmp/left", "cur/.nfs0001"]) mail.Write(".Work/" + file);
        Directory.CreateDirectory(Path.Combine(mail.Root, ".Work/courierimapkeywords"));
        lane.DeleteFolder(folder, CancellationToken.None);
        Assert.False(Directory.Exists(Path.Combine(mail.Root, ".Work")));
    }

    [Theory]
    [InlineData(MaildirLayout.Flat, false)]
    [InlineData(MaildirLayout.Flat, true)]
    [InlineData(MaildirLayout.Nested, false)]
    [InlineData(MaildirLayout.Nested, true)]
    public void Our_own_rename_keeps_uids_and_subscriptions_of_the_whole_branch(MaildirLayout layout, bool indexInFolders)
    {
        using var mail = new HandmadeMaildir();
        mail.Settings = s => s with { Layout = layout, IndexFolder = indexInFolders ? null : s.IndexFolder };
        using var lane = mail.OpenTarget();
        var (work, sub) = (Make(lane, "Work"), Make(lane, "Work/Sub"));
        lane.Append(work, SketchedMessage.Plains(3));
        lane.Append(sub, SketchedMessage.Plains(2));
        lane.SetSubscribed(sub, true, CancellationToken.None);
        var before = (lane.GenerationOf(work), lane.GenerationOf(sub));
        lane.RenameFolder(work, FolderPath.Parse("Archive/Labour"), CancellationToken.None);
        using var fresh = mail.OpenTarget();
        var (labour, deep) = (fresh.Find(FolderPath.Parse("Archive/Labour")), fresh.Find(FolderPath.Parse("Archive/Labour/Sub")));
        Assert.Equal(before, (fresh.GenerationOf(labour), fresh.GenerationOf(deep)));
        Assert.Equal([1u, 2, 3], fresh.ListAll(labour).Select(e => e.Uid));
        Assert.True(deep.IsSubscribed);
        Assert.False(labour.IsSubscribed);
    }

    [Fact]
    public void Inbox_is_neither_renamed_nor_deleted_nor_replaced()
    {
        using var mail = new HandmadeMaildir();
        using var lane = mail.OpenTarget();
        var (inbox, work) = (lane.Find(FolderPath.Inbox), Make(lane, "Work"));
        lane.Refuses(() => lane.DeleteFolder(inbox, CancellationToken.None));
        lane.Refuses(() => lane.RenameFolder(inbox, FolderPath.Of("Old"), CancellationToken.None));
        lane.Refuses(() => lane.RenameFolder(work, FolderPath.Inbox, CancellationToken.None));
        lane.Refuses(() => lane.RenameFolder(work, FolderPath.Parse("Work/Below"), CancellationToken.None));
    }

    [Fact]
    public void A_child_of_inbox_is_possible_in_both_layouts()
    {
        foreach (var layout in (MaildirLayout[])[MaildirLayout.Flat, MaildirLayout.Nested])
        {
            using var mail = new HandmadeMaildir { Settings = s => s with { Layout = layout } };
            using var lane = mail.OpenTarget();
            lane.Append(Make(lane, "INBOX/Lists"), SketchedMessage.Plain(1));
            using var fresh = mail.OpenTarget();
            Assert.Equal(["INBOX", "INBOX/Lists"], fresh.ListFolders(CancellationToken.None).Select(e => e.Folder.Path.ToString()));
            Assert.Empty(fresh.ListAll(fresh.Find(FolderPath.Inbox)));
        }
    }
}
