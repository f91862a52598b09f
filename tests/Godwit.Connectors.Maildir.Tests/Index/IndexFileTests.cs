
namespace Godwit.Connectors.Maildir.Tests.Index;

public sealed class IndexFileTests
{
    private static Folder Inbox(IMailboxSource lane) => lane.Find(FolderPath.Inbox);

    private static HandmadeMaildir Listed(int messages, out FolderGeneration generation)
    {
        var mail = new HandmadeMaildir();
        for (var i = 0; i < messages; i++) mail.Write(FormattableString.Invariant($"cur/{1_700_000_000 + i}.M{i}P1.host:2,S"));
        using var lane = mail.OpenSource();
        lane.ListAll(Inbox(lane));
        generation = lane.GenerationOf(Inbox(lane));
        return mail;
    }

    private static string FileOf(HandmadeMaildir mail) => Assert.Single(Directory.GetFiles(mail.IndexFolder, "*.index"));

    [Fact]
    public void A_cut_at_any_byte_gives_no_uid_to_another_message()
    {
        using var mail = Listed(6, out var generation);
        List<MessageEntry> truth;
        using (var lane = mail.OpenSource()) truth = lane.ListAll(Inbox(lane));
        var whole = File.ReadAllBytes(FileOf(mail));
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(FileOf(mail), whole[..length]);
            using var lane = mail.OpenSource();
            var (now, entries) = (lane.GenerationOf(Inbox(lane)), lane.ListAll(Inbox(lane)));
            Assert.Equal(6, entries.Count);
            if (now == generation) Assert.All(entries, e => Assert.True(e.Uid > 6 || truth.Contains(e)));
            File.WriteAllBytes(FileOf(mail), whole);
        }
    }

    [Fact]
    public void A_wrong_byte_anywhere_is_noticed()
    {
        using var mail = Listed(4, out var generation);
        List<MessageEntry> truth;
        using (var lane = mail.OpenSource()) truth = lane.ListAll(Inbox(lane));
        var whole = File.ReadAllBytes(FileOf(mail));
        for (var at = 0; at < whole.Length; at++)
        {
            var bent = whole.ToArray();
            bent[at] ^= 0x41;
            File.WriteAllBytes(FileOf(mail), bent);
            using var lane = mail.OpenSource();
            var entries = lane.ListAll(Inbox(lane));
            Assert.Equal(4, entries.Count);
            if (lane.GenerationOf(Inbox(lane)) == generation) Assert.All(entries, e => Assert.True(e.Uid > 4 || truth.Contains(e)));
            File.WriteAllBytes(FileOf(mail), whole);
        }
    }

    [Fact]
    public void A_damaged_index_is_set_aside_and_a_new_generation_begins()
    {
        using var mail = Listed(3, out var generation);
        File.WriteAllText(FileOf(mail), "This is no index.");
        using var lane = mail.OpenSource();
        Assert.NotEqual(generation, lane.GenerationOf(Inbox(lane)));
        Assert.Equal("This is no index.", File.ReadAllText(Assert.Single(Directory.GetFiles(mail.IndexFolder, "*.damaged-*"))));
    }

    [Fact]
    public void An_index_of_a_newer_program_is_refused_and_left_alone()
    {
        using var mail = Listed(3, out _);
        var bytes = File.ReadAllBytes(FileOf(mail));
        new IndexHeader(2, new FolderGeneration(5), default).Write(bytes);
        File.WriteAllBytes(FileOf(mail), bytes);
        using var lane = mail.OpenSource();
        Assert.Equal(ConnectorFaults.StoreUnusable, Assert.Throws<FaultException>(() => lane.ListAll(Inbox(lane))).Fault.Kind);
        Assert.Equal(bytes, File.ReadAllBytes(FileOf(mail)));
    }

    [Fact]
    public void Processes_that_share_an_index_see_each_others_uids()
    {
        using var mail = new HandmadeMaildir();
        using IMailboxTarget one = mail.OpenTarget(), two = mail.OpenTarget();
        for (var round = 0; round < 5; round++)
        {
            one.Append(Inbox(one), SketchedMessage.Plain(round * 2));
            two.Append(Inbox(two), SketchedMessage.Plain(round * 2 + 1));
        }
        Assert.Equal(Enumerable.Range(1, 10).Select(i => (uint)i), one.ListAll(Inbox(one)).Select(e => e.Uid));
        Assert.Equal(one.ListAll(Inbox(one)), two.ListAll(Inbox(two)));
        Assert.Equal(one.ReadAll(Inbox(one)).Select(r => Digests.Of(r.Bytes)), two.ReadAll(Inbox(two)).Select(r => Digests.Of(r.Bytes)));
    }

    [Fact]
    public void An_index_that_another_holds_is_waited_for_within_bounds()
    {
        using var mail = Listed(1, out _);
        using var lane = mail.OpenSource();
        using (new FileStream(FileOf(mail), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            Assert.Equal(ConnectorFaults.TemporarilyUnavailable, Assert.Throws<FaultException>(() => lane.ListAll(Inbox(lane))).Fault.Kind);
        }
        Assert.Single(lane.ListAll(Inbox(lane)));
    }

    [Fact]
    public void An_index_that_has_grown_stale_is_written_anew_and_stays_true()
    {
        using var mail = Listed(50, out _);
        using var lane = mail.OpenTarget();
        var generation = lane.GenerationOf(Inbox(lane));
        for (var round = 0; round < 60; round++)
        {
            var flags = new MessageFlags(SystemFlags.Flagged);
            lane.ChangeFlags(Inbox(lane), generation, UidSet.All, round % 2 == 0 ? flags : default, round % 2 == 1 ? flags : default, CancellationToken.None);
        }
        Assert.InRange(new FileInfo(FileOf(mail)).Length, 1, 65_536 + 400 * 50 + 5_000);
        using var fresh = mail.OpenSource();
        Assert.Equal(lane.ListAll(Inbox(lane)), fresh.ListAll(Inbox(fresh)));
    }

    [Fact]
    public void The_index_in_a_folder_is_neither_mail_nor_a_folder()
    {
        foreach (var layout in (MaildirLayout[])[MaildirLayout.Flat, MaildirLayout.Nested])
        {
            using var mail = new HandmadeMaildir { Settings = s => s with { IndexFolder = null, Layout = layout } };
            using var lane = mail.OpenTarget();
            lane.Append(lane.CreateFolder(FolderPath.Of("Sent"), SpecialUse.None, CancellationToken.None), SketchedMessage.Plain(1));
            lane.Append(Inbox(lane), SketchedMessage.Plain(1));
            Assert.Equal(["INBOX", "Sent"], lane.ListFolders(CancellationToken.None).Select(e => e.Folder.Path.ToString()));
            Assert.NotEmpty(Directory.GetFiles(mail.Root, "*godwit-index"));
        }
    }
}
