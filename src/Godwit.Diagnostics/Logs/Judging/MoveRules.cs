namespace Godwit.Diagnostics.Logs;

/// <summary>The two error texts of a farm without affinity lead to the balancer only when the logs show one move on several servers; both texts have other causes too.</summary>
internal static class MoveRules
{
    /// <summary>What is to be said about the texts; nothing without one.</summary>
    public static Finding? Of(JudgedLogs logs)
    {
        var judge = logs.Judge;
        if (judge.Texts.Count == 0) return null;
        var texts = judge.Texts.Values.SelectMany(lines => lines.Take(1)).ToList();
        if (judge.Moves.Spread > 0) return new Finding(MoveFindings.NoAffinity, judge.Texts.ContainsKey(KnownTexts.UnknownSequence) ? Confidence.Certain : Confidence.Likely, [.. texts, .. judge.Moves.Lines]);
        var gone = judge.Causes.All.Where(seen => seen.Cause == HttpSysFindings.WorkerGone || seen.Cause == HttpSysFindings.PoolOff).SelectMany(seen => seen.Tally.Lines).ToList();
        if (gone.Count > 0) return new Finding(MoveFindings.RecycledUnderMove, Confidence.Likely, [.. texts, .. gone]);
        return logs.Arrived > 0 ? new Finding(MoveFindings.SessionLostOtherwise, Confidence.Possible, texts) : null;
    }
}
