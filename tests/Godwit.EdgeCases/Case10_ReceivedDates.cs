namespace Godwit.EdgeCases;

/// <summary>Row 10: received dates arrive to the second, on every kind of target.</summary>
public sealed class Case10_ReceivedDates
{
    [Theory]
    [InlineData("Dovecot")]
    [InlineData("Cyrus")]
    [InlineData("Courier")]
    [InlineData("Exchange")]
    [InlineData("Ancient")]
    [InlineData("Everything")]
    [InlineData("Maildir")]
    public void Mail_of_twenty_years_keeps_its_dates(string target)
    {
        using var trip = new Trip(new ImapPlace(), target == "Maildir" ? new MaildirPlace() : new ImapPlace(Profiles.Of(target)));
        Fill(trip);
        trip.Run().ShouldHaveCopied(63);
        Assert.Equal(Dates(trip.Source), Dates(trip.Target));
        if (trip.Target is ImapPlace) Assert.Equal(Offsets(trip.Source), Offsets(trip.Target));
    }

    [Fact]
    public void From_a_Maildir_too()
    {
        using var trip = new Trip(new MaildirPlace(), new ImapPlace());
        Fill(trip);
        trip.Run().ShouldHaveCopied(63);
        Assert.Equal(Dates(trip.Source), Dates(trip.Target));
    }

    private static void Fill(Trip trip)
    {
        short[] offsets = [0, 60, -300, 330, 765, -720];
        for (var year = 2004; year <= 2024; year++)
        {
            for (var month = 1; month <= 12; month += 5)
            {
                var moment = new DateTimeOffset(year, month, month, 23, 59, month + 7, TimeSpan.Zero);
                trip.Source.Deliver(FolderPath.Inbox, Letters.Plain(year * 100 + month), default, new ReceivedDate(moment.ToUnixTimeSeconds(), offsets[(year + month) % offsets.Length]));
            }
        }
    }

    private static IEnumerable<string> Dates(Place place) => place.All().Select(m => FormattableString.Invariant($"{Subject(m)} {m.Received!.Value.UnixSeconds}")).Order(StringComparer.Ordinal);

    private static IEnumerable<short> Offsets(Place place) => place.All().OrderBy(m => m.Received).Select(m => m.Received!.Value.OffsetMinutes);

    private static string Subject(Kept message) => message.Text.Split("\r\n").Single(line => line.StartsWith("Subject:", StringComparison.Ordinal));
}
