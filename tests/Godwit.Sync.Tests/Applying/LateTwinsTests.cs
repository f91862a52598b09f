namespace Godwit.Sync.Tests.Applying;

/// <summary>What a broken-off run had sent, and the server stored only after the next run had copied it again.</summary>
public sealed class LateTwinsTests
{
    private const int Messages = 5;

    /// <summary>One run is killed with its only group under way; the next one copies the messages again.</summary>
    private static TwoMailboxes Recovered()
    {
        var mail = new TwoMailboxes();
        for (var i = 0; i < Messages; i++) mail.Deliver("INBOX", $"inbox {i}");
        mail.MoveAndFail(new GroupComesLate());
        Assert.Equal(Messages, mail.Move().ItemsCopied);
        return mail;
    }

    [Fact]
    public void A_twin_that_lands_after_the_recovering_run_is_taken_back_by_the_next()
    {
        var mail = Recovered();
        Assert.Equal(Messages, mail.Target.LandLateGroups());
        var result = mail.Move();
        mail.ShouldBeEqual();
        Assert.Equal([6U, 7U, 8U, 9U, 10U], mail.TargetMessages("INBOX").Select(m => m.Uid));
        Assert.Equal((0, 0, 0), (result.ItemsCopied, result.ItemsAdopted, result.ItemsDeleted));
    }

    [Fact]
    public void The_twin_goes_on_as_the_message_s_copy()
    {
        var mail = Recovered();
        mail.Target.LandLateGroups();
        mail.Move();
        mail.Source.SetFlags(FolderPath.Inbox, 1, new MessageFlags(SystemFlags.Seen));
        mail.Source.Expunge(FolderPath.Inbox, 2);
        var result = mail.Move();
        Assert.Equal((1, 1), (result.ItemsUpdated, result.ItemsDeleted));
        mail.ShouldBeEqual();
    }

    [Fact]
    public void The_first_run_after_the_hour_still_takes_back_what_has_landed()
    {
        var mail = Recovered();
        mail.Target.LandLateGroups();
        mail.Clock.Advance(TimeSpan.FromHours(24));
        mail.Move();
        mail.ShouldBeEqual();
    }

    [Fact]
    public void What_lands_after_the_hour_and_a_run_is_a_stranger()
    {
        var mail = Recovered();
        mail.Clock.Advance(TimeSpan.FromMinutes(61));
        mail.Move();
        mail.Target.LandLateGroups();
        mail.Move();
        Assert.Equal(2 * Messages, mail.TargetMessages("INBOX").Count);
        Assert.Equal(0, mail.Ledger.Folders.Single().TwinsUntil);
    }

    [Fact]
    public void A_twin_whose_message_the_target_s_user_has_removed_stays()
    {
        var mail = Recovered();
        mail.Target.Expunge(FolderPath.Inbox, 1);
        mail.Target.LandLateGroups();
        mail.Move();
        mail.ShouldBeEqual();
    }

    [Fact]
    public void A_twin_that_took_our_copy_s_place_in_a_run_that_the_ledger_has_lost_goes_on_as_the_copy()
    {
        var mail = Recovered();
        var before = mail.Ledger.CommitCount;
        mail.Target.LandLateGroups();
        mail.Move();
        mail.Ledger.RollBack(mail.Ledger.CommitCount - before);
        mail.Source.SetFlags(FolderPath.Inbox, 1, new MessageFlags(SystemFlags.Seen));
        mail.Move();
        mail.ShouldBeEqual();
        mail.Source.Expunge(FolderPath.Inbox, 2);
        Assert.Equal(1, mail.Move().ItemsDeleted);
        mail.ShouldBeEqual();
    }

    [Fact]
    public void A_twin_of_a_message_that_is_gone_from_the_source_and_kept_is_taken_back()
    {
        var mail = Recovered();
        mail.Settings = mail.Settings with { Deletions = DeletionPolicy.Keep };
        mail.Source.Expunge(FolderPath.Inbox, 1);
        mail.Move();
        mail.Target.LandLateGroups();
        mail.Move();
        Assert.Equal(Messages, mail.TargetMessages("INBOX").Count);
    }

    [Fact]
    public void Of_identical_messages_the_last_copy_is_not_taken_back_by_a_ledger_that_has_lost_the_exchange()
    {
        var mail = new TwoMailboxes();
        DeliverWeekly(mail, "Read", SystemFlags.None);
        mail.MoveAndFail(new GroupComesLate());
        mail.Source.Copy(FolderPath.Parse("Read"), 1, FolderPath.Parse("Read"));
        mail.Move();
        var before = mail.Ledger.CommitCount;
        mail.Target.LandLateGroups();
        mail.Move();
        mail.Ledger.RollBack(mail.Ledger.CommitCount - before);
        mail.Move();
        mail.ShouldBeEqual();
    }

    [Fact]
    public void Our_copy_that_an_interrupted_exchange_left_behind_goes_in_the_next_run()
    {
        var mail = Recovered();
        mail.Target.LandLateGroups();
        mail.MoveAndFail(new BreaksAtRemoval());
        Assert.Equal(2 * Messages, mail.TargetMessages("INBOX").Count);
        mail.Move();
        mail.ShouldBeEqual();
    }

    [Fact]
    public void Several_twins_of_one_message_are_taken_back()
    {
        var mail = new TwoMailboxes();
        mail.Deliver("INBOX", "sent three times");
        mail.TargetFaults = new GroupComesLate();
        for (var run = 0; run < 2; run++) Assert.Throws<FaultException>(() => mail.Move(mail.Settings with { RetryBudget = TimeSpan.Zero }));
        mail.TargetFaults = null;
        mail.Move();
        Assert.Equal(2, mail.Target.LandLateGroups());
        mail.Move();
        mail.ShouldBeEqual();
    }

    [Fact]
    public void A_late_twin_is_not_taken_for_the_identical_message_that_is_new_in_another_folder()
    {
        var mail = new TwoMailboxes();
        DeliverWeekly(mail, "Read", SystemFlags.Seen);
        mail.MoveAndFail(new GroupComesLate());
        mail.MoveAndFail(new BreaksWhenStored());
        Assert.Equal(1, mail.Target.LandLateGroups());
        DeliverWeekly(mail, "Unread", SystemFlags.None);
        mail.Move();
        mail.ShouldBeEqual();
    }

    private static void DeliverWeekly(TwoMailboxes mail, string folder, SystemFlags flags)
    {
        mail.Source.CreateFolder(FolderPath.Parse(folder));
        mail.Source.Deliver(FolderPath.Parse(folder), TwoMailboxes.Message("weekly"), new MessageFlags(flags), new ReceivedDate(1_700_000_000, 60));
    }

    [Fact]
    public void Nothing_more_is_asked_of_the_target_when_no_twin_can_come()
    {
        var undisturbed = new TwoMailboxes();
        undisturbed.Deliver("INBOX", "first");
        undisturbed.Move();
        var usual = ListingsOfNextRun(undisturbed);
        var mail = Recovered();
        Assert.Equal(usual + 1, ListingsOfNextRun(mail));
        mail.Clock.Advance(TimeSpan.FromMinutes(61));
        mail.Move();
        Assert.Equal(usual, ListingsOfNextRun(mail));
    }

    private static int ListingsOfNextRun(TwoMailboxes mail)
    {
        var asked = new CountsListings();
        mail.Deliver("INBOX", $"new {mail.Clock.GetTimestamp()}");
        mail.TargetFaults = asked;
        mail.Move();
        mail.TargetFaults = null;
        return asked.Listings;
    }

    private sealed class GroupComesLate : IMemoryFaults
    {
        public MemoryTwist? At(in MemoryMoment moment) => moment.Step == MemoryStep.GroupCommitting ? MemoryTwist.CommitLate(int.MaxValue) : null;
    }

    private sealed class BreaksWhenStored : IMemoryFaults
    {
        public MemoryTwist? At(in MemoryMoment moment) => moment.Step == MemoryStep.GroupCommitted ? MemoryTwist.Drop : null;
    }

    private sealed class BreaksAtRemoval : IMemoryFaults
    {
        public MemoryTwist? At(in MemoryMoment moment) => moment is { Step: MemoryStep.CallStarting, Call: LaneCall.RemoveMessages } ? MemoryTwist.Drop : null;
    }

    private sealed class CountsListings : IMemoryFaults
    {
        public int Listings { get; private set; }

        public MemoryTwist? At(in MemoryMoment moment)
        {
            if (moment is { Step: MemoryStep.CallStarting, Call: LaneCall.ListMessages }) Listings++;
            return null;
        }
    }
}
