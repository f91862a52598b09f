using Godwit.Connectors.Memory;

namespace Godwit.EdgeCases;

/// <summary>Row 16: a refused upload stops at once and never becomes commands; one that is slow but moves is no timeout.</summary>
public sealed class Case16_RefusedLiteral
{
    private static readonly byte[] Poison = Letters.Plain(7, string.Concat(Enumerable.Repeat("x1 DELETE INBOX\r\nx2 CREATE stolen\r\nx3 LOGOUT\r\n", 2_000)));
    private static readonly string[] Known = ["CAPABILITY", "AUTHENTICATE", "LOGIN", "ID", "ENABLE", "NAMESPACE", "LIST", "LSUB", "STATUS", "SELECT", "EXAMINE", "UNSELECT", "CLOSE", "CREATE", "SUBSCRIBE",
        "APPEND", "UID FETCH", "UID SEARCH", "UID STORE", "NOOP", "LOGOUT", "FETCH"];

    [Theory]
    [InlineData("Dovecot")]
    [InlineData("Courier")]
    [InlineData("Everything")]
    public void Bytes_of_a_refused_message_never_become_commands(string profile)
    {
        var target = new ImapPlace(Profiles.Of(profile));
        target.Server.Behaviour.RefusesMessage = message => Letters.Text(message).Contains("letter 7.", StringComparison.Ordinal) ? "BAD Command Argument Error. 11" : null;
        using var trip = new Trip(new ImapPlace(), target);
        trip.Source.Fill("INBOX", 5);
        trip.Source.Deliver("INBOX", Poison, default, 7);
        trip.Source.Fill("INBOX", 5, first: 20);
        var result = trip.Run();
        Assert.Equal((10, 1), (result.ItemsCopied, result.Skipped.Count));
        ShouldHaveHeardOnlyCommands(target);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_connection_that_breaks_within_a_message_is_opened_anew_and_no_half_message_stays(int at)
    {
        var target = new ImapPlace();
        using var trip = new Trip(new ImapPlace(), target);
        for (var number = 0; number < 6; number++) trip.Source.Deliver("INBOX", Letters.Sized(number, 3_000_000), default, number);
        using var rule = target.Server.OnCommand(c => c.Name == "APPEND" && c.Number == at, c => c.Drop());
        var result = trip.Run();
        Assert.Empty(result.Faults);
        // One that was stored just before, its answer not yet read, is recognised.
        Assert.Equal(6, result.ItemsCopied + result.ItemsAdopted);
        trip.ShouldBeEqual();
        ShouldHaveHeardOnlyCommands(target);
    }

    [Fact]
    public void A_message_over_the_servers_own_limit_is_asked_for_first_and_never_uploaded()
    {
        var target = new ImapPlace(ServerProfile.Courier with { MaxMessageBytes = 5_000_000 });
        using var trip = new Trip(new ImapPlace(), target);
        trip.Source.Deliver("INBOX", Letters.Sized(1, 20_000_000), default, 1);
        // The server reads what is unasked to its end; it may not need to.
        var asked = false;
        using var rule = target.Server.OnCommand(c => c.Name == "APPEND", c => asked = c.Line.EndsWith("{20000000}", StringComparison.Ordinal));
        Assert.Equal(SkipReason.Large, Assert.Single(trip.Run().Skipped).Reason);
        Assert.True(asked);
        ShouldHaveHeardOnlyCommands(target);
    }

    [Fact]
    public void An_upload_that_is_slow_but_moves_runs_into_no_timeout()
    {
        // By its clock the upload takes fifteen times as long as the lane waits for a sign of life; each piece comes within it.
        var clock = new FakeClock();
        var source = new MemoryMailbox("slow");
        source.Deliver(FolderPath.Inbox, MemoryContent.Of(Letters.Sized(1, 20_000_000)), default, Letters.Received(1));
        using var target = new ImapPlace();
        target.Adjust = s => s with { ReceiveTimeout = TimeSpan.FromMilliseconds(20), Clock = clock };
        using var ledger = new MemoryLedger();
        var pieces = new Slow(clock);
        var result = new MailboxMove(new MoveSettings { Lanes = 1, RetryBudget = TimeSpan.Zero }, new MemoryConnector(source, pieces), target.As(Side.Target), ledger, MoveEnvironment.System)
            .Run(TestContext.Current.CancellationToken);
        result.ShouldHaveCopied(1);
        Assert.InRange(pieces.Count, 300, int.MaxValue);
        Assert.Equal(20_000_000, Assert.Single(target.All()).Text.Length);
    }

    private static void ShouldHaveHeardOnlyCommands(ImapPlace target)
    {
        Assert.All(target.Server.Log.Commands, c => Assert.Contains(c.Name, Known));
        Assert.DoesNotContain("stolen", target.Tree);
    }

    /// <summary>A millisecond passes before each piece of a body.</summary>
    private sealed class Slow(FakeClock clock) : IMemoryFaults
    {
        public int Count { get; private set; }

        public MemoryTwist? At(in MemoryMoment moment)
        {
            if (moment.Step != MemoryStep.ReadingPiece) return null;
            Count++;
            clock.Advance(TimeSpan.FromMilliseconds(1));
            return null;
        }
    }
}
