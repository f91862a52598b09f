namespace Godwit.Diagnostics.Examination;

/// <summary>Which servers answered, and is anything published that should not be?</summary>
internal sealed class SpreadCheck : ICheck
{
    private const string ListenerPath = "/Microsoft.Exchange.MailboxReplicationService.ProxyService";

    public string Question => "Which servers answer, and what else is published?";

    public string? NotAskedBecause(ExaminationNotes notes) => notes.Answers is null ? "the service does not answer as it should" : null;

    public async Task<CheckResult> AskAsync(ExaminationNotes notes, CancellationToken cancellation)
    {
        var fronts = notes.Repeated.Concat(notes.SignedIn).Select(sample => sample.FrontEnd).OfType<string>().GroupBy(name => name, StringComparer.OrdinalIgnoreCase).ToList();
        var findings = new List<Finding>();
        if (fronts.Count > 1) findings.Add(new Finding(SpreadFindings.Affinity, Confidence.Certain, [.. fronts.Select(group => new Evidence(group.Key, $"{group.Count()} answers"))]));
        var listener = await notes.Probe.AskAsync(notes.Open[0], "GET", ListenerPath, cancellation).ConfigureAwait(false);
        if (listener.Status is 401 or 403 && listener.Speaker.Speaker == Speaker.HttpSys && listener.Answer!.Schemes.Contains("Negotiate", StringComparer.OrdinalIgnoreCase))
            findings.Add(new Finding(OtherFindings.ExposedListener, Confidence.Certain, listener.Evidence));
        if (notes.Answers!.Get.Speaker.Speaker == Speaker.Exchange && !notes.Findings.Exists(finding => finding.Kind.Severity == Severity.Fault))
            findings.Add(new Finding(OtherFindings.RealExchange, Confidence.Certain, notes.Answers.Get.Evidence));
        return CheckResult.Of([.. fronts.Select(group => $"{OtherSideText.Show(group.Key)} answered {group.Count()} times"), listener.Told], findings);
    }
}
