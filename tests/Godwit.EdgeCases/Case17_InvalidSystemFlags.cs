namespace Godwit.EdgeCases;

/// <summary>Row 17: flags that are none are left out, the message is stored, and the report says which.</summary>
public sealed class Case17_InvalidSystemFlags
{
    [Theory]
    [InlineData("Dovecot")]
    [InlineData("Cyrus")]
    [InlineData("Courier")]
    [InlineData("Ancient")]
    public void They_are_left_out_and_listed(string target)
    {
        using var trip = new Trip(new ImapPlace(), new ImapPlace(Profiles.Of(target)));
        string[] invalid = ["\\Indexed", "\\X-Foo", "\\FORWARDED", "\\Recent"];
        for (var number = 0; number < invalid.Length; number++)
            trip.Source.Deliver("INBOX", Letters.Plain(number), new MessageFlags(SystemFlags.Seen, KeywordSet.Of(invalid[number], "Work")), number);
        var result = trip.Run().ShouldHaveCopied(4);
        Assert.All(trip.Target.All(), m => Assert.Equal(new MessageFlags(SystemFlags.Seen, KeywordSet.Of("Work")), m.Flags));
        foreach (var flag in invalid.Take(3)) result.ShouldNote(flag);
        trip.Run().ShouldHaveDoneNothing();
    }

    [Fact]
    public void One_that_comes_later_does_no_harm()
    {
        using var trip = new Trip(new ImapPlace(), new ImapPlace());
        var uid = trip.Source.Deliver("INBOX", Letters.Plain(1));
        trip.Run();
        ((ImapPlace)trip.Source).Inbox.SetFlags(uid, new MessageFlags(SystemFlags.Answered, KeywordSet.Of("\\Indexed")));
        Assert.Equal(1, trip.Run().ShouldHaveCopied(0).ItemsUpdated);
        Assert.Equal(new MessageFlags(SystemFlags.Answered), Assert.Single(trip.Target.All()).Flags);
        trip.Run().ShouldHaveDoneNothing();
    }
}
