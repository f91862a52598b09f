using Godwit.Network.Http;

namespace Godwit.Diagnostics.Examination;

/// <summary>Does a connection outlive a pause, and does one that is in use live on? Asked only on request: it takes as long as the pause.</summary>
internal sealed class PauseCheck : ICheck
{
    private const int UsesInAPause = 20;

    public string Question => "Does a connection outlive a pause?";

    public string? NotAskedBecause(ExaminationNotes notes) => notes.Request.Pause is null ? "no --pause was given" : notes.Answers is null ? "the service does not answer as it should" : null;

    public async Task<CheckResult> AskAsync(ExaminationNotes notes, CancellationToken cancellation)
    {
        var longest = notes.Request.Pause!.Value;
        var views = await Task.WhenAll(
            RunAsync(notes, longest / 4, longest / 4, cancellation), RunAsync(notes, longest / 2, longest / 2, cancellation),
            RunAsync(notes, longest, longest, cancellation), RunAsync(notes, longest, longest / UsesInAPause, cancellation)).ConfigureAwait(false);
        var known = views.OfType<PauseView>().ToArray();
        if (known.Length == 0) return CheckResult.CannotTell("the connection is not kept open after an answer");
        return CheckResult.Of([.. known.Select(view => view.Told)], PauseJudge.Judge(known) is { } finding ? [finding] : []);
    }

    /// <summary>Asks, pauses, and asks again on the same connection, until the time is over; null when the connection does not stay open at all.</summary>
    private static async Task<PauseView?> RunAsync(ExaminationNotes notes, TimeSpan time, TimeSpan pause, CancellationToken cancellation)
    {
        PauseView? view = null;
        var probe = notes.PatientProbe(time + notes.Request.StepLimit);
        var ask = probe.Request("GET", notes.Request.Path);
        var last = await probe.OnConnectionAsync(notes.Open[0], ask, async (http, token) =>
        {
            var answer = await http.Connection.AskAsync(ask, token).ConfigureAwait(false);
            for (var rested = TimeSpan.Zero; rested < time && http.Connection.IsReusable; rested += pause)
            {
                view = new PauseView(rested + pause, pause, IsInUse: pause < time);
                view = view with { EndedAfter = rested + await http.Connection.RestAsync(pause, token).ConfigureAwait(false) };
                if (view.EndedAfter is null) answer = await http.Connection.AskAsync(ask, token).ConfigureAwait(false);
            }
            return new Sample(ask.Method, ask.Target, notes.Open[0]) { Answer = answer };
        }, cancellation).ConfigureAwait(false);
        return view is null ? null : view with { Trouble = last.Trouble };
    }
}

/// <summary>What became of a connection that was left alone again and again.</summary>
/// <param name="Age">How long it was left alone in all.</param>
/// <param name="Pause">How long at a time.</param>
/// <param name="IsInUse">True when it was asked again and again.</param>
internal sealed record PauseView(TimeSpan Age, TimeSpan Pause, bool IsInUse)
{
    /// <summary>When the other side ended it in a pause.</summary>
    public TimeSpan? EndedAfter { get; init; }

    /// <summary>What became of a request after a pause; null when it was answered, or not asked.</summary>
    public HttpTrouble? Trouble { get; init; }

    public string Told => $"{(IsInUse ? "asked every" : "left alone for")} {Seconds(Pause)}: " + (EndedAfter, Trouble) switch
    {
        ({ } after, _) => $"closed after {Seconds(after)}",
        (_, { } trouble) => $"the request after {Seconds(Age)} got no answer ({trouble})",
        _ => $"answers after {Seconds(Age)}",
    };

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s");
}

/// <summary>What ended connections mean. Pure.</summary>
internal static class PauseJudge
{
    /// <summary>HTTP.sys ends what was left alone for 120 s by itself; a little less, for clocks.</summary>
    private static readonly TimeSpan OfTheServer = TimeSpan.FromSeconds(115);

    public static Finding? Judge(IReadOnlyList<PauseView> views) => views.Any(IsEnded) ? new Finding(EdgeFindings.ConnectionsAge, Confidence.Likely, [.. views.Select(view => new Evidence("a connection", view.Told))]) : null;

    private static bool IsEnded(PauseView view) => view.EndedAfter < OfTheServer || (view.Trouble is not null && view.Pause < OfTheServer);
}
