namespace Godwit.Diagnostics.Logs;

/// <summary>How far requests came: what no log of a server shows was stopped before it.</summary>
internal static class ArrivalFindings
{
    /// <summary>The logs do not cover the time that was asked about.</summary>
    public static readonly FindingKind NotCovered = new("GW5200", "The logs do not cover the time that was asked about", Hop.FrontEnd, "F10")
    {
        Severity = Severity.Warning,
        Basis = FactBasis.Standard,
        Symptom = "No line of any front end lies in the window.",
        Cause = "The files are of another day or server, or IIS has not written its buffer yet (up to a minute).",
        Difference = "A request that never arrived leaves other lines around it; here there is no line at all.",
        Fix = "Fetch the logs of that day (times are UTC) from every front end; `netsh http flush logbuffer` writes what is waiting.",
        NextCommand = "godwit logs analyze FILES --window TIME",
    };

    /// <summary>No request for the migration endpoint arrived at these servers.</summary>
    public static readonly FindingKind NeverArrived = new("GW5201", "No request for the migration endpoint arrived at these servers", Hop.Tcp, "F10", "F12")
    {
        Symptom = "The front ends wrote lines in that time, and none for `/EWS/mrsproxy.svc`, neither in the access logs nor in HTTPERR.",
        Cause = "A firewall, a missing address translation, a wrong public address or a balancer that leads elsewhere stopped the requests before these servers.",
        Difference = "A refusal by IIS or HTTP.sys leaves a line with its reason; a server outside of these logs may have received them. Requests of the server's own machine do not count, and make it no more than possible.",
        Fix = "Allow TCP 443 from all ranges that the service publishes, for the address that the endpoint's name has in public DNS, and look at the logs of every server in the pool.",
        NextCommand = "godwit examine HOST",
    };

    /// <summary>A firewall refuses connections of the migration service.</summary>
    public static readonly FindingKind StoppedAtFirewall = new("GW5202", "A firewall refuses connections of the migration service", Hop.Tcp, "F10", "F12")
    {
        Symptom = "The firewall's log shows refused connections to the web port from the ranges of the service.",
        Cause = "Its allow list lacks current ranges, or has none for this address.",
        Difference = "With GW5201 alone nobody saw the connection; here the firewall says itself that it refused it.",
        Fix = "Add the ranges that are published now, and renew them every month.",
        NextCommand = "godwit examine HOST --allow-list FILE",
    };

    /// <summary>Requests reached the balancer and no server.</summary>
    public static readonly FindingKind StoppedAtBalancer = new("GW5203", "Requests reached the balancer and no server", Hop.Edge, "F43", "F47")
    {
        Symptom = "The balancer's log has requests for the endpoint in that time, and no front end has.",
        Cause = "The balancer answered itself: no server up, a rule, a page of its own; or it leads to servers whose logs are not here.",
        Difference = "GW5270 and its neighbours say why, where the balancer's log tells it.",
        Fix = "Look at the pool of this path in the balancer: members, health check, rules; add the logs of all members.",
        NextCommand = "godwit examine HOST",
    };

    /// <summary>Requests arrived, but none from the migration service.</summary>
    public static readonly FindingKind OnlyStrangers = new("GW5204", "Requests arrived, but none from the migration service", Hop.Tcp, "F12", "F13")
    {
        Severity = Severity.Warning,
        Symptom = "The endpoint was asked from other addresses only, and these were answered.",
        Cause = "The allow list of the firewall lets your own test in and not the service, or the service has not tried yet.",
        Difference = "When a balancer hides the callers' addresses this is not said: then all callers look alike.",
        Fix = "Compare the firewall's list with the published ranges; then test from the service itself.",
        NextCommand = "godwit examine HOST --allow-list FILE",
    };

    /// <summary>The service reaches the neighbours of the endpoint but not the endpoint.</summary>
    public static readonly FindingKind PathFiltered = new("GW5205", "The service reaches the neighbours of the endpoint but not the endpoint", Hop.Edge, "F14", "F35")
    {
        Basis = FactBasis.Known,
        Symptom = "Requests of the service for Autodiscover or other paths below `/EWS` arrived, and none for `/EWS/mrsproxy.svc`.",
        Cause = "A device in front filters by path: a publishing rule, a URL filter or a web application firewall.",
        Difference = "With GW5201 nothing of the service arrives at all.",
        Fix = "Publish `/EWS/mrsproxy.svc` and what lies below it, without pre-authentication.",
        NextCommand = "godwit examine HOST",
    };

    /// <summary>Requests arrive at a server that should not receive them.</summary>
    public static readonly FindingKind PassiveServer = new("GW5206", "Requests arrive at a server that should not receive them", Hop.Edge, "F42")
    {
        Symptom = "A server named with `--passive` has requests of the endpoint in its log.",
        Cause = "The balancer's pool contains a server that it should not, or a public name leads to it.",
        Difference = "GW5207 is about servers of the pool that answer differently.",
        Fix = "Take the server out of the pool, or correct the record that leads to it.",
        NextCommand = "godwit examine HOST --via ADDRESS",
    };

    /// <summary>Some servers refuse what others serve.</summary>
    public static readonly FindingKind ServersDiffer = new("GW5207", "Some servers refuse what others serve", Hop.FrontEnd, "F41")
    {
        Symptom = "In the same time one front end served the endpoint and another one refused every request.",
        Cause = "The setting was changed on one server only: MRSProxy off, authentication, a certificate or a rule.",
        Difference = "A balancer without affinity (GW5280) breaks moves though every server serves.",
        Fix = "Bring the refusing server to the settings of the others; the finding about its refusals says which.",
        NextCommand = "godwit read FILE",
    };
}
