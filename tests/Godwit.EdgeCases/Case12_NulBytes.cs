namespace Godwit.EdgeCases;

/// <summary>Row 12: where a target refuses NUL bytes they are taken out, it is said, and the ledger keeps the hash of the original.</summary>
public sealed class Case12_NulBytes
{
    private static readonly byte[] InText = Letters.Plain(1, "before\0after\r\n");
    private static readonly byte[] InHeader = Letters.Of("Subject: letter 2.\r\nX-Scanner: a\0b\r\n");
    private static readonly byte[] InEpilogue = Letters.Of(
        "Subject: letter 3.\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n", "--b\r\nContent-Type: text/plain\r\n\r\ntext\r\n--b--\r\n\0\0\0\r\n");

    private static Trip Filled(ServerProfile target)
    {
        var trip = new Trip(new ImapPlace(ServerProfile.Everything), new ImapPlace(target));
        var number = 0;
        foreach (var message in (byte[][])[Letters.Plain(0), InText, InHeader, InEpilogue, Letters.Plain(9)]) trip.Source.Deliver("INBOX", message, default, number++);
        return trip;
    }

    [Fact]
    public void A_target_that_takes_them_gets_them()
    {
        using var trip = Filled(ServerProfile.Everything);
        trip.Run().ShouldHaveCopied(5);
        trip.ShouldBeEqual();
    }

    [Fact]
    public void A_target_that_refuses_them_gets_the_message_without_them()
    {
        using var trip = Filled(ServerProfile.Cyrus);
        var result = trip.Run().ShouldHaveCopied(5);
        Assert.Equal(3, result.Notes.Count(n => n.Contains("NUL bytes were taken out", StringComparison.Ordinal)));
        Assert.Equal(trip.Source.All().Select(m => m.Text.Replace("\0", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal), trip.Target.All().Select(m => m.Text).Order(StringComparer.Ordinal));
        trip.Run().ShouldHaveDoneNothing();
    }

    [Fact]
    public void The_ledger_keeps_the_hash_of_the_original()
    {
        using var trip = Filled(ServerProfile.Cyrus);
        trip.Run();
        var altered = trip.Remembered("INBOX").Where(r => r.Row.State.HasFlag(PairState.Altered)).Select(r => r.Row.Content).ToHashSet();
        Assert.Equal(new[] { InText, InHeader, InEpilogue }.Select(m => MessageBody.Of(m).Digest().Content).ToHashSet(), altered);
    }
}
