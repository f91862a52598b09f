using Godwit.Sync.Tests.Applying;

namespace Godwit.Sync.Tests.Verifying;

/// <summary>A comparison that meets trouble says what it could not compare, and compares the rest.</summary>
public sealed class MailboxVerificationTests
{
    private static readonly FolderPath Other = FolderPath.Parse("Other");

    private static TwoMailboxes Moved()
    {
        var mail = new TwoMailboxes();
        mail.Source.CreateFolder(Other);
        mail.Source.CreateFolder(FolderPath.Parse("Third"));
        foreach (var folder in (string[])["INBOX", "Other", "Third"])
            for (var i = 0; i < 3; i++) mail.Deliver(folder, $"{folder} {i}", keywords: $"k{i}");
        mail.Move();
        mail.ShouldBeEqual();
        return mail;
    }

    [Fact]
    public void Two_equal_mailboxes_have_no_differences()
    {
        var result = Moved().Verify();

        Assert.Equal((3, 9, 9, 9, 0), (result.Folders, result.SourceItems, result.TargetItems, result.Equal, result.DifferenceCount));
        Assert.Empty(result.Faults);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_folder_that_cannot_be_opened_is_told_and_the_others_are_compared(bool onSource)
    {
        var mail = Moved();
        var closed = new Twists(At(LaneCall.ListMessages, Other, Fails(ConnectorFaults.NoPermission, onSource ? Side.Source : Side.Target)));
        if (onSource) mail.SourceFaults = closed; else mail.TargetFaults = closed;

        var result = mail.Verify();

        Assert.Equal((2, 6, 6, 6, 0), (result.Folders, result.SourceItems, result.TargetItems, result.Equal, result.DifferenceCount));
        var fault = Assert.Single(result.Faults);
        Assert.Equal((ConnectorFaults.NoPermission.Code, "Other: no"), (fault.Code, fault.Told));
    }

    [Theory]
    [InlineData(LaneCall.ListMessages)]
    [InlineData(LaneCall.ReadMessages)]
    public void After_a_broken_connection_the_folder_is_compared_again_and_nothing_is_told_twice(LaneCall call)
    {
        var mail = Moved();
        mail.Target.Expunge(FolderPath.Inbox, 1);
        mail.Target.Expunge(Other, 1);
        mail.TargetFaults = new Twists(At(call, Other, Fails(ConnectorFaults.ConnectionLost, Side.Target)), times: 1);

        var result = mail.Verify();

        Assert.Equal((3, 9, 7, 7, 2), (result.Folders, result.SourceItems, result.TargetItems, result.Equal, result.DifferenceCount));
        Assert.Equal([(DifferenceKind.Missing, FolderPath.Inbox), (DifferenceKind.Missing, Other)], result.Differences.Select(d => (d.Kind, d.Folder)));
        Assert.Empty(result.Faults);
    }

    [Fact]
    public void A_folder_that_was_rebuilt_meanwhile_is_compared_again()
    {
        var mail = Moved();
        mail.TargetFaults = new Twists(At(LaneCall.ListMessages, Other, Fails(ConnectorFaults.GenerationChanged, Side.Target)), times: 1);

        var result = mail.Verify();

        Assert.Equal((3, 9, 0), (result.Folders, result.Equal, result.DifferenceCount));
        Assert.Empty(result.Faults);
    }

    [Fact]
    public void A_folder_that_is_rebuilt_again_and_again_is_told()
    {
        var mail = Moved();
        mail.TargetFaults = new Twists(At(LaneCall.ListMessages, Other, Fails(ConnectorFaults.GenerationChanged, Side.Target)));

        var result = mail.Verify();

        Assert.Equal((2, 6), (result.Folders, result.Equal));
        Assert.Equal(ConnectorFaults.GenerationChanged.Code, Assert.Single(result.Faults).Code);
    }

    [Fact]
    public void A_connection_that_breaks_again_and_again_ends_the_comparison_with_its_fault()
    {
        var mail = Moved();
        mail.SourceFaults = new Twists(At(LaneCall.ListMessages, Other, Fails(ConnectorFaults.ConnectionLost, Side.Source)));

        var thrown = Assert.Throws<FaultException>(() => mail.Verify());

        Assert.Equal(ConnectorFaults.ConnectionLost.Code, thrown.Fault.Code);
    }

    private static MemoryTwist Fails(FaultKind kind, Side side) => MemoryTwist.Fail(new Fault(kind, side, "no"));

    private static Func<MemoryMoment, MemoryTwist?> At(LaneCall call, FolderPath folder, MemoryTwist twist) =>
        moment => moment.Step == MemoryStep.CallStarting && moment.Call == call && moment.Folder == folder ? twist : null;
}
