namespace Godwit.EdgeCases;

/// <summary>Row 18: a keyword that the target refuses costs the keyword, not the message, and the ledger remembers it.</summary>
public sealed class Case18_OddKeywords
{
    private static readonly string[] Odd = ["TEST:FLAG211", "$X-ME-Annot-2", "with.dot", "open[bracket"];

    private static Trip Filled(ImapPlace target)
    {
        var trip = new Trip(new ImapPlace(), target);
        for (var number = 0; number < Odd.Length; number++)
            trip.Source.Deliver("INBOX", Letters.Plain(number), new MessageFlags(SystemFlags.Flagged, KeywordSet.Of(Odd[number])), number);
        trip.Source.Fill("INBOX", 20, first: 50);
        return trip;
    }

    [Fact]
    public void A_target_that_takes_them_gets_them()
    {
        using var trip = Filled(new ImapPlace());
        trip.Run().ShouldHaveCopied(24);
        trip.ShouldBeEqual();
    }

    [Theory]
    [InlineData("NO [CANNOT] keyword not allowed")]
    [InlineData("BAD Invalid flag")]
    public void A_target_that_refuses_them_gets_the_messages_without_them(string answer)
    {
        var target = new ImapPlace();
        target.Server.Behaviour.RefusesFlag = flag => Odd.Contains(flag) ? answer : null;
        using var trip = Filled(target);
        var result = trip.Run().ShouldHaveCopied(24);
        foreach (var keyword in Odd) result.ShouldNote(keyword);
        Assert.Equal(4, trip.Target.All().Count(m => m.Flags == new MessageFlags(SystemFlags.Flagged)));
        trip.Run().ShouldHaveDoneNothing();
    }

    [Fact]
    public void The_ledger_remembers_them()
    {
        var target = new ImapPlace();
        target.Server.Behaviour.RefusesFlag = flag => Odd.Contains(flag) ? "NO no" : null;
        using var trip = Filled(target);
        trip.Run();
        Assert.Equal(Odd.Order(StringComparer.Ordinal), trip.Remembered("INBOX").SelectMany(r => r.SourceFlags.Keywords).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_keyword_that_no_atom_can_be_is_never_sent()
    {
        var target = new ImapPlace();
        using var trip = new Trip(new ImapPlace(), target);
        trip.Source.Deliver("INBOX", Letters.Plain(1), new MessageFlags(SystemFlags.Seen, KeywordSet.Of("closed]bracket")));
        trip.Run().ShouldHaveCopied(1).ShouldNote("closed]bracket");
        Assert.DoesNotContain(target.Server.Log.Commands, c => c.Line.Contains("closed]bracket", StringComparison.Ordinal));
    }
}
