namespace Godwit.Sync.Tests.Applying;

/// <summary>The last look at the source before anything is removed: with several lanes it is made while the target's flags are, and removals wait for it.</summary>
public sealed class LastLookTests
{
    /// <summary>Since the first run one message was flagged and one has gone.</summary>
    private static TwoMailboxes Moved(int lanes)
    {
        var mail = new TwoMailboxes { Settings = new MoveSettings { Lanes = lanes } };
        mail.Source.CreateFolder(FolderPath.Of("Archive"));
        for (var i = 1; i <= 20; i++) mail.Deliver("INBOX", $"letter {i}");
        mail.Move();
        mail.Source.SetFlags(FolderPath.Inbox, 2, new MessageFlags(SystemFlags.Flagged));
        mail.Source.Expunge(FolderPath.Inbox, 5);
        return mail;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void What_is_gone_is_removed_after_it(int lanes)
    {
        var mail = Moved(lanes);
        var result = mail.Move();
        Assert.Equal((1, 1), (result.ItemsUpdated, result.ItemsDeleted));
        mail.ShouldBeEqual();
    }

    /// <summary>The last look is held up until the flags are made, and what it then sees counts all the same.</summary>
    [Fact]
    public void Flags_are_made_while_it_is_waited_for_and_removals_are_not()
    {
        var mail = Moved(lanes: 2);
        using var flagged = new ManualResetEventSlim();
        mail.TargetFaults = new At(LaneCall.ChangeFlags, MemoryStep.CallEnding, 1, flagged.Set);
        mail.SourceFaults = new At(LaneCall.ListFolders, MemoryStep.CallStarting, 2, () =>
        {
            Assert.True(flagged.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken), "No flags were made before the look was over.");
            mail.Source.Deliver(FolderPath.Of("Archive"), TwoMailboxes.Message("letter 5"), default, new ReceivedDate(1_700_000_004, 60));
        });

        var first = mail.Move();
        Assert.Equal((1, 0), (first.ItemsUpdated, first.ItemsDeleted));
        Assert.Equal(20, mail.TargetMessages("INBOX").Count);

        Assert.Equal((1, 0), (mail.Move().ItemsMoved, mail.TargetMessages("INBOX").Count - 19));
        mail.ShouldBeEqual();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Where_the_folders_have_changed_the_next_pass_removes(int lanes)
    {
        var mail = Moved(lanes);
        mail.SourceFaults = new At(LaneCall.ListFolders, MemoryStep.CallStarting, 2, () => mail.Source.CreateFolder(FolderPath.Of("New")));

        var result = mail.Move();

        Assert.Equal((1, 1, 1), (result.ItemsUpdated, result.ItemsDeleted, result.FoldersCreated));
        mail.ShouldBeEqual();
    }

    /// <summary>Does something the n-th time that a call comes to a step.</summary>
    private sealed class At(LaneCall call, MemoryStep step, int time, Action act) : IMemoryFaults
    {
        private int _times;

        MemoryTwist? IMemoryFaults.At(in MemoryMoment moment)
        {
            if (moment.Call == call && moment.Step == step && Interlocked.Increment(ref _times) == time) act();
            return null;
        }
    }
}
