namespace Godwit.Moves.Tests.Requests;

public sealed class PercentTests
{
    private static readonly DateTimeOffset Now = new(2024, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(false, 1000, 1000, 250, 25)]   // a first copy
    [InlineData(false, 1000, 0, 0, 0)]         // before it
    [InlineData(true, 1000, 0, 0, 100)]        // in step
    [InlineData(true, 9900, 100, 0, 99)]       // a later sync that broke off at its beginning
    [InlineData(true, 9900, 100, 100, 100)]    // one that came to its end
    public void What_a_later_sync_has_yet_to_copy_is_a_share_of_the_whole_mailbox(bool inStep, long source, long planned, long done, double expected)
    {
        var order = new MoveOrder { Address = "a@old.example", TargetAddress = "a@new.example", Direction = MigrationBatchDirection.Local, SubmittedBy = "tester" };
        var standing = MoveStanding.New(Now, started: true) with { Seeded = inStep ? Now : null };
        var counts = MoveCounts.None with { SourceBytes = source, BytesPlanned = planned, BytesDone = done };

        Assert.Equal(expected, Percent.Copied(new Move(Guid.Empty, 1, null, order, standing, counts, 1)));
    }
}
