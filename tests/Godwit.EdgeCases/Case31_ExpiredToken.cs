namespace Godwit.EdgeCases;

/// <summary>Row 31: a token that ends in the middle of a FETCH or an APPEND is refreshed, and the copy goes on where it was.</summary>
public sealed class Case31_ExpiredToken
{
    [Theory]
    [InlineData("XOAUTH2")]
    [InlineData("OAUTHBEARER")]
    public void One_that_ends_inside_a_fetch_is_refreshed(string mechanism)
    {
        using var world = new TokenWorld(onSource: true, mechanism);
        using var rule = world.Server.OnCommand(c => c.Name == "UID FETCH" && c.Line.Contains("BODY", StringComparison.Ordinal), c =>
        {
            world.AnHourPasses();
            c.CutLiteral(literal: 120, afterBytes: 40, "* BYE Session expired, please sign in again\r\n");
        });
        world.ShouldFinish(150);
        // What had come before the end was not asked for again.
        Assert.InRange(world.Server.Log.Commands.Count(c => c.Line.Contains("BODY", StringComparison.Ordinal)), 2, 3);
    }

    [Theory]
    [InlineData("XOAUTH2")]
    [InlineData("OAUTHBEARER")]
    public void One_that_ends_inside_an_append_is_refreshed(string mechanism)
    {
        using var world = new TokenWorld(onSource: false, mechanism);
        using var rule = world.Server.OnCommand(c => c.Name == "APPEND" && c.Number == 3, c =>
        {
            world.AnHourPasses();
            c.SendFirst("* BYE Session expired, please sign in again\r\n");
            c.Drop();
        });
        world.ShouldFinish(150);
    }

    /// <summary>A move in which one side is opened with tokens of an hour.</summary>
    private sealed class TokenWorld : IDisposable
    {
        private readonly FakeClock _serverTime = new();
        private readonly Trip _trip;
        private readonly ImapPlace _place;
        private int _fresh;

        public TokenWorld(bool onSource, string mechanism)
        {
            var guarded = new ImapPlace(new ImapServerOptions { Clock = _serverTime });
            _trip = onSource ? new Trip(guarded, new ImapPlace()) : new Trip(new ImapPlace(), guarded);
            _trip.Settings = _trip.Settings with { GroupMessages = 20 };
            _trip.Source.Fill("INBOX", 150);
            _place = guarded;
            guarded.Mailbox.AllowToken("first", _serverTime.GetUtcNow().AddMinutes(60));
            guarded.Mailbox.AllowToken("second", _serverTime.GetUtcNow().AddMinutes(180));
            guarded.Adjust = s => new ImapSettings(s.Host, s.Port, s.User, Credential) { Side = s.Side, Security = s.Security, ReceiveTimeout = s.ReceiveTimeout, Mechanism = mechanism };
        }

        public ImapTestServer Server => _place.Server;

        public void AnHourPasses() => _serverTime.Advance(TimeSpan.FromMinutes(90));

        public void ShouldFinish(int messages)
        {
            var result = _trip.Run();
            Assert.Empty(result.Faults);
            // What was stored and not yet answered for when the lane broke is recognised, not sent again.
            Assert.Equal(messages, result.ItemsCopied + result.ItemsAdopted);
            Assert.Single(result.Retried);
            Assert.Equal(1, _fresh);
            _trip.ShouldBeEqual();
            _trip.Run().ShouldHaveDoneNothing();
        }

        private SaslCredential Credential(bool fresh)
        {
            if (fresh) _fresh++;
            return SaslCredential.Token("alice", _fresh > 0 ? "second" : "first");
        }

        public void Dispose() => _trip.Dispose();
    }
}
