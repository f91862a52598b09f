namespace Godwit.EdgeCases;

/// <summary>Row 8: without a size a message is fetched all the same; without a usable INTERNALDATE its date comes from Received, else Date, else its neighbour.</summary>
public sealed class Case08_NoDateNoSize
{
    private const long FromReceived = 1_104_537_600;   // 2005-01-01T00:00:00Z
    private const long FromDate = 1_700_000_000;       // the Date of every letter: 2023-11-14T22:13:20Z

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("30-Dec-1899 00:00:00 +0000")]
    public void A_missing_or_absurd_date_falls_back(string? told)
    {
        using var trip = new Trip(new ImapPlace(), new ImapPlace());
        trip.Source.Deliver("INBOX", [.. "Received: from a by b; Sat, 1 Jan 2005 00:00:00 +0000\r\n"u8, .. Letters.Plain(1)], default, 1);
        trip.Source.Deliver("INBOX", Letters.Plain(2), default, 2);
        trip.Source.Deliver("INBOX", "Subject: letter 3.\r\n\r\nno date at all\r\n"u8.ToArray(), default, 3);
        var behaviour = ((ImapPlace)trip.Source).Server.Behaviour;
        (behaviour.ClaimedInternalDate, behaviour.ClaimedSize) = (_ => told, _ => 0);
        trip.Run().ShouldHaveCopied(3).ShouldNote("3 messages have no usable received date");
        Assert.Equal([FromReceived, FromDate, FromDate], trip.Target.In("INBOX").Select(m => m.Received!.Value.UnixSeconds));
        Assert.Equal(trip.Source.All().Select(m => m.Text), trip.Target.All().Select(m => m.Text));
        trip.Run().ShouldHaveDoneNothing();
    }
}
