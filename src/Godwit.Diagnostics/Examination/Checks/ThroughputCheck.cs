namespace Godwit.Diagnostics.Examination;

/// <summary>How fast does it deliver? Asked of a Godwit proxy alone, which has bytes for it; a short sample first, a longer one where the way is fast.</summary>
internal sealed class ThroughputCheck : ICheck
{
    private const int ShortBytes = 256 * 1024, LongBytes = 8 * 1024 * 1024;
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(500);

    public string Question => "How fast does it deliver?";

    public string? NotAskedBecause(ExaminationNotes notes) =>
        notes.SignedIn.Count == 0 ? "nobody was let in" : notes.SignedIn[0].Speaker.Speaker != Speaker.Godwit ? "only a Godwit proxy has a sample for it" : !notes.Logons.IsOpen ? "a logon was refused" : null;

    public async Task<CheckResult> AskAsync(ExaminationNotes notes, CancellationToken cancellation)
    {
        var sample = await SampleAsync(notes, ShortBytes, cancellation).ConfigureAwait(false);
        if (sample.Status != 200) return CheckResult.CannotTell($"no sample was given: {sample.Told}");
        if (sample.Answer!.Took < Quick && await SampleAsync(notes, LongBytes, cancellation).ConfigureAwait(false) is { Status: 200 } longer) sample = longer;
        notes.Throughput = new Throughput(sample.Answer!.BodyBytes, sample.Answer.Waited + sample.Answer.Took);
        return CheckResult.Of([notes.Throughput.Told], []);
    }

    private static async Task<Sample> SampleAsync(ExaminationNotes notes, int bytes, CancellationToken cancellation)
    {
        var ask = notes.Probe.Request("GET", string.Create(CultureInfo.InvariantCulture, $"{notes.Request.Path}/sample?bytes={bytes}")) with { CountsBody = true };
        return (await SignInAsker.AskAsync(notes, notes.SignedIn[0].At, ask, SignInAsker.SchemeOf(notes.Answers!.Get)!, cancellation).ConfigureAwait(false)).Sample;
    }
}

/// <summary>How much came, and how long it took from the end of the request.</summary>
/// <param name="Bytes">How much.</param>
/// <param name="Took">How long.</param>
internal sealed record Throughput(long Bytes, TimeSpan Took)
{
    public string Told => string.Create(CultureInfo.InvariantCulture, $"{Bytes / 1e6:0.0} MB in {Took.TotalSeconds:0.00} s: {Bytes / 1e6 / Math.Max(Took.TotalSeconds, 1e-6):0.0} MB/s");
}
