namespace Godwit.Diagnostics.Examination;

/// <summary>What an endpoint answers to the questions that tell causes apart, all without signing in.</summary>
/// <param name="Get">GET on the service's path.</param>
/// <param name="Post">POST on it, with an empty SOAP body.</param>
/// <param name="Expecting">The same POST with <c>Expect: 100-continue</c>, as the migration service sends it.</param>
/// <param name="Sibling">GET on the web services beside it (<c>.asmx</c>).</param>
/// <param name="Root">GET on the root.</param>
internal sealed record AnswerSet(Sample Get, Sample Post, Sample Expecting, Sample Sibling, Sample Root)
{
    public const string SiblingPath = "/EWS/exchange.asmx";

    /// <summary>True when the neighbour asks for a logon, as Exchange does.</summary>
    public bool SiblingIsWell => Sibling.Status == 401;

    /// <summary>The lines that show it.</summary>
    public Evidence[] Evidence(params ReadOnlySpan<Sample> first)
    {
        var lines = new List<Evidence>();
        foreach (var sample in first) lines.Add(sample.Evidence);
        foreach (var sample in (ReadOnlySpan<Sample>)[Get, Sibling])
            if (!lines.Contains(sample.Evidence)) lines.Add(sample.Evidence);
        return [.. lines];
    }
}
