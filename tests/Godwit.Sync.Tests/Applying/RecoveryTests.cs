namespace Godwit.Sync.Tests.Applying;

/// <summary>What an old ledger, an interrupted run or a user who is quicker than the engine leaves behind, and what must come of it: nothing lost, nothing doubled, nobody's flags forgotten.</summary>
public sealed class RecoveryTests
{
    private static readonly FolderPath Other = FolderPath.Parse("Other");

    private static TwoMailboxes Moved(int messages, MemoryOptions? target = null)
    {
        var mail = new TwoMailboxes(target: target);
        mail.Source.CreateFolder(Other);
        for (var i = 0; i < messages; i++) mail.Deliver("INBOX", $"inbox {i}");
        mail.Move();
        return mail;
    }

    [Fact]
    public void A_folder_that_has_taken_the_name_of_a_rebuilt_one_is_not_searched_for_its_messages()
    {
        var mail = new TwoMailboxes();
        foreach (var folder in new[] { "One", "Two" })
        {
            mail.Source.CreateFolder(FolderPath.Parse(folder));
            for (var i = 0; i < 3; i++) mail.Deliver(folder, $"{folder} {i}");
        }
        mail.Move();
        mail.Source.Rebuild(FolderPath.Parse("One"), renumber: true);
        mail.SourceFaults = new ExchangesNames(mail.Source);
        var result = mail.Move();
        Assert.Equal((0, 0, 0), (result.ItemsCopied, result.ItemsDeleted, result.ItemsMoved));
        mail.ShouldBeEqual();
    }

    /// <summary>The ledger is an older one, and the target's user has removed one of the messages meanwhile.</summary>
    [Fact]
    public void A_target_folder_that_was_renamed_and_rebuilt_is_found_by_its_messages()
    {
        var mail = new TwoMailboxes();
        mail.Source.CreateFolder(Other);
        for (var i = 0; i < 4; i++) mail.Deliver("Other", $"other {i}");
        mail.Move();
        mail.Target.Expunge(Other, 2);
        var (renamed, again) = (FolderPath.Parse("Renamed"), FolderPath.Parse("Renamed again"));
        mail.Target.RenameFolder(Other, renamed);
        mail.Target.Rebuild(renamed, renumber: true);
        mail.Source.RenameFolder(Other, again);

        var result = mail.Move();

        Assert.Equal((1, 0, 1), (result.ItemsCopied, result.ItemsDeleted, result.FoldersRenamed));
        mail.ShouldBeEqual();
    }

    /// <summary>As from a backup: the same messages, with other uids in the same generation.</summary>
    [Fact]
    public void What_was_restored_on_the_target_is_recognised_and_does_not_count_as_gone()
    {
        var mail = Moved(50);
        foreach (var message in mail.TargetMessages("INBOX").ToList())
        {
            mail.Target.Expunge(FolderPath.Inbox, message.Uid);
            if (message.Uid != 7) mail.Target.Deliver(FolderPath.Inbox, message.Content, message.Flags, message.Received);
        }

        var result = mail.Move();

        Assert.Equal((0, 0, 0), (result.ItemsCopied, result.ItemsDeleted, result.Faults.Count));
        mail.Source.Expunge(FolderPath.Inbox, 1);
        Assert.Equal(1, mail.Move().ItemsDeleted);
        Assert.Equal(48, mail.TargetMessages("INBOX").Count);
    }

    [Fact]
    public void A_target_folder_that_its_user_deleted_is_not_sought_in_one_that_holds_a_few_of_its_messages()
    {
        var mail = new TwoMailboxes();
        mail.Source.CreateFolder(Other);
        for (var i = 0; i < 5; i++) mail.Deliver("Other", $"other {i}");
        mail.Move();
        var kept = FolderPath.Parse("Kept");
        mail.Target.CreateFolder(kept);
        mail.Target.Move(Other, 1, kept);
        mail.Target.Move(Other, 2, kept);
        mail.Target.DeleteFolder(Other);

        Assert.Equal(0, mail.Move().ItemsCopied);
        Assert.Equal(2, mail.TargetMessages("Kept").Count);
        Assert.Null(mail.Target.Snapshot().Find(Other));
    }

    /// <summary>The first of the two is gone when the folder is listed anew: in the order of their uids the second would get its pair.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void In_a_rebuilt_folder_messages_with_the_same_header_block_keep_their_pairs(bool firstIsGone)
    {
        var mail = new TwoMailboxes();
        var date = new ReceivedDate(1_700_000_000, 60);
        foreach (var body in new[] { "All is well\r\n", "All is lost\r\n" }) mail.Source.Deliver(FolderPath.Inbox, TwoMailboxes.Message("report", body), default, date);
        mail.Move();
        if (firstIsGone) mail.Source.Expunge(FolderPath.Inbox, 1);
        mail.Source.Rebuild(FolderPath.Inbox, renumber: true);
        mail.Source.SetFlags(FolderPath.Inbox, mail.SourceMessages("INBOX")[^1].Uid, new MessageFlags(SystemFlags.Seen));
        mail.Move();
        mail.ShouldBeEqual();
    }

    [Fact]
    public void What_the_target_s_user_flagged_is_kept_though_the_source_has_filed_and_then_deleted_it()
    {
        var mail = Moved(3);
        mail.Target.SetFlags(FolderPath.Inbox, 2, new MessageFlags(SystemFlags.Answered));
        var filed = mail.Source.Move(FolderPath.Inbox, 2, Other)!.Value;
        mail.Source.SetFlags(Other, filed, new MessageFlags(SystemFlags.Answered));
        Assert.Equal(1, mail.Move().ItemsMoved);
        mail.Source.Expunge(Other, filed);
        Assert.Equal(0, mail.Move().ItemsDeleted);
        Assert.Single(mail.TargetMessages("Other"));
    }

    [Fact]
    public void A_copy_that_is_found_again_under_another_uid_gets_the_flags_that_the_source_has_changed()
    {
        var mail = new TwoMailboxes();
        mail.Deliver("INBOX", "first");
        mail.MoveAndFail(new BreaksAfter(LaneCall.Append));
        mail.Target.CreateFolder(Other);
        mail.Target.Move(Other, mail.Target.Move(FolderPath.Inbox, 1, Other)!.Value, FolderPath.Inbox);
        mail.Source.SetFlags(FolderPath.Inbox, 1, new MessageFlags(SystemFlags.Seen));
        mail.Move();
        Assert.Equal(SystemFlags.Seen, Assert.Single(mail.TargetMessages("INBOX")).Flags.System);
    }

    [Fact]
    public void A_message_is_not_taken_for_a_deleted_one_with_the_same_header_block()
    {
        var mail = new TwoMailboxes();
        mail.Source.CreateFolder(Other);
        var date = new ReceivedDate(1_700_000_000, 60);
        mail.Source.Deliver(FolderPath.Inbox, TwoMailboxes.Message("report", "All is well\r\n"), default, date);
        mail.Move();
        mail.Source.Expunge(FolderPath.Inbox, 1);
        mail.Source.Deliver(Other, TwoMailboxes.Message("report", "All is lost\r\n"), default, date);
        mail.Move();
        mail.ShouldBeEqual();
    }

    [Fact]
    public void A_message_that_an_interrupted_run_moved_away_was_not_removed_by_the_target_s_user()
    {
        var mail = Moved(3, new MemoryOptions
        {
            FirstGeneration = 1_000,
            Traits = new ConnectorTraits { Reports = new ReportTraits { Changes = true, NewUids = false }, Moves = new MoveTraits { CanMove = true, CanRemove = false } },
        });
        var filed = mail.Source.Move(FolderPath.Inbox, 2, Other)!.Value;
        mail.MoveAndFail(new BreaksAfter(LaneCall.MoveMessages));
        mail.Source.Copy(Other, filed, FolderPath.Inbox);
        mail.Source.Rebuild(FolderPath.Inbox, renumber: true);
        mail.Move();
        mail.ShouldBeEqual();
    }

    /// <summary>Two folders change names when the first of them is about to be listed.</summary>
    private sealed class ExchangesNames(MemoryMailbox mailbox) : IMemoryFaults
    {
        private bool _isDone;

        public MemoryTwist? At(in MemoryMoment moment)
        {
            if (_isDone || moment is not { Step: MemoryStep.CallStarting, Call: LaneCall.ListMessages }) return null;
            _isDone = true;
            var (one, two, aside) = (FolderPath.Parse("One"), FolderPath.Parse("Two"), FolderPath.Parse("Aside"));
            mailbox.RenameFolder(one, aside);
            mailbox.RenameFolder(two, one);
            mailbox.RenameFolder(aside, two);
            return null;
        }
    }

    private sealed class BreaksAfter(LaneCall call) : IMemoryFaults
    {
        public MemoryTwist? At(in MemoryMoment moment) => moment.Step == MemoryStep.CallEnding && moment.Call == call ? MemoryTwist.Drop : null;
    }
}
