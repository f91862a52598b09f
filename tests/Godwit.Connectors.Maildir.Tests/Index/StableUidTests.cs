namespace Godwit.Connectors.Maildir.Tests.Index;

public sealed class StableUidTests
{
    private static readonly FolderPath Sent = FolderPath.Of("Sent");

    private static Folder Inbox(IMailboxSource lane) => lane.Find(FolderPath.Inbox);

    private static HandmadeMaildir With(int messages)
    {
        var mail = new HandmadeMaildir();
        for (var i = 0; i < messages; i++) mail.Write(FormattableString.Invariant($"cur/{1_700_000_000 + i}.M{i}P1.host:2,S"));
        return mail;
    }

    [Fact]
    public void First_uids_follow_the_times_of_delivery_in_the_names()
    {
        using var mail = new HandmadeMaildir();
        mail.Write("new/1700000002.M5P1.host", "3");
        mail.Write("cur/1700000002.M4P1.host:2,S", "22");
        mail.Write("cur/900000000.M4P1.host:2,S", "1");
        mail.Write("cur/nonsense", "");
        using var lane = mail.OpenSource();
        Assert.Equal([0L, 1, 2, 1], lane.ListAll(Inbox(lane)).Select(e => e.SizeHint));
        Assert.Equal(["", "1", "22", "3"], lane.ReadAll(Inbox(lane)).Select(r => System.Text.Encoding.ASCII.GetString(r.Bytes)));
    }

    [Fact]
    public void Uids_and_generation_stay_from_one_process_to_the_next()
    {
        using var mail = With(20);
        using var first = mail.OpenSource();
        var (status, entries) = (first.StatusOf(Inbox(first)), first.ListAll(Inbox(first)));
        mail.Write("new/1600000000.M1P1.host");
        using var second = mail.OpenSource();
        var (later, after) = (second.StatusOf(Inbox(second)), second.ListAll(Inbox(second)));
        Assert.Equal(status.Generation, later.Generation);
        Assert.Equal(entries, after[..20]);
        Assert.Equal(21u, after[20].Uid);
        Assert.True(later.Marker.Value > status.Marker.Value);
    }

    [Fact]
    public void A_source_without_a_place_for_its_index_writes_nothing_at_all()
    {
        using var mail = With(3);
        mail.Settings = s => s with { IndexFolder = null };
        var before = Directory.GetFileSystemEntries(mail.Root, "*", SearchOption.AllDirectories).Order().ToList();
        using (var lane = mail.OpenSource())
        {
            Assert.Equal(3, lane.ReadAll(Inbox(lane)).Count);
        }
        Assert.Equal(before, Directory.GetFileSystemEntries(mail.Root, "*", SearchOption.AllDirectories).Order());
    }

    [Fact]
    public void Lanes_of_one_connector_agree_on_uids_also_without_a_place_for_the_index()
    {
        using var mail = With(3);
        mail.Settings = s => s with { IndexFolder = null };
        var connector = mail.NewConnector();
        using IMailboxSource one = connector.OpenSource(CancellationToken.None), two = connector.OpenSource(CancellationToken.None);
        Assert.Equal(one.ListAll(Inbox(one)), two.ListAll(Inbox(two)));
        Assert.Equal(one.GenerationOf(Inbox(one)), two.GenerationOf(Inbox(two)));
    }

    [Fact]
    public void A_delta_has_what_other_clients_changed_and_knows_what_vanished()
    {
        using var mail = With(10);
        using var lane = mail.OpenSource();
        var status = lane.StatusOf(Inbox(lane));
        var known = UidSet.Of(lane.ListAll(Inbox(lane)).Select(e => e.Uid));
        var cur = Path.Combine(mail.Root, "cur");
        File.Move(Path.Combine(cur, "1700000003.M3P1.host:2,S"), Path.Combine(cur, "1700000003.M3P1.host:2,FS"));
        File.Delete(Path.Combine(cur, "1700000005.M5P1.host:2,S"));
        mail.Write("new/1700000099.M5P1.host");
        using var delta = lane.ListMessages(Inbox(lane), status.Generation, status.Marker, CancellationToken.None);
        Assert.True(delta.IsDelta);
        var changed = delta.ToList();
        Assert.Equal([(4u, SystemFlags.Seen | SystemFlags.Flagged), (11u, SystemFlags.None)], changed.Select(e => (e.Uid, e.Flags.System)));
        Assert.Equal(UidSet.Of(6), delta.Vanished(known));
    }

    [Fact]
    public void A_removed_uid_is_never_given_again()
    {
        using var mail = With(3);
        using (var lane = mail.OpenSource()) Assert.Equal(3u, lane.ListAll(Inbox(lane))[^1].Uid);
        File.Delete(Path.Combine(mail.Root, "cur/1700000002.M2P1.host:2,S"));
        using (var lane = mail.OpenSource()) lane.ListAll(Inbox(lane));
        mail.Write("new/1700000007.M2P1.host");
        using var last = mail.OpenSource();
        Assert.Equal([1u, 2, 4], last.ListAll(Inbox(last)).Select(e => e.Uid));
    }

    [Fact]
    public void A_folder_made_again_by_others_has_another_generation()
    {
        using var mail = With(0);
        mail.AddFolder(".Sent");
        mail.Write(".Sent/cur/1700000000.M1P1.host:2,S");
        using var lane = mail.OpenSource();
        var before = lane.GenerationOf(lane.Find(Sent));
        Directory.Delete(Path.Combine(mail.Root, ".Sent"), recursive: true);
        mail.AddFolder(".Sent");
        mail.Write(".Sent/cur/1700000001.M1P1.host:2,S");
        Assert.NotEqual(before, lane.GenerationOf(lane.Find(Sent)));
        using var fresh = mail.OpenSource();
        Assert.NotEqual(before, fresh.GenerationOf(fresh.Find(Sent)));
        Assert.Single(fresh.ListAll(fresh.Find(Sent)));
    }

    [Fact]
    public void A_store_that_was_copied_elsewhere_keeps_its_uids()
    {
        using var mail = With(5);
        List<MessageEntry> entries;
        FolderGeneration generation;
        using (var lane = mail.OpenSource()) (entries, generation) = (lane.ListAll(Inbox(lane)), lane.GenerationOf(Inbox(lane)));
        Directory.Move(mail.Root, mail.Root + "-old");
        mail.AddFolder("");
        foreach (var file in Directory.GetFiles(mail.Root + "-old/cur").Order(StringComparer.Ordinal).Reverse()) File.Copy(file, Path.Combine(mail.Root, "cur", Path.GetFileName(file)));
        using var copy = mail.OpenSource();
        Assert.Equal(generation, copy.GenerationOf(Inbox(copy)));
        Assert.Equal(entries, copy.ListAll(Inbox(copy)));
    }

    [Fact]
    public void A_folder_that_others_renamed_keeps_its_identity_and_its_uids()
    {
        using var mail = With(0);
        mail.AddFolder(".Old");
        mail.Write(".Old/cur/1700000000.M1P1.host:2,S");
        Folder before;
        FolderGeneration generation;
        using (var lane = mail.OpenSource()) (before, generation) = (lane.Find(FolderPath.Of("Old")), lane.GenerationOf(lane.Find(FolderPath.Of("Old"))));
        Directory.Move(Path.Combine(mail.Root, ".Old"), Path.Combine(mail.Root, ".Young"));
        using var after = mail.OpenSource();
        var renamed = after.Find(FolderPath.Of("Young"));
        Assert.Equal(before.ObjectId, renamed.ObjectId);
        Assert.SkipWhen(before.ObjectId is null, "This file system keeps no time of birth.");
        Assert.Equal(generation, after.GenerationOf(renamed));
    }

    [Fact]
    public void Two_files_of_one_base_name_are_two_messages_and_stay_apart()
    {
        using var mail = new HandmadeMaildir();
        mail.Write("cur/1700000000.M1P1.host:2,S", "one");
        mail.Write("cur/1700000000.M1P1.host:2,F", "two");
        mail.Write("new/1700000000.M1P1.host", "three");
        using var lane = mail.OpenSource();
        var before = lane.ReadAll(Inbox(lane)).ToDictionary(r => r.Uid, r => System.Text.Encoding.ASCII.GetString(r.Bytes));
        Assert.Equal(["one", "three", "two"], before.Values.Order());
        File.Move(Path.Combine(mail.Root, "cur/1700000000.M1P1.host:2,S"), Path.Combine(mail.Root, "cur/1700000000.M1P1.host:2,RS"));
        using var again = mail.OpenSource();
        Assert.Equal(before, again.ReadAll(Inbox(again)).ToDictionary(r => r.Uid, r => System.Text.Encoding.ASCII.GetString(r.Bytes)));
    }

    [Fact]
    public void A_copy_by_hard_link_is_a_message_of_its_own()
    {
        using var mail = new HandmadeMaildir();
        var file = mail.Write("cur/1700000000.M1P1.host:2,S", "one");
        Link(file, Path.Combine(mail.Root, "cur/1700000001.M1P1.host:2,S"));
        Link(file, Path.Combine(mail.Root, "new/1700000000.M1P1.host"));
        using var lane = mail.OpenSource();
        Assert.Equal(2, lane.ListAll(Inbox(lane)).Count);
    }

    [Fact]
    public void No_damaged_name_loses_a_message()
    {
        using var mail = new HandmadeMaildir();
        var random = new Random(4711);
        var names = new HashSet<string>(StringComparer.Ordinal) { ":2,S", ":2,", "host2,S", "a:2,:2,S", "a;2,S", "2,S", ":", "..x"[1..] + "y" };
        while (names.Count < 400) names.Add(random.GetString("12:,;!SFab=é %M\n", random.Next(1, 30)));
        names.RemoveWhere(n => n.StartsWith('.'));
        foreach (var name in names) mail.Write("cur/" + name, name);
        using var lane = mail.OpenSource();
        var read = lane.ReadAll(Inbox(lane)).Select(r => System.Text.Encoding.UTF8.GetString(r.Bytes).Replace("\r\n", "\n", StringComparison.Ordinal)).ToList();
        Assert.Equal(names.Count, read.Count);
        using var again = mail.OpenSource();
        Assert.Equal(read.Count, again.ListAll(Inbox(again)).Count);
    }

    private static void Link(string file, string other)
    {
        using var process = System.Diagnostics.Process.Start("ln", [file, other]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
