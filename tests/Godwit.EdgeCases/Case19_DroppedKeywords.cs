namespace Godwit.EdgeCases;

/// <summary>Row 19: keywords that the target would drop without a word are foreseen by the rehearsal and counted in the report.</summary>
public sealed class Case19_DroppedKeywords
{
    private const int Keywords = 40;

    private static Trip Filled()
    {
        var trip = new Trip(new ImapPlace(), new ImapPlace(ServerProfile.Dovecot with { Keywords = new KeywordPolicy { TakesNewKeywords = false } }));
        trip.Source.Create("Projects");
        for (var number = 0; number < Keywords * 2; number++)
        {
            var keyword = FormattableString.Invariant($"label-{number % Keywords:00}");
            trip.Source.Deliver(number < Keywords ? "INBOX" : "Projects", Letters.Plain(number), new MessageFlags(SystemFlags.Seen, KeywordSet.Of(keyword)), number);
        }
        return trip;
    }

    [Fact]
    public void The_rehearsal_foresees_every_loss_also_in_folders_that_are_still_to_be_made()
    {
        using var trip = Filled();
        var result = trip.Rehearse();
        Assert.Equal(Keywords * 2, Losses(result).Count);
        Assert.Equal(Losses(result), Losses(trip.Run()));
    }

    [Fact]
    public void The_report_counts_them_and_the_ledger_remembers_them()
    {
        using var trip = Filled();
        Assert.Equal(Keywords * 2, Losses(trip.Run().ShouldHaveCopied(Keywords * 2)).Count);
        Assert.All(trip.Target.All(), m => Assert.Equal(new MessageFlags(SystemFlags.Seen), m.Flags));
        Assert.Equal(Keywords, trip.Remembered("INBOX").SelectMany(r => r.SourceFlags.Keywords).Distinct().Count());
        Assert.Empty(Losses(trip.Run().ShouldHaveDoneNothing()));
    }

    [Fact]
    public void A_target_that_keeps_them_all_loses_none()
    {
        using var trip = new Trip(new ImapPlace(), new ImapPlace());
        for (var number = 0; number < Keywords; number++)
            trip.Source.Deliver("INBOX", Letters.Plain(number), new MessageFlags(SystemFlags.None, KeywordSet.Of(FormattableString.Invariant($"label-{number}"))), number);
        Assert.Empty(trip.Rehearse().Notes);
        Assert.Empty(trip.Run().ShouldHaveCopied(Keywords).Notes);
        trip.ShouldBeEqual();
    }

    private static List<string> Losses(MoveResult result) => [.. result.Notes.Where(n => n.Contains("which the target does not keep", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
}
