namespace Godwit.EdgeCases;

/// <summary>Row 1: drafts, sent mail and scans without Message-ID are copied once, and nothing is put into them.</summary>
public sealed class Case01_NoMessageId
{
    public static TheoryData<string> Targets => ["Dovecot", "Cyrus", "Courier", "Exchange", "Ancient"];

    [Theory, MemberData(nameof(Targets))]
    public void Fifty_messages_without_an_id_are_copied_once_by_two_runs(string target)
    {
        using var trip = FiftyWithoutId(target);
        trip.Run().ShouldHaveCopied(50);
        trip.ShouldBeEqual();

        ((ImapPlace)trip.Target).Server.Log.Clear();
        trip.Run().ShouldHaveDoneNothing();
        Assert.Equal(0, ((ImapPlace)trip.Target).Appends);
        Assert.DoesNotContain(trip.Target.All(), m => m.Text.Contains("Message-ID", StringComparison.OrdinalIgnoreCase));
    }

    [Theory, MemberData(nameof(Targets))]
    public void They_are_recognised_also_when_the_state_was_lost(string target)
    {
        using var trip = FiftyWithoutId(target);
        trip.Run();
        trip.LoseState();
        Assert.Equal(50, trip.Run().ShouldHaveCopied(0).ItemsAdopted);
        trip.ShouldBeEqual();
    }

    private static Trip FiftyWithoutId(string target)
    {
        var trip = new Trip(new ImapPlace(), new ImapPlace(Profiles.Of(target)));
        foreach (var folder in (string[])["Drafts", "Sent"]) trip.Source.Create(folder);
        for (var number = 0; number < 50; number++)
            trip.Source.Deliver(number % 3 == 0 ? "INBOX" : number % 3 == 1 ? "Drafts" : "Sent", Letters.WithoutId(number / 2), default, number / 2);
        return trip;
    }
}
