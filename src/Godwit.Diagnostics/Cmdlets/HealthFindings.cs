namespace Godwit.Diagnostics.Cmdlets;

/// <summary>What Test-MRSHealth says.</summary>
internal static class HealthFindings
{
    /// <summary>A check of the replication service failed.</summary>
    public static readonly FindingKind CheckFailed = new("GW5310", "A check of the replication service failed", Hop.BackEnd, "F91")
    {
        Symptom = "`Passed : False`.",
        Cause = "The service is stopped, its RPC end is blocked, it has not looked at its queue for long, or the proxy did not answer; the check's name says which.",
        Difference = "A failed MRSProxyPingCheck is about the other side.",
        Fix = "Start the Mailbox Replication service; look for its reason in the event log.",
        NextCommand = "godwit logs analyze FILES",
    };
}
