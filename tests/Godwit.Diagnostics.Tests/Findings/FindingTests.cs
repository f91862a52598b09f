namespace Godwit.Diagnostics.Tests.Findings;

public sealed class FindingTests
{
    [Theory]
    [InlineData(FactBasis.Known, Confidence.Certain, Confidence.Likely)]
    [InlineData(FactBasis.Known, Confidence.Possible, Confidence.Possible)]
    [InlineData(FactBasis.Published, Confidence.Certain, Confidence.Certain)]
    [InlineData(FactBasis.Standard, Confidence.Certain, Confidence.Certain)]
    public void What_nobody_has_proven_to_us_is_never_certain(FactBasis basis, Confidence asked, Confidence given) =>
        Assert.Equal(given, new Finding(SampleKinds.Make(basis: basis), asked).Confidence);

    [Fact]
    public void Evidence_cannot_drive_a_terminal()
    {
        var evidence = new Evidence("u_ex\u001b[2J.log", "GET /\u202eevil\r\nnext");

        Assert.Equal("u_ex\\x1B[2J.log: GET /\\x202Eevil\\x0D\\x0Anext", evidence.ToString());
    }

    [Fact]
    public void Evidence_is_bounded() => Assert.Equal(Evidence.MaxLength + 1, new Evidence("", new string('a', 5000)).Text.Length);

    [Fact]
    public void The_first_broken_hop_is_the_verdict()
    {
        var backEnd = new Finding(SampleKinds.Make("GW5001", Hop.BackEnd), Confidence.Certain);
        var possible = new Finding(SampleKinds.Make("GW5002", Hop.Tls), Confidence.Possible);
        var likely = new Finding(SampleKinds.Make("GW5003", Hop.Tls), Confidence.Likely);
        var warning = new Finding(SampleKinds.Make("GW5004", Hop.Dns, Severity.Warning), Confidence.Certain);

        var verdict = Verdict.From([backEnd, possible, likely, warning]);

        Assert.Equal(VerdictState.Failed, verdict.State);
        Assert.Equal(Hop.Tls, verdict.BrokenHop);
        Assert.Equal([likely, possible, backEnd, warning], verdict.Findings);
    }

    [Fact]
    public void A_warning_breaks_nothing()
    {
        var verdict = Verdict.From([new Finding(SampleKinds.Make(severity: Severity.Warning), Confidence.Certain)]);

        Assert.Equal(VerdictState.Passed, verdict.State);
        Assert.Null(verdict.BrokenHop);
        Assert.NotNull(verdict.First);
    }

    [Fact]
    public void What_could_not_be_asked_is_not_called_fine()
    {
        Assert.Equal(VerdictState.CannotTell, Verdict.From([], "no network").State);
        Assert.Null(Verdict.From([new Finding(SampleKinds.Make(severity: Severity.Notice), Confidence.Certain)]).First);
    }
}
