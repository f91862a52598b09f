namespace Godwit.Diagnostics.Reports;

/// <summary>What a diagnosis command tells: tables of what was seen, and a verdict. Printed as text, JSON or HTML.</summary>
/// <param name="Subject">What was diagnosed: a host, a set of files. Escaped when printed.</param>
/// <param name="Began">When, UTC.</param>
/// <param name="Sections">What was seen, in the order of reading.</param>
/// <param name="Verdict">What it came to.</param>
public sealed record DiagnosisReport(string Subject, DateTimeOffset Began, IReadOnlyList<ReportSection> Sections, Verdict Verdict)
{
    /// <summary>How long it took.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>Sentences that qualify the whole, such as that reachability is proven for our own address only.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}

/// <summary>A table of a report.</summary>
/// <param name="Title">Its heading; in JSON its name in camel case.</param>
/// <param name="Columns">The columns' names; in JSON the names of each row's values in camel case.</param>
/// <param name="Rows">The rows, each as long as <paramref name="Columns"/>. Escaped when printed.</param>
public sealed record ReportSection(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>True when a row's last value may be longer than a terminal is wide and stands on lines of its own in text.</summary>
    public bool LastColumnBelow { get; init; }
}
