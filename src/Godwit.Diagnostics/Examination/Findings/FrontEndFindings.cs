namespace Godwit.Diagnostics.Examination;

/// <summary>What can be wrong with the web server and the front end.</summary>
public static class FrontEndFindings
{
    private const string Next = "godwit examine HOST --via SERVER-ADDRESS";

    /// <summary>HTTP.sys answers 404: the site is stopped, or none is bound to this name.</summary>
    public static readonly FindingKind SiteStopped = new("GW5080", "HTTP.sys answers 404: the site is stopped, or none is bound to this name", Hop.FrontEnd, "F58")
    {
        Symptom = "404 with `Server: Microsoft-HTTPAPI/2.0`; HTTPERR shows NotFound.",
        Cause = "The IIS site is stopped, or its bindings do not cover HOST.",
        Difference = "GW5083 is answered by IIS itself (`Microsoft-IIS`).",
        Fix = "Start the site; check its bindings.",
        NextCommand = Next,
    };

    /// <summary>HTTP.sys answers 503: the application pool is stopped.</summary>
    public static readonly FindingKind PoolStopped = new("GW5081", "HTTP.sys answers 503: the application pool is stopped", Hop.FrontEnd, "F66")
    {
        Symptom = "503 with `Server: Microsoft-HTTPAPI/2.0`; HTTPERR shows AppOffline or Disabled.",
        Cause = "MSExchangeServicesAppPool is stopped, crashed too often, or disabled.",
        Difference = "GW5075 is the balancer; GW5089 the front end.",
        Fix = "Start the pool; look why it stopped (System log, WAS 5002 and following).",
        NextCommand = Next,
    };

    /// <summary>HTTP.sys answers 400: it does not accept the host name.</summary>
    public static readonly FindingKind HostRefused = new("GW5082", "HTTP.sys answers 400: it does not accept the host name", Hop.FrontEnd, "F52")
    {
        Symptom = "400 Bad Request, Invalid Hostname; HTTPERR shows Hostname.",
        Cause = "The balancer changes or drops the Host field, or no site exists for it.",
        Difference = "GW5080 accepts the name and has no site running.",
        Fix = "Let the balancer hand on the Host field unchanged.",
        NextCommand = Next,
    };

    /// <summary>IIS answers, but there is no Exchange on this server or site.</summary>
    public static readonly FindingKind NoExchange = new("GW5083", "IIS answers, but there is no Exchange on this server or site", Hop.FrontEnd, "F57")
    {
        Symptom = "404 0 2 from IIS on every path of Exchange.",
        Cause = "The pool contains a wrong server, or the wrong site is bound.",
        Difference = "GW5080 is HTTP.sys; with GW5095 it is not IIS.",
        Fix = "Correct the pool: only servers with the front end's directories.",
        NextCommand = Next,
    };

    /// <summary>IIS lacks the handler for .svc: WCF HTTP activation is missing.</summary>
    public static readonly FindingKind HandlerMissing = new("GW5085", "IIS lacks the handler for .svc: WCF HTTP activation is missing", Hop.FrontEnd, "F59")
    {
        Symptom = "404.2, 404.3, 404.4 or 404.17 on `.svc`, while `.asmx` answers.",
        Cause = "A Windows feature was removed or never installed.",
        Difference = "GW5086 answers 405.",
        Fix = "Install WCF HTTP activation.",
        NextCommand = Next,
    };

    /// <summary>The mapping for .svc is missing: 405 on .svc while .asmx works.</summary>
    public static readonly FindingKind HandlerMapping = new("GW5086", "The mapping for .svc is missing: 405 on .svc while .asmx works", Hop.FrontEnd, "F61")
    {
        Symptom = "405 0 1 on `mrsproxy.svc` and `autodiscover.svc`.",
        Cause = "The handler mapping `svc-Integrated` is gone, often after an update.",
        Difference = "GW5072 is a device that refuses POST; here IIS says it, on GET too.",
        Fix = "Restore the mapping `svc-Integrated` in IIS.",
        NextCommand = Next,
    };

    /// <summary>Request filtering of IIS refuses the path.</summary>
    public static readonly FindingKind RequestFiltering = new("GW5084", "Request filtering of IIS refuses the path", Hop.FrontEnd, "F60")
    {
        Symptom = "404 with a sub-status from 5 to 20 (13 is the body's size).",
        Cause = "A rule of request filtering denies the extension, a segment, or the size.",
        Difference = "GW5071 is a device in front.",
        Fix = "Relax the rule for the EWS directory.",
        NextCommand = Next,
    };

    /// <summary>IIS cannot read its configuration.</summary>
    public static readonly FindingKind BrokenConfiguration = new("GW5087", "IIS cannot read its configuration", Hop.FrontEnd, "F63")
    {
        Symptom = "500.19, 500.21 or 500.24.",
        Cause = "A broken web.config, a missing module, or impersonation that does not fit.",
        Difference = "GW5088 comes from Exchange itself.",
        Fix = "Repair the web.config that the page names.",
        NextCommand = Next,
    };

    /// <summary>The front end cannot find a mailbox server.</summary>
    public static readonly FindingKind NoMailboxServer = new("GW5088", "The front end cannot find a mailbox server", Hop.FrontEnd, "F64")
    {
        Symptom = "500 with `X-CasErrorCode: ServerNotFound`.",
        Cause = "Routing found no server for the anchor: directory or database trouble.",
        Difference = "GW5089 found one that does not answer.",
        Fix = "Check mailbox servers, databases and Active Directory from the front end.",
        NextCommand = Next,
    };

    /// <summary>The front end answers 503: what is behind it is down or set inactive.</summary>
    public static readonly FindingKind BackEndDown = new("GW5089", "The front end answers 503: what is behind it is down or set inactive", Hop.BackEnd, "F68", "F69")
    {
        Symptom = "503 with `X-FEServer`.",
        Cause = "The replication service or the back end's site is down, or the component is set Inactive.",
        Difference = "GW5081 is HTTP.sys: no `X-FEServer` there. GW5075 is the balancer.",
        Fix = "`Get-ServerComponentState`; start MSExchangeMailboxReplication.",
        NextCommand = "godwit logs analyze FILES",
    };

    /// <summary>IIS refuses this address.</summary>
    public static readonly FindingKind AddressRestricted = new("GW5090", "IIS refuses this address", Hop.FrontEnd, "F55")
    {
        Symptom = "403.6, 403.503 or 403.504.",
        Cause = "A restriction by address or domain in IIS.",
        Difference = "GW5091 counts requests.",
        Fix = "Remove the rule or add the ranges of Exchange Online.",
        NextCommand = Next,
    };

    /// <summary>IIS refuses because there were too many requests.</summary>
    public static readonly FindingKind RateRestricted = new("GW5091", "IIS refuses because there were too many requests", Hop.FrontEnd, "F56")
    {
        Symptom = "403.501, 403.502, 404.501 or 404.502.",
        Cause = "Dynamic IP restrictions take the migration service, or the balancer's one address, for an attack.",
        Difference = "GW5090 refuses whatever the rate.",
        Fix = "Exempt the ranges of Exchange Online and the balancer.",
        NextCommand = Next,
    };

    /// <summary>The front end or what is behind it fails with 500.</summary>
    public static readonly FindingKind ServerError = new("GW5096", "The front end or what is behind it fails with 500", Hop.BackEnd, "F25", "F63")
    {
        Basis = FactBasis.Known,
        Symptom = "500 with marks of Exchange.",
        Cause = "Often the back end's certificate on port 444, or a broken back-end site.",
        Difference = "GW5087 names a configuration; GW5088 has an error code of routing.",
        Fix = "Look for the request-id of the evidence in HttpProxy's log: WebExceptionStatus tells.",
        NextCommand = "godwit logs analyze FILES",
    };
}
