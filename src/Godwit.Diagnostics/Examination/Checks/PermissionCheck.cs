namespace Godwit.Diagnostics.Examination;

/// <summary>Does the service serve whom it has let in, on every node?</summary>
internal sealed class PermissionCheck : ICheck
{
    public string Question => "Does the service serve whom it has let in, on every node?";

    public string? NotAskedBecause(ExaminationNotes notes) => notes.SignedIn.Count == 0 ? "nobody was let in" : null;

    public async Task<CheckResult> AskAsync(ExaminationNotes notes, CancellationToken cancellation)
    {
        var wasExchange = notes.Answers!.Get.Speaker.Speaker == Speaker.Exchange;
        var judged = notes.SignedIn.Select(sample => (Sample: sample, Finding: PermissionJudge.Judge(sample, wasExchange))).ToList();
        var groups = judged.GroupBy(one => one.Finding?.Code ?? "works").OrderBy(group => group.Count()).ToList();
        string[] seen = [.. groups.Select(group => $"{group.Count()} of {judged.Count}: {group.First().Sample.Told}")];
        var first = judged.Find(one => one.Finding is not null).Finding;
        if (first is null) return await AskForSessionAsync(notes, seen, wasExchange, cancellation).ConfigureAwait(false);
        if (groups.Count == 1) return CheckResult.Of(seen, [first]);
        var kind = first.Kind == SignInFindings.ProxyDisabled ? SpreadFindings.NodeDisabled : SpreadFindings.NodesDiffer;
        return CheckResult.Of(seen, [new Finding(kind, Confidence.Certain, [.. groups.Select(group => new Evidence($"{group.Count()} of {judged.Count}", group.First().Sample.Told))]) { Subject = judged.Find(one => one.Finding is not null).Sample.FrontEnd }]);
    }

    /// <summary>The rights that Exchange asks for at the first call. Our own proxy asks for them at each.</summary>
    private static async Task<CheckResult> AskForSessionAsync(ExaminationNotes notes, string[] seen, bool wasExchange, CancellationToken cancellation)
    {
        if (notes.SignedIn[0].Speaker.Speaker == Speaker.Godwit || !notes.Logons.IsOpen) return CheckResult.Of(seen, []);
        var (probe, path) = (notes.Probe, notes.Request.Path);
        var (opened, _) = await SignInAsker.AskAsync(notes, notes.SignedIn[0].At, SequenceProbe.Open(probe, notes.Host, path), SignInAsker.SchemeOf(notes.Answers!.Get)!, cancellation,
            (connection, answer, token) => SequenceProbe.EndAsync(probe, notes.Host, path, connection, answer, token)).ConfigureAwait(false);
        return CheckResult.Of([.. seen, "first call: " + opened.Told], SequenceProbe.Judge(opened, wasExchange) is { } finding ? [finding] : []);
    }
}
