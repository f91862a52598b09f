using static Godwit.Diagnostics.Logs.Answer;

namespace Godwit.Diagnostics.Logs;

/// <summary>What a balancer's line means, where the balancer itself is the speaker; what a server said through it is told by the server's log.</summary>
internal static class BalancerRules
{
    /// <summary>The answer that the line tells of.</summary>
    public static Answer Of(LogEntry entry)
    {
        if (entry.Reason.Length >= 2) return ByTermination(entry);
        if (entry.Error.Length > 0) return ByError(entry.Error);
        return entry.Status switch
        {
            413 => For(WebServerFindings.BodyTooLarge),
            502 => For(BalancerFindings.NoConnection, Confidence.Likely),
            504 => For(BalancerFindings.TimedOut, Confidence.Likely),
            401 => new Answer(AnswerKind.Leg),
            _ => Served,
        };
    }

    /// <summary>HAProxy: the first letter is who ended it (C client, S server, s server's timer, P proxy, L a rule of the proxy's), the second in which state (Q queue, C connecting, H headers, D data).</summary>
    private static Answer ByTermination(LogEntry entry)
    {
        var (who, state) = (entry.Reason[0], entry.Reason[1]);
        if (entry.Target == "<NOSRV>" && entry.Status is 503 or 0 && who is 'S' or 's') return For(BalancerFindings.NoServer);
        return (who, state) switch
        {
            ('P' or 'L', 'R') => For(BalancerFindings.AnswersItself),
            ('S' or 's', 'Q') => For(BalancerFindings.NoServer),
            ('S' or 's', 'C') => For(BalancerFindings.NoConnection),
            ('s', 'H' or 'D' or 'L') => For(BalancerFindings.TimedOut),
            _ => entry.Status == 401 ? new Answer(AnswerKind.Leg) : Served,
        };
    }

    private static Answer ByError(string error)
    {
        if (error.Contains("no live upstreams", StringComparison.Ordinal)) return For(BalancerFindings.NoServer);
        if (error.Contains("timed out", StringComparison.Ordinal)) return For(BalancerFindings.TimedOut);
        if (error.Contains("connect() failed", StringComparison.Ordinal) || error.Contains("prematurely closed", StringComparison.Ordinal)) return For(BalancerFindings.NoConnection);
        return error.Contains("client intended to send too large body", StringComparison.Ordinal) ? For(WebServerFindings.BodyTooLarge) : None;
    }
}
