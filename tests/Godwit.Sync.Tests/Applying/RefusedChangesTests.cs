namespace Godwit.Sync.Tests.Applying;

/// <summary>A side that refuses a single change, or does it and cannot say so: the others are made, and what was refused is seen again by the next run.</summary>
public sealed class RefusedChangesTests
{
    private static readonly FolderPath Other = FolderPath.Parse("Other");

    private static TwoMailboxes Moved(int messages, bool tellsChanges = true)
    {
        var traits = new ConnectorTraits { Reports = new ReportTraits { Changes = tellsChanges, NewUids = true }, Moves = new MoveTraits { CanMove = true, CanRemove = true } };
        var mail = new TwoMailboxes(new MemoryOptions { Traits = traits }, new MemoryOptions { FirstGeneration = 1_000, Traits = traits });
        mail.Source.CreateFolder(Other);
        mail.Deliver("Other", "other");
        for (var i = 0; i < messages; i++) mail.Deliver("INBOX", $"inbox {i}");
        mail.Move();
        mail.Move();
        mail.ShouldBeEqual();
        return mail;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_message_whose_move_is_refused_is_moved_when_the_target_lets_it(bool tellsChanges)
    {
        var mail = Moved(3, tellsChanges);
        mail.Source.Move(FolderPath.Inbox, 2, Other);
        mail.TargetFaults = new Twists(At(LaneCall.MoveMessages, Refused(ConnectorFaults.FolderRefused)));

        Assert.Equal([ConnectorFaults.FolderRefused.Code], mail.Move().Faults.Select(f => f.Code));
        mail.TargetFaults = null;

        Assert.Equal((0, 1, 0), Changes(mail.Move()));
        mail.ShouldBeEqual();
        Assert.Equal((0, 0, 0), Changes(mail.Move()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_move_that_is_refused_for_a_moment_is_made_in_the_same_run(bool tellsChanges)
    {
        var mail = Moved(3, tellsChanges);
        mail.Source.Move(FolderPath.Inbox, 2, Other);
        mail.TargetFaults = new Twists(At(LaneCall.MoveMessages, Refused(ConnectorFaults.GenerationChanged)), times: 1);

        Assert.Equal((0, 1, 0), Changes(mail.Move()));
        mail.ShouldBeEqual();
    }

    /// <summary>The source has it all the same: in doubt it is copied.</summary>
    [Fact]
    public void A_message_that_is_taken_away_just_before_it_is_moved_is_not_counted_as_moved()
    {
        var mail = Moved(3);
        mail.Source.Move(FolderPath.Inbox, 2, Other);
        mail.Source.Move(FolderPath.Inbox, 3, Other);
        mail.TargetFaults = new Twists(moment =>
        {
            if (moment is { Step: MemoryStep.CallStarting, Call: LaneCall.MoveMessages }) mail.Target.Expunge(FolderPath.Inbox, 2);
            return null;
        }, times: 1);

        Assert.Equal((1, 1, 0), Changes(mail.Move()));
        mail.ShouldBeEqual();
        Assert.Equal((0, 0, 0), Changes(mail.Move()));
    }

    /// <summary>Either the answer is lost, or another change of the same folder is refused before the bases have moved on.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Flags_that_were_set_by_us_are_not_taken_for_somebody_else_s(bool answerIsLost)
    {
        var mail = Moved(3);
        mail.Source.SetFlags(FolderPath.Inbox, 1, new MessageFlags(SystemFlags.Seen));
        mail.Source.SetFlags(FolderPath.Inbox, 2, new MessageFlags(SystemFlags.Flagged));
        var calls = 0;
        mail.TargetFaults = new Twists(moment => moment is not { Step: MemoryStep.CallStarting, Call: LaneCall.ChangeFlags } ? null
            : ++calls == 1 ? answerIsLost ? MemoryTwist.LoseAnswer : null
            : calls == 2 && !answerIsLost ? Refused(ConnectorFaults.FolderRefused) : null);
        mail.Move();
        mail.TargetFaults = null;
        mail.Move();
        mail.ShouldBeEqual();

        mail.Source.Expunge(FolderPath.Inbox, 1);

        Assert.Equal(1, mail.Move().ItemsDeleted);
        mail.ShouldBeEqual();
    }

    [Fact]
    public void One_refused_change_of_flags_keeps_neither_the_others_nor_removals_back()
    {
        var mail = Moved(4);
        mail.Source.SetFlags(FolderPath.Inbox, 1, new MessageFlags(SystemFlags.Seen));
        mail.Source.SetFlags(FolderPath.Inbox, 2, new MessageFlags(SystemFlags.Flagged));
        mail.Source.SetFlags(FolderPath.Inbox, 3, new MessageFlags(SystemFlags.Answered));
        mail.Source.Expunge(FolderPath.Inbox, 4);
        var calls = 0;
        mail.TargetFaults = new Twists(moment => moment is { Step: MemoryStep.CallStarting, Call: LaneCall.ChangeFlags } && ++calls == 2 ? Refused(ConnectorFaults.FolderRefused) : null);

        var result = mail.Move();

        Assert.Equal((2, 1, ConnectorFaults.FolderRefused.Code), (result.ItemsUpdated, result.ItemsDeleted, Assert.Single(result.Faults).Code));
        mail.TargetFaults = null;
        Assert.Equal(1, mail.Move().ItemsUpdated);
        mail.ShouldBeEqual();
    }

    /// <summary>As a removal leaves it that was cut between the mark and the expunging.</summary>
    [Fact]
    public void A_message_that_is_only_marked_as_deleted_is_still_removed()
    {
        var mail = Moved(3);
        mail.Source.Expunge(FolderPath.Inbox, 1);
        mail.Target.SetFlags(FolderPath.Inbox, 1, new MessageFlags(SystemFlags.Deleted));

        Assert.Equal(1, mail.Move().ItemsDeleted);
        mail.ShouldBeEqual();
    }

    [Fact]
    public void A_message_whose_mark_the_target_s_user_took_away_stays()
    {
        var mail = Moved(3);
        mail.Source.SetFlags(FolderPath.Inbox, 1, new MessageFlags(SystemFlags.Deleted));
        mail.Move();
        mail.Target.SetFlags(FolderPath.Inbox, 1, default);
        mail.Source.Expunge(FolderPath.Inbox, 1);

        Assert.Equal(0, mail.Move().ItemsDeleted);
        Assert.Equal(3, mail.TargetMessages("INBOX").Count);
    }

    [Fact]
    public void Removals_wait_while_a_source_folder_cannot_be_looked_at_and_nothing_else_does()
    {
        var mail = Moved(3);
        mail.Source.Expunge(FolderPath.Inbox, 1);
        mail.Deliver("INBOX", "new");
        mail.Deliver("Other", "other 2");
        mail.SourceFaults = new Twists(moment => moment is { Step: MemoryStep.CallStarting, Call: LaneCall.ListMessages } && moment.Folder == Other ? Refused(ConnectorFaults.FolderUnavailable) : null);

        var result = mail.Move();

        Assert.Equal((1, 0), (result.ItemsCopied, result.ItemsDeleted));
        Assert.NotEmpty(result.Faults);
        mail.SourceFaults = null;
        Assert.Equal((1, 0, 1), Changes(mail.Move()));
        mail.ShouldBeEqual();
    }

    /// <summary>A bad message is tried again, is left out by the server this once, and its folder is held back for removals that wait.</summary>
    [Fact]
    public void A_skipped_message_of_a_folder_that_is_held_back_is_not_forgotten()
    {
        var mail = new TwoMailboxes();
        for (var i = 0; i < 100; i++) mail.Deliver("INBOX", $"inbox {i}");
        var bad = mail.Deliver("INBOX", "bad");
        mail.SourceFaults = new Twists(moment => moment.Step == MemoryStep.Reading && moment.Uid == bad ? MemoryTwist.Fail(new Fault(ConnectorFaults.MessageUnreadable, Side.Source, "no")) : null);
        Assert.Single(mail.Move().Skipped);
        for (var uid = 1u; uid <= 50; uid++) mail.Source.Expunge(FolderPath.Inbox, uid);
        mail.SourceFaults = new Twists(moment => moment.Step == MemoryStep.Reading && moment.Uid == bad ? MemoryTwist.Omit : null);
        Assert.Equal(50, mail.Move().DeletionsWaiting);
        mail.SourceFaults = null;

        Assert.Equal((1, 0, 50), Changes(mail.Move(mail.Settings with { ApprovedDeletions = 50 })));
        mail.ShouldBeEqual();
    }

    /// <summary>The run that copied it was broken off before it was closed, and the copy is gone before any listing has shown it.</summary>
    [Fact]
    public void A_message_that_was_skipped_once_and_whose_copy_was_lost_is_copied_again()
    {
        var mail = new TwoMailboxes();
        for (var i = 0; i < 3; i++) mail.Deliver("INBOX", $"inbox {i}");
        var bad = mail.Deliver("INBOX", "bad");
        mail.SourceFaults = new Twists(moment => moment.Step == MemoryStep.Reading && moment.Uid == bad ? MemoryTwist.Fail(new Fault(ConnectorFaults.MessageUnreadable, Side.Source, "no")) : null);
        Assert.Single(mail.Move().Skipped);
        mail.SourceFaults = null;
        mail.Source.SetFlags(FolderPath.Inbox, 1, new MessageFlags(SystemFlags.Seen));
        mail.MoveAndFail(new Twists(At(LaneCall.ChangeFlags, MemoryTwist.Drop)));
        mail.Target.Expunge(FolderPath.Inbox, mail.TargetMessages("INBOX")[^1].Uid);

        Assert.Equal(1, mail.Move().ItemsCopied);
        mail.ShouldBeEqual();
    }

    /// <summary>Where the target does not tell new uids, messages are copied in parts of 500, and each part's are looked up.</summary>
    [Fact]
    public void A_copy_that_a_listing_left_out_is_found_by_the_next_pass_though_later_parts_were_found_whole()
    {
        var quiet = new ConnectorTraits { Reports = new ReportTraits { Changes = true, NewUids = false }, Moves = new MoveTraits { CanMove = false, CanRemove = false } };
        var mail = new TwoMailboxes(target: new MemoryOptions { FirstGeneration = 1_000, Traits = quiet });
        for (var i = 0; i < 600; i++) mail.Deliver("INBOX", $"inbox {i}");
        mail.TargetFaults = new Twists(static moment => moment is { Step: MemoryStep.Listing, Uid: 7 } ? MemoryTwist.Omit : null, times: 2);

        mail.Move();

        mail.ShouldBeEqual();
    }

    private static (long Copied, long Moved, long Deleted) Changes(MoveResult result) => (result.ItemsCopied, result.ItemsMoved, result.ItemsDeleted);

    private static MemoryTwist Refused(FaultKind kind) => MemoryTwist.Fail(new Fault(kind, Side.Target, "no"));

    private static Func<MemoryMoment, MemoryTwist?> At(LaneCall call, MemoryTwist twist) => moment => moment.Step == MemoryStep.CallStarting && moment.Call == call ? twist : null;
}
