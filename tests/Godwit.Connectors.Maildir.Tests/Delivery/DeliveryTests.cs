namespace Godwit.Connectors.Maildir.Tests.Delivery;

public sealed class DeliveryTests
{
    private static Folder Inbox(IMailboxSource lane) => lane.Find(FolderPath.Inbox);

    private static HandmadeMaildir On(Disk disk, FileSyncing syncing = FileSyncing.Group) =>
        new() { Settings = s => s with { Disk = disk, Syncing = syncing } };

    [Fact]
    public void A_stored_message_has_its_sizes_flags_and_date_in_its_file()
    {
        using var mail = new HandmadeMaildir { Clock = new StillClock(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000)) };
        using var lane = mail.OpenTarget();
        lane.Append(Inbox(lane), new SketchedMessage("A: b\r\n\r\nx\r\n"u8.ToArray(), new MessageFlags(SystemFlags.Seen | SystemFlags.Draft), new ReceivedDate(1_234_567_890, 60)));
        lane.Append(Inbox(lane), new SketchedMessage("A: b\r\n\r\nx\r\n"u8.ToArray()));
        var file = Assert.Single(Directory.GetFiles(Path.Combine(mail.Root, "cur")));
        Assert.Matches(@"^1700000000\.M0P\d+Q\d+\.[^:,]+,S=8,W=11:2,DS$", Path.GetFileName(file));
        Assert.Equal("A: b\n\nx\n", File.ReadAllText(file));
        Assert.Equal(1_234_567_890, new DateTimeOffset(File.GetLastWriteTimeUtc(file)).ToUnixTimeSeconds());
        Assert.Matches(@",S=8,W=11$", Path.GetFileName(Assert.Single(Directory.GetFiles(Path.Combine(mail.Root, "new")))));
        Assert.Empty(Directory.GetFiles(Path.Combine(mail.Root, "tmp")));
        Assert.Equal([1_234_567_890, 1_700_000_000], lane.ListAll(Inbox(lane)).Select(e => e.Received!.Value.UnixSeconds));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    [InlineData(5_000)]
    [InlineData(20_000)]
    [InlineData(60_000)]
    public void A_full_disk_is_told_and_leaves_no_half_message(int room)
    {
        var disk = new FailingDisk { Room = long.MaxValue };
        using var mail = On(disk);
        using (var lane = mail.OpenTarget())
        {
            lane.StatusOf(Inbox(lane));
            disk.Room = room;
            var messages = Enumerable.Range(0, 60).Select(i => SketchedMessage.Plain(i) with { Bytes = new byte[2_000] }).ToArray();
            var outcomes = new RecordedOutcomes();
            var options = new AppendOptions(lane.GenerationOf(Inbox(lane))) { MaxGroupMessages = 8 };
            var fault = Assert.Throws<FaultException>(() => lane.Append(Inbox(lane), new SketchFeed(messages), outcomes, options, CancellationToken.None)).Fault;
            Assert.Equal((ConnectorFaults.DiskFull, Side.Target), (fault.Kind, fault.Side));
            Assert.Equal(outcomes.All.Count, mail.Files().Count());
        }
        disk.Room = long.MaxValue;
        Assert.Empty(Directory.GetFiles(Path.Combine(mail.Root, "tmp")));
        using var fresh = mail.OpenTarget();
        Assert.All(fresh.ReadAll(Inbox(fresh)), r => Assert.Equal(2_000, r.Bytes.Length));
        Assert.Equal(mail.Files().Count(), fresh.ListAll(Inbox(fresh)).Count);
    }

    [Fact]
    public void A_rename_that_fails_in_mid_group_leaves_what_was_told_and_nothing_more()
    {
        var disk = new FailingDisk { Room = long.MaxValue, Renames = 5 };
        using var mail = On(disk);
        using var lane = mail.OpenTarget();
        var outcomes = new RecordedOutcomes();
        var options = new AppendOptions(lane.GenerationOf(Inbox(lane)));
        Assert.Throws<FaultException>(() => lane.Append(Inbox(lane), new SketchFeed(SketchedMessage.Plains(9)), outcomes, options, CancellationToken.None));
        Assert.Equal([1u, 2, 3, 4, 5], outcomes.All.Select(o => o.Uid));
        disk.Renames = long.MaxValue;
        using var fresh = mail.OpenTarget();
        Assert.Equal([1u, 2, 3, 4, 5], fresh.ListAll(Inbox(fresh)).Select(e => e.Uid));
        Assert.Empty(Directory.GetFiles(Path.Combine(mail.Root, "tmp")));
    }

    [Theory]
    [InlineData(FileSyncing.Never)]
    [InlineData(FileSyncing.Group)]
    [InlineData(FileSyncing.Always)]
    public void Messages_and_uids_are_on_the_disk_before_a_name_appears(FileSyncing syncing)
    {
        var disk = new FailingDisk { Room = long.MaxValue };
        using var mail = On(disk, syncing);
        using var lane = mail.OpenTarget();
        var generation = lane.GenerationOf(Inbox(lane));
        disk.Log.Clear();
        lane.Append(Inbox(lane), new SketchFeed(SketchedMessage.Plains(3)), new RecordedOutcomes(), new AppendOptions(generation), CancellationToken.None);
        var expected = syncing switch
        {
            FileSyncing.Never => "wwwwrrr",
            FileSyncing.Group => "wwwwSsrrrs",     // bodies, index, file system, index elsewhere, names, directory
            _ => "wswswswsrrrs",
        };
        Assert.Equal(expected, string.Concat(disk.Log));
    }

    [Fact]
    public void What_another_process_holds_is_told_as_such_and_nothing_is_written()
    {
        using var mail = new HandmadeMaildir();
        mail.Write("dovecot-keywords.lock", "");
        using var lane = mail.OpenTarget();
        var message = SketchedMessage.Plain(1) with { Flags = new MessageFlags(default, KeywordSet.Of("Work")) };
        var thrown = Assert.Throws<FaultException>(() => lane.Append(Inbox(lane), message));
        Assert.Equal(ConnectorFaults.TemporarilyUnavailable, thrown.Fault.Kind);
        Assert.Empty(mail.Files());
    }

    [Fact]
    public void Received_dates_of_any_year_come_back_from_the_index_with_their_offset()
    {
        using var mail = new HandmadeMaildir();
        using var lane = mail.OpenTarget();
        ReceivedDate[] dates = [new(-1_000_000_000, 0), new(4_000_000_000, -300), new(1_500_000_000, 345)];
        lane.Append(Inbox(lane), [.. dates.Select((d, i) => SketchedMessage.Plain(i) with { Received = d })]);
        using var fresh = mail.OpenSource();
        Assert.Equal(dates, fresh.ListAll(Inbox(fresh)).Select(e => e.Received!.Value));
    }

    [Fact]
    public void Flags_of_a_message_that_others_renamed_are_changed_all_the_same()
    {
        using var mail = new HandmadeMaildir();
        mail.Write("new/1700000000.M1P1.host");
        mail.Write("cur/1700000001.M1P1.host:2,XFz,other");
        using var lane = mail.OpenTarget();
        var generation = lane.GenerationOf(Inbox(lane));
        File.Move(Path.Combine(mail.Root, "new/1700000000.M1P1.host"), Path.Combine(mail.Root, "cur/1700000000.M1P1.host:2,R"));
        lane.ChangeFlags(Inbox(lane), generation, UidSet.All, new MessageFlags(SystemFlags.Seen), new MessageFlags(SystemFlags.Flagged), CancellationToken.None);
        Assert.Equal(["1700000000.M1P1.host:2,RS", "1700000001.M1P1.host:2,SXz,other"], mail.Files());
    }

    [Fact]
    public void Two_files_that_would_get_one_name_both_stay()
    {
        using var mail = new HandmadeMaildir();
        mail.Write("cur/1700000000.host:2,F", "one");
        mail.Write("cur/1700000000.host:2,FS", "two");
        using var lane = mail.OpenTarget();
        lane.ChangeFlags(Inbox(lane), lane.GenerationOf(Inbox(lane)), UidSet.All, new MessageFlags(SystemFlags.Seen), default, CancellationToken.None);
        Assert.Equal(2, mail.Files().Count());
        Assert.All(lane.ListAll(Inbox(lane)), e => Assert.Equal(SystemFlags.Seen | SystemFlags.Flagged, e.Flags.System));
    }

    [Fact]
    public void Keyword_letters_are_translated_when_a_message_moves()
    {
        using var mail = new HandmadeMaildir();
        mail.AddFolder(".Other");
        mail.Write("dovecot-keywords", "0 Work\n1 $Label1\n");
        mail.Write(".Other/dovecot-keywords", "0 Private\n1 Work\n");
        mail.Write("cur/1700000000.host:2,Sab");
        using var lane = mail.OpenTarget();
        var other = lane.Find(FolderPath.Of("Other"));
        lane.MoveMessages(Inbox(lane), lane.GenerationOf(Inbox(lane)), UidSet.All, other, CancellationToken.None);
        Assert.Equal(["1700000000.host:2,Sbc"], mail.Files(".Other"));
        Assert.Equal("0 Private\n1 Work\n2 $Label1\n", File.ReadAllText(Path.Combine(mail.Root, ".Other/dovecot-keywords")));
        Assert.Equal(KeywordSet.Of("Work", "$Label1"), Assert.Single(lane.ListAll(other)).Flags.Keywords);
    }

    [Fact]
    public void A_moved_message_whose_base_name_is_taken_gets_another()
    {
        using var mail = new HandmadeMaildir();
        mail.AddFolder(".Other");
        mail.Write("cur/1700000000.host:2,S", "one");
        mail.Write(".Other/cur/1700000000.host:2,S", "two");
        using var lane = mail.OpenTarget();
        var other = lane.Find(FolderPath.Of("Other"));
        var moved = lane.MoveMessages(Inbox(lane), lane.GenerationOf(Inbox(lane)), UidSet.All, other, CancellationToken.None);
        Assert.Equal([2u], moved!.To);
        Assert.Equal(["two", "one"], lane.ReadAll(other).Select(r => System.Text.Encoding.ASCII.GetString(r.Bytes)));
        Assert.Empty(mail.Files());
    }
}
