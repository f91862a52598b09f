namespace Godwit.Diagnostics.Examination;

/// <summary>Does the service ask for a logon, on GET and POST, every time, and who answers?</summary>
internal sealed class AnswerCheck : ICheck
{
    private const int AtOnce = 4;

    public string Question => "Does the service answer, every time, and who is it?";

    public string? NotAskedBecause(ExaminationNotes notes) => notes.Tls is null ? "TLS is not in order" : null;

    public async Task<CheckResult> AskAsync(ExaminationNotes notes, CancellationToken cancellation)
    {
        notes.Repeated.AddRange(await Batches.RunAsync(notes.Request.Repetitions, AtOnce,
            i => notes.Probe.AskAsync(notes.Open[i % notes.Open.Count], "GET", notes.Request.Path, cancellation)).ConfigureAwait(false));
        var groups = notes.Repeated.GroupBy(sample => sample.Likeness).OrderByDescending(group => group.Count()).ToList();
        var finding = groups.Count > 1 ? new Finding(SpreadFindings.NodesDiffer, Confidence.Certain, [.. groups.Select(Told)]) { Subject = groups[^1].First().FrontEnd } : await JudgeAsync(notes, cancellation).ConfigureAwait(false);
        return CheckResult.Of([.. groups.Select(group => Told(group).ToString())], finding is null ? [] : [finding]);
    }

    private static async Task<Finding?> JudgeAsync(ExaminationNotes notes, CancellationToken cancellation)
    {
        var answers = await AskAllAsync(notes.Probe, notes.Repeated[0], cancellation).ConfigureAwait(false);
        var finding = AnswerJudge.Judge(answers);
        if (finding is null && answers.Get.Status == 401) notes.Answers = answers;
        return finding;
    }

    /// <summary>Asks what tells causes apart, where a first answer is known.</summary>
    public static async Task<AnswerSet> AskAllAsync(HttpProbe probe, Sample get, CancellationToken cancellation)
    {
        var post = probe.AskAsync(get.At, "POST", get.Path, cancellation);
        var expecting = probe.AskAsync(get.At, probe.Request("POST", get.Path).With("Expect", "100-continue"), cancellation);
        var sibling = probe.AskAsync(get.At, "GET", AnswerSet.SiblingPath, cancellation);
        var root = probe.AskAsync(get.At, "GET", "/", cancellation);
        return new AnswerSet(get, await post.ConfigureAwait(false), await expecting.ConfigureAwait(false), await sibling.ConfigureAwait(false), await root.ConfigureAwait(false));
    }

    private static Evidence Told(IGrouping<string, Sample> group) => new($"{group.Count()} times", group.First().Told);
}
