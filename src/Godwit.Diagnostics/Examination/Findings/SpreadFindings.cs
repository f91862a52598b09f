namespace Godwit.Diagnostics.Examination;

/// <summary>What shows only when the same is asked several times, or past the balancer.</summary>
public static class SpreadFindings
{
    private const string Next = "godwit examine HOST --via SERVER-ADDRESS";

    /// <summary>The replication proxy is off on some of the servers behind the balancer.</summary>
    public static readonly FindingKind NodeDisabled = new("GW5120", "The replication proxy is off on some of the servers behind the balancer", Hop.Authorisation, "F41")
    {
        Symptom = "Some of the tries answer 403, others 400; grouped by `X-FEServer` each server always answers the same.",
        Cause = "MRSProxyEnabled was set on some servers only.",
        Difference = "GW5110 is off everywhere that was reached.",
        Fix = "Enable it on all nodes.",
        NextCommand = "godwit read directories.txt",
    };

    /// <summary>The servers behind the balancer answer differently.</summary>
    public static readonly FindingKind NodesDiffer = new("GW5121", "The servers behind the balancer answer differently", Hop.FrontEnd, "F41", "F42")
    {
        Symptom = "The same request gets different answers on fresh connections.",
        Cause = "One server in the pool is broken, of another kind, or not meant to be there.",
        Difference = "GW5120 differs only after signing in.",
        Fix = "Ask each server with `--via`; repair or take out the odd one.",
        NextCommand = Next,
    };

    /// <summary>The servers answer as they should; what stands before them does not.</summary>
    public static readonly FindingKind BalancerBreaks = new("GW5122", "The servers answer as they should; what stands before them does not", Hop.Edge, "F35", "F38", "F43")
    {
        Symptom = "Through the public address it fails, past it (`--via`) it works.",
        Cause = "The balancer, firewall or publishing in between.",
        Difference = "If a server itself fails with `--via`, it is that server.",
        Fix = "Repair the device in front; the findings above say what it does.",
        NextCommand = "godwit examine HOST",
    };

    /// <summary>Requests of one client reach several servers without affinity.</summary>
    public static readonly FindingKind Affinity = new("GW5123", "Requests of one client reach several servers without affinity", Hop.Edge, "F39")
    {
        Severity = Severity.Notice,
        Symptom = "Several `X-FEServer` values for one client.",
        Cause = "The balancer spreads requests. Exchange 2013 and later do not mind; Exchange 2010 does.",
        Difference = "With Exchange 2010 the symptom is \"not a known Sequence identifier\".",
        Fix = "For Exchange 2010: affinity by source address or cookie.",
        NextCommand = "godwit logs analyze FILES",
    };

    /// <summary>The node asked for with --via shows another certificate than the public address.</summary>
    public static readonly FindingKind OtherCertificate = new("GW5124", "The node asked for with --via shows another certificate than the public address", Hop.Tls, "F28")
    {
        Severity = Severity.Notice,
        Symptom = "The thumbprints differ.",
        Cause = "The balancer ends TLS and encrypts again (bridging), which is allowed without Extended Protection.",
        Difference = "With Extended Protection it is GW5108.",
        Fix = "Nothing, unless Extended Protection is required.",
        NextCommand = Next,
    };
}
