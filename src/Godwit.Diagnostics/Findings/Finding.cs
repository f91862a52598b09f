namespace Godwit.Diagnostics.Findings;

/// <summary>A cause that was found, with how sure that is and what shows it.</summary>
public sealed record Finding
{
    /// <summary>Finds.</summary>
    /// <param name="kind">Which cause.</param>
    /// <param name="confidence">How sure; lowered to what the kind's facts allow.</param>
    /// <param name="evidence">What shows it.</param>
    public Finding(FindingKind kind, Confidence confidence, params IReadOnlyList<Evidence> evidence)
    {
        ArgumentNullException.ThrowIfNull(kind);
        Kind = kind;
        Confidence = confidence < kind.Ceiling ? confidence : kind.Ceiling;
        Evidence = evidence;
    }

    /// <summary>Which cause.</summary>
    public FindingKind Kind { get; }

    /// <summary>How sure.</summary>
    public Confidence Confidence { get; }

    /// <summary>What shows it, the most telling first.</summary>
    public IReadOnlyList<Evidence> Evidence { get; init; }

    /// <summary>Which server, address or name it is about; null when it is about the endpoint as a whole. Escaped.</summary>
    public string? Subject { get; init => field = value is null ? null : OtherSideText.Show(value); }

    /// <summary>The stable code.</summary>
    public string Code => Kind.Code;

    /// <summary>Code, subject, title and confidence, as printed.</summary>
    public override string ToString() => $"{Code} {(Subject is null ? "" : Subject + ": ")}{Kind.Title} ({Confidence.ToString().ToLowerInvariant()})";
}
