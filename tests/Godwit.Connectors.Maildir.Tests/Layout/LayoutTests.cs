namespace Godwit.Connectors.Maildir.Tests.Layout;

public sealed class LayoutTests
{
    private static IEnumerable<string> Paths(IMailboxSource lane) => lane.ListFolders(CancellationToken.None).Select(e => e.Folder.Path.ToString());

    [Fact]
    public void Maildir_plus_plus_is_recognised()
    {
        using var mail = new HandmadeMaildir();
        foreach (var name in (string[])[".Sent", ".Work.Sub", ".Entw&APw-rfe", ".Entwürfe", ".&AG", ".R&D"]) mail.AddFolder(name);
        using var lane = mail.OpenSource();
        Assert.Equal(["INBOX", "&AG", "Entw&APw-rfe", "Entwürfe", "R&D", "Sent", "Work", "Work/Sub"], Paths(lane));
        Assert.False(lane.Find(FolderPath.Of("Work")).HoldsMessages);
    }

    [Fact]
    public void Nested_folders_are_recognised()
    {
        using var mail = new HandmadeMaildir();
        foreach (var name in (string[])["Sent", "Work/Sub", "Archive.2023"]) mail.AddFolder(name);
        Directory.CreateDirectory(Path.Combine(mail.Root, "sieve/tmp"));
        using var lane = mail.OpenSource();
        Assert.Equal(["INBOX", "Archive.2023", "Sent", "Work", "Work/Sub"], Paths(lane));
        Assert.False(lane.Find(FolderPath.Of("Work")).HoldsMessages);
    }

    [Fact]
    public void Nested_folders_may_have_their_inbox_beside_the_others()
    {
        using var mail = new HandmadeMaildir();
        Directory.Delete(mail.Root, recursive: true);
        foreach (var name in (string[])["Inbox", "Sent"]) mail.AddFolder(name);
        mail.Write("Inbox/new/1700000000.host");
        using var lane = mail.OpenTarget();
        Assert.Equal(["INBOX", "Sent"], Paths(lane));
        Assert.Single(lane.ListAll(lane.Find(FolderPath.Inbox)));
        Assert.False(Directory.Exists(Path.Combine(mail.Root, "cur")));
    }

    [Fact]
    public void Both_layouts_side_by_side_are_a_fault_until_one_is_chosen()
    {
        using var mail = new HandmadeMaildir();
        mail.AddFolder(".Sent");
        mail.AddFolder("Work");
        var fault = Assert.Throws<FaultException>(() => mail.OpenSource()).Fault;
        Assert.Equal((ConnectorFaults.StoreUnusable, Remedy.FixConfiguration), (fault.Kind, fault.Remedy));
        mail.Settings = s => s with { Layout = MaildirLayout.Nested };
        using var lane = mail.OpenSource();
        Assert.Equal(["INBOX", "Work"], Paths(lane));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(MaildirLayout.Flat)]
    [InlineData(MaildirLayout.Nested)]
    public void No_maildir_at_all_is_a_fault_of_a_source_and_made_for_a_target(MaildirLayout? layout)
    {
        using var mail = new HandmadeMaildir { Settings = s => s with { Layout = layout } };
        Directory.Delete(mail.Root, recursive: true);
        Assert.Equal(ConnectorFaults.StoreUnusable, Assert.Throws<FaultException>(() => mail.OpenSource()).Fault.Kind);
        Directory.CreateDirectory(mail.Root);
        Assert.Equal(ConnectorFaults.StoreUnusable, Assert.Throws<FaultException>(() => mail.OpenSource()).Fault.Kind);
        using var lane = mail.OpenTarget();
        Assert.Equal(["INBOX"], Paths(lane));
        Assert.True(Directory.Exists(Path.Combine(mail.Root, "tmp")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(MaildirLayout.Flat)]
    [InlineData(MaildirLayout.Nested)]
    public void A_target_that_holds_other_things_is_refused_and_left_as_it_was(MaildirLayout? layout)
    {
        using var mail = new HandmadeMaildir { Settings = s => s with { Layout = layout } };
        Directory.Delete(mail.Root, recursive: true);
        Directory.CreateDirectory(Path.Combine(mail.Root, "keys"));
        mail.Write("app.yaml");
        var fault = Assert.Throws<FaultException>(() => mail.OpenTarget()).Fault;
        Assert.Equal(ConnectorFaults.StoreUnusable, fault.Kind);
        Assert.Contains("it holds 'app.yaml' and 1 more.", fault.Told, StringComparison.Ordinal);
        Assert.Equal(["app.yaml", "keys"], Directory.EnumerateFileSystemEntries(mail.Root).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(".bashrc", "alias ll=ls")]
    [InlineData("mbox", "")]
    public void A_target_with_a_single_file_of_another_kind_is_refused(string name, string content)
    {
        using var mail = new HandmadeMaildir();
        Directory.Delete(mail.Root, recursive: true);
        Directory.CreateDirectory(mail.Root);
        mail.Write(name, content);
        Assert.EndsWith($"it holds '{name}'. Name another folder, which may be new, or make cur, new and tmp in it if it is the one.", Assert.Throws<FaultException>(() => mail.OpenTarget()).Fault.Told, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_mail_server_or_a_killed_run_leaves_does_not_stand_in_the_way_of_a_new_maildir()
    {
        using var mail = new HandmadeMaildir();
        foreach (var part in (string[])["cur", "new"]) Directory.Delete(Path.Combine(mail.Root, part));
        Directory.CreateDirectory(Path.Combine(mail.Root, "lost+found"));
        foreach (var file in (string[])["dovecot.index.log", "dovecot-uidvalidity", "courierimapsubscribed", "maildirsize", "subscriptions", "tmp/1700000000.M1P1Q1.host"]) mail.Write(file);
        mail.Write(".keep", "");
        using var lane = mail.OpenTarget();
        Assert.Equal(["INBOX"], Paths(lane));
    }

    [Fact]
    public void A_folder_without_new_is_read()
    {
        using var mail = new HandmadeMaildir();
        Directory.Delete(Path.Combine(mail.Root, "new"));
        Directory.Delete(Path.Combine(mail.Root, "tmp"));
        mail.Write("cur/1700000000.host:2,S");
        using var lane = mail.OpenSource();
        Assert.Single(lane.ReadAll(lane.Find(FolderPath.Inbox)));
    }

    [Fact]
    public void A_link_out_of_the_root_is_listed_and_never_followed()
    {
        foreach (var (layout, name) in ((MaildirLayout, string)[])[(MaildirLayout.Flat, ".Evil"), (MaildirLayout.Nested, "Evil")])
        {
            using var mail = new HandmadeMaildir { Settings = s => s with { Layout = layout } };
            foreach (var part in (string[])["cur", "new", "tmp"]) Directory.CreateDirectory(Path.Combine(mail.Outside, part));
            File.WriteAllText(Path.Combine(mail.Outside, "cur/1700000000.host:2,S"), "secret");
            File.CreateSymbolicLink(Path.Combine(mail.Root, name), mail.Outside);
            using var lane = mail.OpenTarget();
            var evil = lane.Find(FolderPath.Of("Evil"));
            Assert.Equal(ConnectorFaults.FolderUnavailable, lane.Refuses(() => lane.ListAll(evil)).Fault.Kind);
            lane.Refuses(() => lane.Append(evil, new SketchFeed(SketchedMessage.Plain(1)), new RecordedOutcomes(), new AppendOptions(default), CancellationToken.None));
            Assert.Single(Directory.GetFiles(mail.Outside, "*", SearchOption.AllDirectories));
        }
    }

    [Fact]
    public void A_part_of_a_folder_that_is_a_link_is_never_followed()
    {
        using var mail = new HandmadeMaildir();
        mail.AddFolder(".Sent");
        Directory.CreateDirectory(mail.Outside);
        File.WriteAllText(Path.Combine(mail.Outside, "1700000000.host:2,S"), "secret");
        Directory.Delete(Path.Combine(mail.Root, ".Sent/cur"));
        File.CreateSymbolicLink(Path.Combine(mail.Root, ".Sent/cur"), mail.Outside);
        using var lane = mail.OpenSource();
        lane.Refuses(() => lane.ListAll(lane.Find(FolderPath.Of("Sent"))));
    }

    [Fact]
    public void A_link_to_a_folder_of_the_same_root_is_only_another_name()
    {
        using var mail = new HandmadeMaildir();
        mail.AddFolder(".Sent");
        File.CreateSymbolicLink(Path.Combine(mail.Root, ".Gesendet"), ".Sent");
        using var lane = mail.OpenSource();
        Assert.Equal(["INBOX", "Sent"], Paths(lane));
    }

    [Fact]
    public void A_link_out_of_the_root_to_what_is_no_folder_is_none()
    {
        foreach (var (layout, prefix) in ((MaildirLayout, string)[])[(MaildirLayout.Flat, "."), (MaildirLayout.Nested, "")])
        {
            using var mail = new HandmadeMaildir { Settings = s => s with { Layout = layout } };
            Directory.CreateDirectory(Path.Combine(mail.Outside, "sub"));
            File.WriteAllText(Path.Combine(mail.Outside, "file"), "x");
            File.CreateSymbolicLink(Path.Combine(mail.Root, prefix + "directory"), mail.Outside);
            File.CreateSymbolicLink(Path.Combine(mail.Root, prefix + "file"), Path.Combine(mail.Outside, "file"));
            File.CreateSymbolicLink(Path.Combine(mail.Root, prefix + "nowhere"), Path.Combine(mail.Outside, "nothing"));
            using var lane = mail.OpenSource();
            Assert.Equal(["INBOX"], Paths(lane));
        }
    }

    [Fact]
    public void A_branch_of_nested_folders_that_is_linked_from_outside_is_heard_of()
    {
        using var mail = new HandmadeMaildir();
        Directory.CreateDirectory(Path.Combine(mail.Outside, "2019/cur"));
        File.CreateSymbolicLink(Path.Combine(mail.Root, "Archive"), mail.Outside);
        using var lane = mail.OpenSource();
        Assert.Equal(["INBOX", "Archive"], Paths(lane));
        Assert.Equal(ConnectorFaults.FolderUnavailable, lane.Refuses(() => lane.ListAll(lane.Find(FolderPath.Of("Archive")))).Fault.Kind);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(MaildirLayout.Flat)]
    [InlineData(MaildirLayout.Nested)]
    public void A_link_out_of_the_root_is_no_proof_of_a_maildir(MaildirLayout? layout)
    {
        using var mail = new HandmadeMaildir { Settings = s => s with { Layout = layout } };
        Directory.Delete(mail.Root, recursive: true);
        Directory.CreateDirectory(mail.Root);
        Directory.CreateDirectory(Path.Combine(mail.Outside, "cur"));
        foreach (var name in (string[])["linked", ".linked"]) File.CreateSymbolicLink(Path.Combine(mail.Root, name), mail.Outside);
        Assert.Equal(ConnectorFaults.StoreUnusable, Assert.Throws<FaultException>(() => mail.OpenSource()).Fault.Kind);
    }

    [Theory]
    [InlineData("Maildir", ".Sent")]
    [InlineData("anna/Maildir", ".Work.Sub")]
    [InlineData(".maildir", ".Sent")]
    public void A_place_above_a_maildir_is_refused_with_the_path_that_is_meant(string below, string folder)
    {
        using var mail = new HandmadeMaildir();
        Directory.Delete(mail.Root, recursive: true);
        mail.AddFolder(below);
        mail.AddFolder($"{below}/{folder}");
        foreach (var open in (Func<IDisposable>[])[mail.OpenSource, mail.OpenTarget])
        {
            var fault = Assert.Throws<FaultException>(open).Fault;
            Assert.Equal(ConnectorFaults.StoreUnusable, fault.Kind);
            Assert.EndsWith($"name maildir:{mail.Root}/{below}.", fault.Told, StringComparison.Ordinal);
        }
        Assert.False(Directory.Exists(Path.Combine(mail.Root, "cur")));
    }

    [Fact]
    public void A_place_above_many_maildirs_names_the_first()
    {
        using var mail = new HandmadeMaildir();
        Directory.Delete(mail.Root, recursive: true);
        foreach (var user in (string[])["zoe", "bert", "anna"]) mail.AddFolder($"{user}/Maildir/.Sent");
        foreach (var user in (string[])["zoe", "bert"]) mail.AddFolder($"{user}/Maildir");
        Assert.EndsWith($"stand 2 Maildirs that have folders of their own, which would be left behind: name one of them, such as maildir:{mail.Root}/bert/Maildir.",
            Assert.Throws<FaultException>(() => mail.OpenSource()).Fault.Told, StringComparison.Ordinal);
    }

    [Fact]
    public void The_lost_and_found_of_a_file_system_is_no_folder()
    {
        using var mail = new HandmadeMaildir();
        mail.AddFolder(".Sent");
        mail.AddFolder("lost+found");
        using var lane = mail.OpenSource();
        Assert.Equal(["INBOX", "Sent"], Paths(lane));
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("..")]
    [InlineData(".Sent/../..")]
    [InlineData(".Sent/cur")]
    [InlineData("/etc")]
    [InlineData("cur")]
    [InlineData(".%2e")]
    [InlineData(".%2F")]
    [InlineData("")]
    public void No_wire_name_leads_out_of_the_root(string wireName)
    {
        foreach (var layout in (MaildirLayout[])[MaildirLayout.Flat, MaildirLayout.Nested])
        {
            using var mail = new HandmadeMaildir { Settings = s => s with { Layout = layout } };
            mail.AddFolder(layout == MaildirLayout.Flat ? ".Sent" : "Sent");
            Directory.CreateDirectory(mail.Outside + "/cur");
            using var lane = mail.OpenTarget();
            var folder = new Folder(FolderPath.Of("x"), wireName);
            lane.Refuses(() => lane.ListAll(folder));
            lane.Refuses(() => lane.DeleteFolder(folder, CancellationToken.None));
            lane.Refuses(() => lane.RenameFolder(folder, FolderPath.Of("y"), CancellationToken.None));
            lane.Refuses(() => lane.SetSubscribed(folder, true, CancellationToken.None));
            Assert.True(Directory.Exists(mail.Outside + "/cur"));
        }
    }

    [Fact]
    public void Roles_are_told_by_name_once_each()
    {
        using var mail = new HandmadeMaildir();
        foreach (var name in (string[])[".Gesendet", ".Sent", ".Corbeille", ".Work.Drafts", ".INBOX.Drafts"]) mail.AddFolder(name);
        using var lane = mail.OpenSource();
        var roles = lane.ListFolders(CancellationToken.None).Where(e => e.Folder.Role != SpecialUse.None).Select(e => (e.Folder.Path.ToString(), e.Folder.Role));
        Assert.Equal([("INBOX", SpecialUse.Inbox), ("Corbeille", SpecialUse.Trash), ("INBOX/Drafts", SpecialUse.Drafts), ("Sent", SpecialUse.Sent)], roles);
    }
}
