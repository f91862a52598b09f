namespace Godwit.Diagnostics.Examination;

/// <summary>Does the service serve whom it has let in, on every node?</summary>
internal sealed class PermissionCheck : ICheck
{
    public string Question => "Does the service serve whom it has let in, on every node?";

    public string? NotAskedBecause(ExaminationNotes notes) => notes.SignedIn.Count == 0 ? "nobody was let in" : null;

    public async Task<CheckResult> AskAsync(ExaminationNotes notes, CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var wasExchange = notes.Answers!.Get.Speaker.Speaker == Speaker.Exchange;
        var judged = notes.SignedIn.Select(sample => (Sample: sample, Finding: PermissionJudge.Judge(sample, wasExchange))).ToList();
        var groups = judged.GroupBy(one => one.Finding?.Code ?? "works").OrderBy(group => group.Count()).ToList();
        string[] seen = [.. groups.Select(group => $"{group.Count()} of {judged.Count}: {group.First().Sample.Told}")];
        var first = judged.Find(one => one.Finding is not null).Finding;
        if (groups.Count == 1 || first is null) return CheckResult.Of(seen, first is null ? [] : [first]);
        var kind = first.Kind == SignInFindings.ProxyDisabled ? SpreadFindings.NodeDisabled : SpreadFindings.NodesDiffer;
        return CheckResult.Of(seen, [new Finding(kind, Confidence.Certain, [.. groups.Select(group => new Evidence($"{group.Count()} of {judged.Count}", group.First().Sample.Told))]) { Subject = judged.Find(one => one.Finding is not null).Sample.FrontEnd }]);
    }
}
