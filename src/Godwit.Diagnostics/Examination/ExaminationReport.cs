using Godwit.Diagnostics.Reports;

namespace Godwit.Diagnostics.Examination;

/// <summary>Makes the report of an examination.</summary>
internal static class ExaminationReport
{
    private static readonly string[] CheckColumns = ["state", "question", "seen"];
    private static readonly string[] NodeColumns = ["node", "certificate", "answer", "front end", "offers", "signed in"];
    private static readonly string[] LatencyColumns = ["what", "min", "mean", "p95", "max"];
    private static readonly string[] AttemptColumns = ["method", "outcome", "asked", "told"];

    public static DiagnosisReport Make(ExaminationNotes notes, IReadOnlyList<(string Question, CheckResult Result)> results, TimeSpan took)
    {
        var unanswered = Unanswered(notes, results);
        return new DiagnosisReport(notes.Host.Length > 0 ? notes.Host : notes.Request.AutodiscoverAddress ?? "", notes.Network.Clock.GetUtcNow() - took, Sections(notes, results), Verdict.From(notes.Findings, unanswered))
        {
            Took = took,
            Endpoint = notes.Host.Length > 0 ? notes.Host : null,
            Port = notes.Request.Port,
            Remarks = Remarks(notes),
        };
    }

    // What nobody asked for (no mail address, no --via, no credential) is no gap.
    private static string? Unanswered(ExaminationNotes notes, IReadOnlyList<(string Question, CheckResult Result)> results)
    {
        if (notes.Host.Length == 0) return "no host is known: name one, or a mail address with --autodiscover";
        var gap = results.FirstOrDefault(one => one.Result.State == CheckState.CannotTell && one.Result.Seen[0].StartsWith("not answered", StringComparison.Ordinal));
        return gap.Result?.Seen[0];
    }

    private static List<ReportSection> Sections(ExaminationNotes notes, IReadOnlyList<(string Question, CheckResult Result)> results) =>
    [
        new("Autodiscover", AttemptColumns, [.. (notes.Discovery?.Attempts ?? []).Select(attempt => (string[])[attempt.Method.ToString(), attempt.Outcome.ToString(), attempt.Asked, attempt.Told])]) { LastColumnBelow = true },
        new("Checks", CheckColumns, [.. results.Select(one => (string[])[Words(one.Result.State), one.Question, string.Join('\n', one.Result.Seen)])]) { LastColumnBelow = true },
        new("Nodes", NodeColumns, [.. notes.Nodes.Count == 0 ? [] : PublicRow(notes).Concat(notes.Nodes.Select(NodeRow))]),
        new("Latency", LatencyColumns, [.. LatencyCheck.Rows(notes)]),
        new("Facts", ExaminationFacts.Columns, [.. ExaminationFacts.Of(notes)]),
    ];

    private static IEnumerable<string[]> PublicRow(ExaminationNotes notes) => notes.Repeated.Count == 0 ? [] :
        [Row("public address", notes.Tls?.Certificates[0].Thumbprint, notes.Repeated[0], notes.SignedIn.FirstOrDefault())];

    private static string[] NodeRow(NodeView node) => Row(node.At.ToString(), node.Tls?.Certificates[0].Thumbprint, node.Get, node.SignedIn);

    private static string[] Row(string node, string? thumbprint, Sample get, Sample? signedIn) =>
        [node, thumbprint?[..16] ?? "-", get.Answer is null ? get.Trouble?.ToString() ?? "none" : get.Status.ToString(CultureInfo.InvariantCulture), get.FrontEnd ?? "-", string.Join(", ", get.Answer?.Schemes ?? []), signedIn is null ? "-" : signedIn.Status.ToString(CultureInfo.InvariantCulture)];

    private static List<string> Remarks(ExaminationNotes notes)
    {
        var remarks = new List<string>();
        if (notes.Open.Count > 0) remarks.Add("What was reached was reached from this machine; only Exchange Online can prove that Exchange Online reaches it too.");
        if (notes.Answers is not null && notes.Request.Credential is null) remarks.Add("Without a credential it cannot be seen whether MRSProxy is enabled: --credentials USER.");
        if (!notes.IsHostVouchedFor && notes.Request.Credential is not null) remarks.Add($"Nobody signed in: only a host of another domain names {OtherSideText.Show(notes.Host)}. When it is yours, give it by hand, or with --credentials-for.");
        return remarks;
    }

    private static string Words(CheckState state) => state switch { CheckState.Passed => "passed", CheckState.Failed => "FAILED", _ => "cannot tell" };
}
