namespace Godwit.Diagnostics.Examination;

/// <summary>How long does it take?</summary>
internal sealed class LatencyCheck : ICheck
{
    public string Question => "How long does it take?";

    public string? NotAskedBecause(ExaminationNotes notes) => Waits(notes).Count == 0 && notes.RoundTrips.Count == 0 ? "nothing was answered" : null;

    public Task<CheckResult> AskAsync(ExaminationNotes notes, CancellationToken cancellation) =>
        Task.FromResult(CheckResult.Of([.. Rows(notes).Select(row => $"{row[0]}: min {row[1]}, mean {row[2]}, 95 % {row[3]}, max {row[4]}")], []));

    /// <summary>What was measured, as rows of a table.</summary>
    public static IEnumerable<string[]> Rows(ExaminationNotes notes)
    {
        foreach (var (name, times) in new[] { ("connect", notes.RoundTrips), ("first byte", Waits(notes)) })
            if (times.Count > 0) yield return [name, .. Figures([.. times.Order()]).Select(time => $"{time.TotalMilliseconds:0.0} ms")];
    }

    private static TimeSpan[] Figures(List<TimeSpan> ordered) =>
        [ordered[0], TimeSpan.FromTicks((long)ordered.Average(time => time.Ticks)), ordered[(int)Math.Ceiling(ordered.Count * 0.95) - 1], ordered[^1]];

    private static List<TimeSpan> Waits(ExaminationNotes notes) => [.. notes.Repeated.Where(sample => sample.Answer is not null).Select(sample => sample.Answer!.Waited)];
}
