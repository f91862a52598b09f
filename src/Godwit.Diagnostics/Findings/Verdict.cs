namespace Godwit.Diagnostics.Findings;

/// <summary>What an examination came to.</summary>
public enum VerdictState
{
    /// <summary>Nothing is broken as far as could be seen.</summary>
    Passed,
    /// <summary>A hop is broken.</summary>
    Failed,
    /// <summary>Something could not be asked, and nothing that was asked is broken.</summary>
    CannotTell,
}

/// <summary>The end of a report: the first broken hop and the findings, the one to act on first.</summary>
/// <param name="State">What it came to.</param>
/// <param name="Told">One sentence. Escaped.</param>
/// <param name="Findings">All findings: faults before warnings before notices, then by hop, then by confidence.</param>
public sealed record Verdict(VerdictState State, string Told, IReadOnlyList<Finding> Findings)
{
    /// <summary>The finding to act on; null when there is none.</summary>
    public Finding? First => Findings.Count > 0 && Findings[0].Kind.Severity > Severity.Notice ? Findings[0] : null;

    /// <summary>The first hop that is broken; null when none is.</summary>
    public Hop? BrokenHop => First is { Kind.Severity: Severity.Fault } fault ? fault.Kind.Hop : null;

    /// <summary>Judges what was found.</summary>
    /// <param name="findings">In any order; the order among equals is kept.</param>
    /// <param name="unanswered">What could not be asked, and why; null when everything was.</param>
    public static Verdict From(IEnumerable<Finding> findings, string? unanswered = null)
    {
        var ordered = findings.OrderByDescending(f => f.Kind.Severity).ThenBy(f => f.Kind.Hop).ThenByDescending(f => f.Confidence).ToList();
        var faults = ordered.Count(f => f.Kind.Severity == Severity.Fault);
        if (faults > 0) return new(VerdictState.Failed, $"{Words(ordered[0].Confidence)}: {ordered[0].Kind.Title}.", ordered);
        if (unanswered is not null) return new(VerdictState.CannotTell, $"Cannot tell: {OtherSideText.Show(unanswered)}", ordered);
        return new(VerdictState.Passed, ordered.Any(f => f.Kind.Severity == Severity.Warning) ? "It works; see the warnings." : "Nothing is broken as far as could be seen.", ordered);
    }

    private static string Words(Confidence confidence) => confidence switch
    {
        Confidence.Certain => "Broken",
        Confidence.Likely => "Most likely",
        _ => "Possibly",
    };
}
