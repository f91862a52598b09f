using System.Text.RegularExpressions;

namespace Godwit.Diagnostics.Reports;

/// <summary>What a diagnosis command tells: tables of what was seen, and a verdict. Printed as text, JSON or HTML.</summary>
/// <param name="Subject">What was diagnosed: a host, a set of files. Escaped when printed.</param>
/// <param name="Began">When, UTC.</param>
/// <param name="Sections">What was seen, in the order of reading.</param>
/// <param name="Verdict">What it came to.</param>
public sealed partial record DiagnosisReport(string Subject, DateTimeOffset Began, IReadOnlyList<ReportSection> Sections, Verdict Verdict)
{
    /// <summary>How long it took.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>Sentences that qualify the whole, such as that reachability is proven for our own address only.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>The endpoint that was examined, put in the place of <c>HOST</c> in what is to be done; null when there is none.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Its port.</summary>
    public int Port { get; init; } = 443;

    /// <summary>What to change.</summary>
    public string FixOf(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return Endpoint is { } host ? Host().Replace(finding.Kind.Fix, host.Replace("$", "$$", StringComparison.Ordinal)) : finding.Kind.Fix;
    }

    /// <summary>The command to run next, as it can be typed.</summary>
    public string NextOf(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        if (Endpoint is not { } host) return finding.Kind.NextCommand;
        var port = Port == 443 || !finding.Kind.NextCommand.StartsWith("godwit examine HOST", StringComparison.Ordinal) ? "" : string.Create(CultureInfo.InvariantCulture, $" --port {Port}");
        return Host().Replace(finding.Kind.NextCommand, host.Replace("$", "$$", StringComparison.Ordinal) + port);
    }

    [GeneratedRegex(@"\bHOST\b", RegexOptions.NonBacktracking)]
    private static partial Regex Host();
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
