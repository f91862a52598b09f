namespace Godwit.EdgeCases;

/// <summary>Row 15: messages over the target's limit are known before anything is copied, skipped in one run, and not tried again by themselves.</summary>
public sealed class Case15_TooLarge
{
    private const int MB = 1_000_000;

    [Theory]
    [InlineData(25, new[] { 26, 36, 151 })]
    [InlineData(35, new[] { 36, 151 })]
    public void They_are_listed_before_copying(int limit, int[] tooLarge)
    {
        using var trip = Filled(ServerProfile.Cyrus with { MaxMessageBytes = limit * MB });
        var target = (ImapPlace)trip.Target;
        foreach (var result in (MoveResult[])[trip.Rehearse(), trip.Run()])
        {
            Assert.Empty(result.Faults);
            Assert.Equal(5 - tooLarge.Length, result.ItemsCopied);
        }
        Assert.Equal(tooLarge.Length, trip.Rehearse().Skipped.Count);
        Assert.Equal(5 - tooLarge.Length, target.Appends);

        target.Server.Log.Clear();
        ((ImapPlace)trip.Source).Server.Log.Clear();
        var again = trip.Run();
        Assert.Equal(tooLarge.Select(m => (long)m * MB), again.Skipped.Select(s => s.Size).Order());
        Assert.All(again.Skipped, s => Assert.Equal((SkipReason.Large, "GW1042", 1), (s.Reason, s.Code, s.Tries)));
        Assert.Equal((0L, 0), (again.ItemsCopied, target.Appends));
    }

    [Fact]
    public void A_rehearsal_tells_them_one_by_one_also_in_folders_that_are_still_to_be_made()
    {
        using var trip = Filled(ServerProfile.Cyrus with { MaxMessageBytes = 25 * MB });
        var result = trip.Rehearse();
        Assert.Equal(2, result.ItemsCopied);
        Assert.Equal(3, result.Notes.Count(n => n.Contains("would be skipped", StringComparison.Ordinal)));
        Assert.Contains(result.Notes, n => n.StartsWith("Scans:", StringComparison.Ordinal));
        Assert.Equal(0, ((ImapPlace)trip.Target).Appends);
    }

    [Fact]
    public void A_limit_that_nobody_told_is_learned_from_the_first_refusal_and_skips_in_one_run()
    {
        using var trip = Filled(ServerProfile.Courier with { MaxMessageBytes = 25 * MB });
        var result = trip.Run();
        Assert.Empty(result.Faults);
        Assert.Equal((2, 3), (result.ItemsCopied, result.Skipped.Count));
        Assert.All(result.Skipped, s => Assert.Equal(SkipReason.Large, s.Reason));
        // A large message asks before it is sent: nothing of the refused ones went over the wire twice.
        ((ImapPlace)trip.Target).Server.Log.Clear();
        Assert.Equal(3, trip.Run().Skipped.Count);
        Assert.Equal(0, ((ImapPlace)trip.Target).Appends);
    }

    private static Trip Filled(ServerProfile target)
    {
        var trip = new Trip(new ImapPlace(), new ImapPlace(target));
        var source = (ImapPlace)trip.Source;
        source.Create("Scans");
        trip.Source.Deliver("INBOX", Letters.Plain(1), default, 1);
        var number = 2;
        foreach (var size in (int[])[24, 26, 36, 151])
            source.Folder(size == 36 ? "Scans" : "INBOX").Deliver(MessageBody.Generated(size * MB, number), default, Letters.Received(number++));
        return trip;
    }
}
