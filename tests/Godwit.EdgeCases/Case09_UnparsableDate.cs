namespace Godwit.EdgeCases;

/// <summary>Row 9: a Date field may hold anything.</summary>
public sealed class Case09_UnparsableDate
{
    private static readonly string[] Dates =
    [
        "Mon, 1 Jan 0001 00:00:00 +0000", "Fri, 5 May 20222 10:00:00 +0000", "(Invalid)", "Fri, 5 May 2023 10:00:00 +9900", "Fri, 35 Foo 2023 99:99:99 +0000", "", "\0\0",
        "Thu, 31 Dec 9999 23:59:59 -1400",
    ];

    private static Trip Filled(Place target)
    {
        var trip = new Trip(new ImapPlace(ServerProfile.Everything), target);
        trip.Source.Deliver("INBOX", Letters.Plain(0), default, 0);
        for (var number = 1; number <= Dates.Length; number++)
            trip.Source.Deliver("INBOX", Letters.Bytes($"Subject: letter {number}.\r\nDate: {Dates[number - 1]}\r\n\r\nkept\r\n"), default, number);
        return trip;
    }

    [Fact]
    public void An_absurd_date_field_changes_nothing_where_the_store_tells_the_date()
    {
        using var trip = Filled(new ImapPlace(ServerProfile.Everything));
        trip.Run().ShouldHaveCopied(Dates.Length + 1);
        trip.ShouldBeEqual();
    }

    [Theory]
    [InlineData("Everything")]
    [InlineData("Courier")]
    [InlineData("Maildir")]
    public void Where_the_store_tells_none_it_is_repaired_and_the_message_kept(string target)
    {
        using var trip = Filled(target == "Maildir" ? new MaildirPlace() : new ImapPlace(Profiles.Of(target)));
        ((ImapPlace)trip.Source).Server.Behaviour.ClaimedInternalDate = m => m.Uid == 1 ? "14-Nov-2023 22:13:20 +0000" : null;
        trip.Run().ShouldHaveCopied(Dates.Length + 1).ShouldNote("have no usable received date");
        Assert.Equal(Dates.Length + 1, trip.Target.All().Count);
        // Nothing lies before the first mail or after now.
        Assert.All(trip.Target.All(), m => Assert.InRange(m.Received!.Value.ToDateTimeOffset().Year, 1970, DateTimeOffset.UtcNow.Year));
        trip.Run().ShouldHaveDoneNothing();
    }

    [Fact]
    public void A_rehearsal_survives_them_too()
    {
        using var trip = Filled(new ImapPlace());
        ((ImapPlace)trip.Source).Server.Behaviour.ClaimedInternalDate = _ => "99-Foo-0000 99:99:99 +9999";
        Assert.Equal(Dates.Length + 1, trip.Rehearse().ItemsCopied);
    }
}
