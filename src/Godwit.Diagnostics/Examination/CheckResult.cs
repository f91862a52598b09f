namespace Godwit.Diagnostics.Examination;

/// <summary>How a check ended.</summary>
public enum CheckState
{
    /// <summary>As it should be.</summary>
    Passed,
    /// <summary>Broken.</summary>
    Failed,
    /// <summary>It could not be asked.</summary>
    CannotTell,
}

/// <summary>The answer to one question.</summary>
/// <param name="State">How it ended.</param>
/// <param name="Seen">What was seen, in short. Escaped when printed.</param>
/// <param name="Findings">What follows from it.</param>
public sealed record CheckResult(CheckState State, IReadOnlyList<string> Seen, IReadOnlyList<Finding> Findings)
{
    internal static CheckResult Of(IReadOnlyList<string> seen, IReadOnlyList<Finding> findings) =>
        new(findings.Any(finding => finding.Kind.Severity == Severity.Fault) ? CheckState.Failed : CheckState.Passed, seen, findings);

    internal static CheckResult CannotTell(string why) => new(CheckState.CannotTell, [why], []);
}

/// <summary>One question about an endpoint.</summary>
internal interface ICheck
{
    /// <summary>The question, as an administrator asks it.</summary>
    string Question { get; }

    /// <summary>Why it is not worth asking after what was seen so far; null when it is.</summary>
    string? NotAskedBecause(ExaminationNotes notes);

    /// <summary>Asks, and notes what the next ones need.</summary>
    /// <exception cref="OperationCanceledException">The time was over.</exception>
    Task<CheckResult> AskAsync(ExaminationNotes notes, CancellationToken cancellation);
}
