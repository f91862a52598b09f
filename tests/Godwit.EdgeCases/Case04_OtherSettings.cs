namespace Godwit.EdgeCases;

/// <summary>Row 4: there is one way to tell a message, its content, and no setting that changes it. Whatever else is changed between two runs copies and removes nothing.</summary>
public sealed class Case04_OtherSettings
{
    private static Trip Finished()
    {
        var trip = new Trip(new ImapPlace(), new ImapPlace());
        trip.Source.Create("Projects");
        trip.Source.Fill("INBOX", 60);
        trip.Source.Fill("Projects", 60, first: 100);
        trip.Run().ShouldHaveCopied(120);
        return trip;
    }

    [Fact]
    public void Other_settings_wipe_nothing_and_copy_nothing_again()
    {
        using var trip = Finished();
        foreach (var changed in (MoveSettings[])[
            trip.Settings with { Lanes = 2 }, trip.Settings with { GroupMessages = 1 }, trip.Settings with { Deletions = DeletionPolicy.Keep }, trip.Settings with { RetrySkipped = true },
            trip.Settings])
        {
            trip.Run(changed).ShouldHaveDoneNothing();
        }
        trip.ShouldBeEqual();
    }

    [Fact]
    public void A_narrower_filter_with_deletions_on_removes_nothing()
    {
        using var trip = Finished();
        foreach (var filter in (MessageFilter[])[
            new() { IncludeFolders = ["INBOX"] }, new() { MaxBytes = 10 }, new() { Since = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero) },
            new() { OnlyWith = new MessageFlags(SystemFlags.Flagged) }, MessageFilter.Everything])
        {
            trip.Run(trip.Settings with { Filter = filter }).ShouldHaveDoneNothing();
        }
        trip.ShouldBeEqual();
    }

    [Fact]
    public void State_of_another_pair_is_refused_untouched()
    {
        using var trip = Finished();
        using var other = new ImapPlace();
        var before = File.ReadAllBytes(trip.StatePath);
        var fault = Assert.Throws<FaultException>(() => SqliteLedger.Open(trip.StatePath, trip.Source.As(Side.Source).Identity, other.As(Side.Target).Identity, trip.Clock)).Fault;
        Assert.Equal(SyncFaults.StateOfAnotherPair, fault.Kind);
        Assert.Equal(before, File.ReadAllBytes(trip.StatePath));
    }
}
