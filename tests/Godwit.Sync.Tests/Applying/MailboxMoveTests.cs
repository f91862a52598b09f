namespace Godwit.Sync.Tests.Applying;

public sealed class MailboxMoveTests
{
    private static TwoMailboxes Filled(MemoryOptions? target = null)
    {
        var mail = new TwoMailboxes(target: target);
        mail.Source.CreateFolder(FolderPath.Parse("Projekte/Übersicht"));
        mail.Source.CreateFolder(FolderPath.Parse("Sent"), SpecialUse.Sent);
        for (var i = 0; i < 30; i++) mail.Deliver("INBOX", $"inbox {i}", i % 3 == 0 ? SystemFlags.Seen : SystemFlags.None, keywords: i % 5 == 0 ? ["Work"] : []);
        for (var i = 0; i < 10; i++) mail.Deliver("Projekte/Übersicht", $"project {i}", SystemFlags.Flagged);
        for (var i = 0; i < 5; i++) mail.Deliver("Sent", $"sent {i}", SystemFlags.Seen);
        return mail;
    }

    [Fact]
    public void The_first_run_copies_everything()
    {
        var mail = Filled();
        var result = mail.Move();
        Assert.Equal(45, result.ItemsCopied);
        Assert.Empty(result.Faults);
        Assert.Empty(result.Skipped);
        mail.ShouldBeEqual();
    }

    [Fact]
    public void A_second_run_at_once_does_nothing()
    {
        var mail = Filled();
        mail.Move();
        var result = mail.Move();
        Assert.Equal(0, result.ItemsCopied + result.ItemsAdopted + result.ItemsUpdated + result.ItemsMoved + result.ItemsDeleted);
        Assert.Empty(result.Faults);
        mail.ShouldBeEqual();
    }

    [Fact]
    public void A_second_run_opens_no_folder_when_both_sides_tell_their_changes()
    {
        var mail = Filled();
        mail.Move();
        var opened = new CallRecorder();
        (mail.SourceFaults, mail.TargetFaults) = (opened, opened);
        mail.Move();
        Assert.DoesNotContain(MemoryCallNames.ListMessages, opened.Calls);
    }

    [Fact]
    public void New_changed_moved_and_deleted_messages_follow()
    {
        var mail = Filled();
        mail.Move();
        mail.Deliver("INBOX", "new one");
        mail.Source.SetFlags(FolderPath.Inbox, 2, new MessageFlags(SystemFlags.Seen | SystemFlags.Answered, KeywordSet.Of("Late")));
        mail.Source.Move(FolderPath.Inbox, 3, FolderPath.Parse("Projekte/Übersicht"));
        mail.Source.Expunge(FolderPath.Inbox, 4);
        var result = mail.Move();
        Assert.Equal((1, 1, 1, 1), (result.ItemsCopied, result.ItemsUpdated, result.ItemsMoved, result.ItemsDeleted));
        mail.ShouldBeEqual();
        Assert.Equal(0, mail.Move().ItemsCopied);
    }

    [Fact]
    public void A_user_who_deletes_on_the_target_is_obeyed()
    {
        var mail = Filled();
        mail.Move();
        mail.Target.Expunge(FolderPath.Inbox, 1);
        var result = mail.Move();
        Assert.Equal(0, result.ItemsCopied);
        Assert.Equal(29, mail.TargetMessages("INBOX").Count);
        Assert.Equal(0, mail.Move().ItemsCopied);
    }

    [Fact]
    public void A_message_that_was_touched_on_the_target_survives_its_deletion_on_the_source()
    {
        var mail = Filled();
        mail.Move();
        mail.Target.SetFlags(FolderPath.Inbox, 2, new MessageFlags(SystemFlags.Flagged));
        mail.Move();
        mail.Source.Expunge(FolderPath.Inbox, 2);
        var result = mail.Move();
        Assert.Equal(0, result.ItemsDeleted);
        Assert.Equal(30, mail.TargetMessages("INBOX").Count);
        Assert.Contains(result.Notes, n => n.Contains("flags were changed", StringComparison.Ordinal));
    }

    [Fact]
    public void Keeping_deletions_keeps_them()
    {
        var mail = Filled();
        mail.Settings = mail.Settings with { Deletions = DeletionPolicy.Keep };
        mail.Move();
        mail.Source.Expunge(FolderPath.Inbox, 2);
        Assert.Equal(0, mail.Move().ItemsDeleted);
        Assert.Equal(30, mail.TargetMessages("INBOX").Count);
    }

    [Fact]
    public void An_emptied_source_stops_removals_but_not_copies()
    {
        var mail = Filled();
        mail.Move();
        for (uint uid = 1; uid <= 30; uid++) mail.Source.Expunge(FolderPath.Inbox, uid);
        mail.Deliver("INBOX", "after the flood");
        var result = mail.Move();
        Assert.Equal((1, 0, 30), (result.ItemsCopied, result.ItemsDeleted, result.DeletionsWaiting));
        Assert.Contains(result.Faults, f => f.Kind == SyncFaults.DeletionsWait);
        Assert.Equal(31, mail.TargetMessages("INBOX").Count);
        var approved = mail.Move(mail.Settings with { ApprovedDeletions = 30 });
        Assert.Equal(30, approved.ItemsDeleted);
        mail.ShouldBeEqual();
    }

    [Fact]
    public void A_renamed_folder_is_renamed_and_nothing_is_copied()
    {
        var mail = Filled();
        mail.Move();
        mail.Source.RenameFolder(FolderPath.Parse("Projekte"), FolderPath.Parse("Archiv 2024"));
        var result = mail.Move();
        Assert.Equal((0, 0), (result.ItemsCopied, result.ItemsDeleted));
        Assert.Equal(10, mail.TargetMessages("Archiv 2024/Übersicht").Count);
        mail.ShouldBeEqual();
    }

    /// <summary>As Courier does. What the source has changed meanwhile is not forgotten over it.</summary>
    [Fact]
    public void A_target_that_rebuilds_what_it_renames_still_follows_flags_and_removals()
    {
        var mail = Filled(target: new MemoryOptions { FirstGeneration = 1_000, TellsObjectIds = false });
        mail.TargetFaults = new RebuildsWhatItRenames(mail.Target, FolderPath.Parse("Archiv 2024/Übersicht"));
        mail.Move();
        mail.Source.RenameFolder(FolderPath.Parse("Projekte"), FolderPath.Parse("Archiv 2024"));
        mail.Source.SetFlags(FolderPath.Parse("Archiv 2024/Übersicht"), 1, default);
        mail.Source.Expunge(FolderPath.Parse("Archiv 2024/Übersicht"), 2);

        var result = mail.Move();

        Assert.Equal((0, 1), (result.ItemsCopied, result.ItemsDeleted));
        mail.ShouldBeEqual();
    }

    private sealed class RebuildsWhatItRenames(MemoryMailbox mailbox, FolderPath renamed) : IMemoryFaults
    {
        public MemoryTwist? At(in MemoryMoment moment)
        {
            if (moment is { Step: MemoryStep.CallEnding, Call: LaneCall.RenameFolder }) mailbox.Rebuild(renamed, renumber: false);
            return null;
        }
    }

    [Fact]
    public void A_deleted_folder_goes_with_its_messages()
    {
        var mail = Filled();
        mail.Move();
        mail.Source.DeleteFolder(FolderPath.Parse("Projekte/Übersicht"));
        var result = mail.Move();
        Assert.Equal((10, 1), (result.ItemsDeleted, result.FoldersDeleted));
        mail.ShouldBeEqual();
    }

    [Fact]
    public void A_half_filled_target_is_adopted()
    {
        var mail = Filled();
        foreach (var message in mail.SourceMessages("INBOX").Take(12)) mail.Target.Deliver(FolderPath.Inbox, message.Content, message.Flags, message.Received);
        var result = mail.Move();
        Assert.Equal((33, 12), (result.ItemsCopied, result.ItemsAdopted));
        mail.ShouldBeEqual();
    }

    [Fact]
    public void What_was_adopted_is_not_removed_with_the_source()
    {
        var mail = Filled();
        foreach (var message in mail.SourceMessages("INBOX").Take(12)) mail.Target.Deliver(FolderPath.Inbox, message.Content, message.Flags, message.Received);
        mail.Move();
        mail.Source.Expunge(FolderPath.Inbox, 1);
        Assert.Equal(0, mail.Move().ItemsDeleted);
        Assert.Equal(30, mail.TargetMessages("INBOX").Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void A_ledger_that_lost_its_tail_does_no_harm(int commits)
    {
        var mail = Filled();
        mail.Move();
        mail.Ledger.RollBack(Math.Min(commits, mail.Ledger.CommitCount));
        var result = mail.Move();
        Assert.Equal(0, result.ItemsCopied);
        mail.ShouldBeEqual();
    }

    [Fact]
    public void A_rebuilt_source_folder_is_relinked_by_content()
    {
        var mail = Filled();
        mail.Move();
        mail.Source.Rebuild(FolderPath.Inbox, renumber: true);
        var result = mail.Move();
        Assert.Equal((0, 0), (result.ItemsCopied, result.ItemsDeleted));
        mail.Source.Expunge(FolderPath.Inbox, mail.SourceMessages("INBOX")[0].Uid);
        Assert.Equal(1, mail.Move().ItemsDeleted);
        mail.ShouldBeEqual();
    }

    [Fact]
    public void A_rebuilt_target_folder_is_relinked_by_content()
    {
        var mail = Filled();
        mail.Move();
        mail.Target.Rebuild(FolderPath.Inbox, renumber: true);
        mail.Target.Expunge(FolderPath.Inbox, mail.TargetMessages("INBOX")[3].Uid);
        var result = mail.Move();
        Assert.Equal(1, result.ItemsCopied);
        mail.ShouldBeEqual();
    }

    [Fact]
    public void A_rehearsal_writes_nothing_and_counts_the_same()
    {
        var mail = Filled();
        var rehearsal = mail.Move(mail.Settings with { DryRun = true });
        Assert.Empty(mail.TargetMessages("INBOX"));
        Assert.Empty(mail.Ledger.Folders);
        Assert.Equal(mail.Move().ItemsCopied, rehearsal.ItemsCopied);
    }

    [Fact]
    public void Identical_copies_are_all_copied_once()
    {
        var mail = new TwoMailboxes();
        for (var i = 0; i < 5; i++) mail.Source.Deliver(FolderPath.Inbox, TwoMailboxes.Message("same"), default, new ReceivedDate(1_700_000_000, 0));
        mail.Move();
        mail.Ledger.RollBack(mail.Ledger.CommitCount);
        mail.Move();
        Assert.Equal(5, mail.TargetMessages("INBOX").Count);
    }

    [Fact]
    public void A_large_message_is_listed_before_it_is_read()
    {
        var mail = new TwoMailboxes(target: new MemoryOptions { Traits = new ConnectorTraits { Limits = new MessageLimits { MaxMessageBytes = 500 } } });
        mail.Deliver("INBOX", "small");
        mail.Deliver("INBOX", "large", body: new string('x', 600));
        var result = mail.Move();
        Assert.Equal(1, result.ItemsCopied);
        Assert.Equal((SkipReason.Large, "GW1042"), (Assert.Single(result.Skipped).Reason, result.Skipped[0].Code));
        Assert.Equal(1, Assert.Single(mail.Move().Skipped).Tries);
    }

    private sealed class CallRecorder : IMemoryFaults
    {
        public List<string> Calls { get; } = [];

        public MemoryTwist? At(in MemoryMoment moment)
        {
            if (moment.Step == MemoryStep.CallStarting) Calls.Add(moment.Call.ToString());
            return null;
        }
    }

    private static class MemoryCallNames
    {
        public const string ListMessages = "ListMessages";
    }

    [Fact]
    public void A_move_that_failed_knows_how_long_it_tried()
    {
        var mail = new TwoMailboxes();
        var move = new MailboxMove(new MoveSettings { RetryBudget = TimeSpan.FromSeconds(5) }, new MemoryConnector(mail.Source, new Unreachable()), new MemoryConnector(mail.Target), mail.Ledger,
            new MoveEnvironment(mail.Clock, (time, _) => mail.Clock.Advance(time)));

        Assert.Throws<FaultException>(() => move.Run(TestContext.Current.CancellationToken));

        Assert.InRange(move.SoFar().Elapsed, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
    }

    private sealed class Unreachable : IMemoryFaults
    {
        public MemoryTwist? At(in MemoryMoment moment) => throw new FaultException(new Fault(ConnectorFaults.ConnectionLost, Side.Source, "The connection broke off."));
    }
}
