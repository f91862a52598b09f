namespace Godwit.EdgeCases;

/// <summary>Row 3: a target that rewrites headers is not filled again and again.</summary>
public sealed class Case03_RewrittenHeaders
{
    [Theory]
    [InlineData("Dovecot")]
    [InlineData("Exchange")]
    [InlineData("Ancient")]
    public void A_run_right_after_the_first_copies_nothing(string target)
    {
        using var trip = Rewriting(target);
        trip.Run().ShouldHaveCopied(30);
        Assert.All(trip.Target.All(), m => Assert.Contains("rewritten@target.test", m.Text, StringComparison.Ordinal));
        trip.Run().ShouldHaveDoneNothing();
        trip.Run().ShouldHaveDoneNothing();
        Assert.Equal(30, trip.Target.All().Count);
    }

    [Fact]
    public void Rewritten_messages_are_recognised_also_when_the_state_was_lost()
    {
        using var trip = Rewriting("Exchange");
        trip.Run();
        trip.LoseState();
        Assert.Equal(30, trip.Run().ShouldHaveCopied(0).ItemsAdopted);
        Assert.Equal(30, trip.Target.All().Count);
        trip.Run().ShouldHaveDoneNothing();
    }

    private static Trip Rewriting(string profile)
    {
        var target = new ImapPlace(Profiles.Of(profile));
        var receive = Godwit.Testing.Imap.Rewriting.AddHeader("Received", "from nowhere by target.test; Thu, 1 Jan 2026 00:00:00 +0000");
        var replace = Godwit.Testing.Imap.Rewriting.ReplaceHeader("Message-ID", id => $"<rewritten@target.test> ({id.Trim('<', '>')})");
        target.Server.Behaviour.RewritesOnAppend = message => receive(replace(message));
        var trip = new Trip(new ImapPlace(), target);
        trip.Source.Fill("INBOX", 30);
        return trip;
    }
}
