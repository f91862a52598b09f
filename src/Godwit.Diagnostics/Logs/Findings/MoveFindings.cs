namespace Godwit.Diagnostics.Logs;

/// <summary>What several servers' logs say about one move.</summary>
internal static class MoveFindings
{
    /// <summary>The balancer spreads one move over several servers.</summary>
    public static readonly FindingKind NoAffinity = new("GW5280", "The balancer spreads one move over several servers", Hop.Edge, "F39", "F40")
    {
        Symptom = "\"... is not a known Sequence identifier\" or SourceMailboxAlreadyBeingMovedTransientException, and the logs show one client going back and forth between servers.",
        Cause = "Exchange 2010 keeps a move's session in one server, and the balancer has no affinity.",
        Difference = "The same texts come from a recycled pool (GW5282) or a second request for the mailbox; then the logs show one server at a time (GW5281).",
        Fix = "Set affinity by source address or cookie for `/EWS/mrsproxy.svc`.",
        NextCommand = "godwit examine HOST",
    };

    /// <summary>A move lost its session, and not by the balancer.</summary>
    public static readonly FindingKind SessionLostOtherwise = new("GW5281", "A move lost its session, and not by the balancer", Hop.Move, "F39", "F40")
    {
        Severity = Severity.Warning,
        Symptom = "One of the two texts, while every client stays on one server.",
        Cause = "The server dropped the session: a recycled or crashed pool, a restart; or an older request still holds the mailbox.",
        Difference = "With GW5280 one client goes back and forth between servers.",
        Fix = "Look for recycling at that second; wait for the old session to end, or remove the stale request.",
        NextCommand = "godwit logs analyze FILES --window TIME",
    };

    /// <summary>The pool was recycled under a move.</summary>
    public static readonly FindingKind RecycledUnderMove = new("GW5282", "The pool was recycled under a move", Hop.Move, "F39", "F71")
    {
        Symptom = "One of the two texts, and HTTPERR shows that the worker process went away.",
        Cause = "The worker process was recycled or crashed, and with it the session.",
        Difference = "With GW5280 the server is alive and another one is asked.",
        Fix = "Keep recycling out of moves; look for crashes in the system log.",
        NextCommand = "godwit logs analyze FILES --window TIME",
    };
}
