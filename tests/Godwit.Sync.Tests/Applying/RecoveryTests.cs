namespace Godwit.Sync.Tests.Applying;

/// <summary>What an old ledger, an interrupted run or a user who is quicker than the engine leaves behind, and what must come of it: nothing lost, nothing doubled, nobody's flags forgotten.</summary>
public sealed class RecoveryTests
{
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
}
