namespace Godwit.Diagnostics.Logs;

/// <summary>What a balancer or reverse proxy says itself.</summary>
internal static class BalancerFindings
{
    /// <summary>The balancer has no server for the endpoint.</summary>
    public static readonly FindingKind NoServer = new("GW5270", "The balancer has no server for the endpoint", Hop.Edge, "F43")
    {
        Symptom = "HAProxy logs `<NOSRV>` or 503 with SC or sQ, nginx \"no live upstreams\".",
        Cause = "Its health check takes every member for dead, or the pool is empty.",
        Difference = "A 503 that a server said is logged by the server too.",
        Fix = "Repair the health check: the anonymous answer of the endpoint is 401, and `/ews/healthcheck.htm` says 200.",
        NextCommand = "godwit examine HOST",
    };

    /// <summary>The balancer gives up waiting for the server.</summary>
    public static readonly FindingKind TimedOut = new("GW5271", "The balancer gives up waiting for the server", Hop.Edge, "F47", "F49")
    {
        Symptom = "HAProxy logs sH, sD or 504; nginx \"upstream timed out\" or 504.",
        Cause = "A call of a move takes longer than the balancer's timer.",
        Difference = "Refused connections are GW5272.",
        Fix = "Raise the server timeout for this path to ten minutes and more.",
        NextCommand = "godwit examine HOST",
    };

    /// <summary>The balancer cannot connect to a server.</summary>
    public static readonly FindingKind NoConnection = new("GW5272", "The balancer cannot connect to a server", Hop.Edge, "F47")
    {
        Symptom = "HAProxy logs SC or sC with a server's name; nginx \"connect() failed\" or 502.",
        Cause = "The server is down or its port closed to the balancer; or TLS towards it fails.",
        Difference = "With GW5270 no server was even tried.",
        Fix = "Check the member that the line names.",
        NextCommand = "godwit examine HOST --via ADDRESS",
    };

    /// <summary>The balancer answers the requests itself instead of passing them on.</summary>
    public static readonly FindingKind AnswersItself = new("GW5273", "The balancer answers the requests itself instead of passing them on", Hop.Edge, "F14", "F32", "F35", "F44")
    {
        Symptom = "HAProxy logs PR or LR and `<NOSRV>`: denied, redirected, or answered by a rule of its own.",
        Cause = "A rule on paths, methods, sizes or addresses, a logon of the balancer's own, or a redirect covers the endpoint.",
        Difference = "With GW5270 it would pass the request on if it had a server.",
        Fix = "Find the rule by the status in the line, and let `/EWS/mrsproxy.svc` through unchanged.",
        NextCommand = "godwit examine HOST --via ADDRESS",
    };
}
