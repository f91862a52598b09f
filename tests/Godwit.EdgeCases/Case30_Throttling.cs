namespace Godwit.EdgeCases;

/// <summary>Row 30: a server that asks to be left alone is left alone for as long as it says; no message is marked as failed, and the reason is told.</summary>
public sealed class Case30_Throttling
{
    private const int Hint = 299_961;

    /// <summary>The short pauses after it are the look whether the target has come to rest.</summary>
    private static void ShouldHaveWaitedOnce(Trip trip) =>
        Assert.Equal(TimeSpan.FromMilliseconds(Hint), Assert.Single(trip.Pauses, p => p > trip.Settings.QuietTime / 6));

    [Theory]
    [InlineData(true, "UID FETCH")]
    [InlineData(false, "APPEND")]
    public void The_hinted_time_is_waited_once_and_nothing_is_skipped(bool onSource, string command)
    {
        using var trip = new Trip(new ImapPlace(), new ImapPlace(ServerProfile.Courier));
        trip.Source.Fill("INBOX", 50);
        var server = ((ImapPlace)(onSource ? trip.Source : trip.Target)).Server;
        using var rule = server.OnCommand(c => c.Name == command && c.Number == 2, c => c.Refuse(Refusals.Backoff(Hint)));
        var result = trip.Run().ShouldHaveBrought(50);
        ShouldHaveWaitedOnce(trip);
        var told = Assert.Single(result.Retried);
        Assert.Equal((ConnectorFaults.Throttled, onSource ? Side.Source : Side.Target, Reach.Endpoint), (told.Kind, told.Side, told.Reach));
        Assert.Contains("Suggested Backoff Time", told.Told, StringComparison.Ordinal);
        trip.ShouldBeEqual();
    }

    [Fact]
    public void A_goodbye_because_of_the_pace_waits_too()
    {
        using var trip = new Trip(new ImapPlace(), new ImapPlace());
        trip.Source.Fill("INBOX", 50);
        using var rule = ((ImapPlace)trip.Source).Server.OnCommand(c => c.Name == "UID FETCH" && c.Number == 2,
            c => { c.SendFirst($"* BYE Server Busy. Suggested Backoff Time: {Hint} milliseconds\r\n"); c.Drop(); });
        trip.Run().ShouldHaveCopied(50);
        ShouldHaveWaitedOnce(trip);
        trip.ShouldBeEqual();
    }

    [Fact]
    public void More_patience_than_there_is_ends_the_run_with_the_reason_and_the_time()
    {
        using var trip = new Trip(new ImapPlace(), new ImapPlace());
        trip.Source.Fill("INBOX", 50);
        ((ImapPlace)trip.Target).Server.Behaviour.RefusesEverythingWith = Refusals.Backoff(Hint);
        var fault = Assert.Throws<FaultException>(() => trip.Run(trip.Settings with { RetryBudget = TimeSpan.FromSeconds(60) })).Fault;
        Assert.Equal((ConnectorFaults.Throttled, TimeSpan.FromMilliseconds(Hint)), (fault.Kind, fault.RetryAfter));
        Assert.Empty(trip.Pauses);

        ((ImapPlace)trip.Target).Server.Behaviour.RefusesEverythingWith = null;
        trip.Run().ShouldHaveCopied(50);
    }

    [Fact]
    public void A_full_mailbox_is_nobodys_message()
    {
        using var trip = new Trip(new ImapPlace(), new ImapPlace());
        trip.Source.Fill("INBOX", 50);
        ((ImapPlace)trip.Target).Mailbox.QuotaBytes = 4_000;
        Assert.Equal(ConnectorFaults.OverQuota, Assert.Throws<FaultException>(() => trip.Run()).Fault.Kind);
        ((ImapPlace)trip.Target).Mailbox.QuotaBytes = null;
        Assert.Empty(trip.Run().Skipped);
        trip.ShouldBeEqual();
    }
}
