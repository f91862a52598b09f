namespace Godwit.Diagnostics.Findings;

/// <summary>
/// A kind of finding: a cause that can be told from its neighbours, and what its page in <c>docs/faults</c> says. Codes are <c>GW5###</c> and are never reused; GW5001 to GW5199 come from
/// asking an endpoint, GW5200 to GW5399 from logs and from what the administration prints.
/// </summary>
/// <param name="Code"><c>GW5</c> and three digits.</param>
/// <param name="Title">A sentence without its full stop: what is wrong.</param>
/// <param name="Hop">Where it lies.</param>
/// <param name="Facts">The failure modes of the published catalogue that it stands for (<c>F18</c>), or the standard's clause; at least one.</param>
public sealed record FindingKind(string Code, string Title, Hop Hop, params string[] Facts)
{
    /// <summary>What it means for the endpoint.</summary>
    public Severity Severity { get; init; } = Severity.Fault;

    /// <summary>What the rule rests on.</summary>
    public FactBasis Basis { get; init; } = FactBasis.Published;

    /// <summary>What an administrator sees. One or two sentences.</summary>
    public required string Symptom { get; init; }

    /// <summary>Why it happens. One or two sentences.</summary>
    public required string Cause { get; init; }

    /// <summary>How it differs from what looks alike.</summary>
    public required string Difference { get; init; }

    /// <summary>What to change, and where.</summary>
    public required string Fix { get; init; }

    /// <summary>The command to run next; <c>HOST</c> stands for the endpoint's name.</summary>
    public required string NextCommand { get; init; }

    /// <summary>The most confidence that a finding of this kind may have.</summary>
    public Confidence Ceiling => Basis == FactBasis.Known ? Confidence.Likely : Confidence.Certain;
}
