namespace Godwit.EdgeCases;

/// <summary>Row 29: a server that shows only a part is asked for the rest; what stays hidden is said, and never taken for deleted.</summary>
public sealed class Case29_CappedAnswers
{
    [Theory]
    [InlineData("Dovecot")]
    [InlineData("Courier")]
    public void Ten_thousand_messages_come_in_answers_of_a_thousand(string profile)
    {
        using var trip = new Trip(new ImapPlace(Profiles.Of(profile)), new ImapPlace());
        trip.Source.Fill("INBOX", 10_000);
        ((ImapPlace)trip.Source).Server.Behaviour.CapsAnswersAt = 1_000;
        trip.Run().ShouldHaveCopied(10_000);
        Assert.Equal(10_000, ((ImapPlace)trip.Target).Inbox.Count);
        trip.Run().ShouldHaveDoneNothing();
    }

    [Fact]
    public void A_hard_cap_is_told_and_nothing_is_removed()
    {
        using var trip = new Trip(new ImapPlace(ServerProfile.Courier), new ImapPlace());
        var source = (ImapPlace)trip.Source;
        trip.Source.Fill("INBOX", 200);
        trip.Run().ShouldHaveCopied(200);

        trip.Source.Fill("INBOX", 1, first: 500);
        source.Server.Behaviour.CapsAnswersAt = 100;
        using var rule = source.Server.OnCommand(static c => c.Name == "UID FETCH" && c.Line.Contains("FETCH 101:", StringComparison.Ordinal), static c => c.Refuse("OK Fetch completed."), times: int.MaxValue);
        var fault = Assert.Single(trip.Run(trip.Settings with { ApprovedDeletions = 1_000 }).Faults);
        Assert.Equal((ConnectorFaults.PartlyHidden, Side.Source), (fault.Kind, fault.Side));
        Assert.Contains("holds 201 messages, but only 100 are shown", fault.Told, StringComparison.Ordinal);
        Assert.Equal(200, ((ImapPlace)trip.Target).Inbox.Count);
    }
}
