namespace Godwit.Diagnostics.Logs;

/// <summary>Refusals of the web server itself.</summary>
internal static class WebServerFindings
{
    /// <summary>The endpoint is not at this site.</summary>
    public static readonly FindingKind NotAtThisSite = new("GW5235", "The endpoint is not at this site", Hop.FrontEnd, "F57")
    {
        Symptom = "`404 0 2`.",
        Cause = "The request came to another site or server, one without the EWS application.",
        Difference = "HTTP.sys says NotFound when the whole site is missing (GW5254).",
        Fix = "Correct binding and pool.",
        NextCommand = "godwit examine HOST --via ADDRESS",
    };

    /// <summary>The handler for .svc is missing.</summary>
    public static readonly FindingKind HandlerMissing = new("GW5236", "The handler for .svc is missing", Hop.FrontEnd, "F59")
    {
        Symptom = "404.2, 404.3, 404.4 or 404.17.",
        Cause = "HTTP activation of WCF, or the mapping of .svc, is not installed.",
        Difference = "405 with `.asmx` in order is GW5238.",
        Fix = "Install HTTP activation.",
        NextCommand = "godwit logs analyze FILES --window TIME",
    };

    /// <summary>Request filtering refuses the request.</summary>
    public static readonly FindingKind RequestFiltered = new("GW5237", "Request filtering refuses the request", Hop.FrontEnd, "F60")
    {
        Symptom = "404.5 to 404.20; 404.13 is the size of the body.",
        Cause = "A rule of request filtering, or its limit for content.",
        Difference = "A web application firewall in front leaves no line here.",
        Fix = "Release the rule for this path, or raise the limit.",
        NextCommand = "godwit logs analyze FILES --window TIME",
    };

    /// <summary>POST is not allowed for the endpoint.</summary>
    public static readonly FindingKind VerbRefused = new("GW5238", "POST is not allowed for the endpoint", Hop.FrontEnd, "F61")
    {
        Symptom = "`405 0 1` for mrsproxy.svc.",
        Cause = "The mapping svc-Integrated is missing: the static handler got the request.",
        Difference = "Both .svc endpoints fail, and .asmx works.",
        Fix = "Restore the handler mapping.",
        NextCommand = "godwit logs analyze FILES --window TIME",
    };

    /// <summary>The request is too large for somebody.</summary>
    public static readonly FindingKind BodyTooLarge = new("GW5239", "The request is too large for somebody", Hop.FrontEnd, "F46")
    {
        Symptom = "413.",
        Cause = "A limit for bodies: nginx `client_max_body_size`, `uploadReadAheadSize` together with client certificates, `EntityTooLarge` of HTTP.sys.",
        Difference = "Who logs it, sets it: a 413 in the balancer's log only is the balancer's.",
        Fix = "Raise the limit there.",
        NextCommand = "godwit logs analyze FILES --window TIME",
    };

    /// <summary>The application's configuration is broken.</summary>
    public static readonly FindingKind ConfigurationBroken = new("GW5240", "The application's configuration is broken", Hop.FrontEnd, "F63")
    {
        Symptom = "500.19 or 500.21 to 500.24.",
        Cause = "A broken web.config, a module or an impersonation setting.",
        Difference = "500 without sub-status is the application itself (GW5267).",
        Fix = "Repair the configuration that the sub-status and code name.",
        NextCommand = "godwit logs analyze FILES --window TIME",
    };

    /// <summary>Requests of a move are refused as malformed.</summary>
    public static readonly FindingKind BadRequestMidMove = new("GW5241", "Requests of a move are refused as malformed", Hop.FrontEnd, "F51")
    {
        Symptom = "400 to a POST of a user who signed in.",
        Cause = "A quota of the binding is too small, seen with mailboxes of very many rules near the end of a move.",
        Difference = "400 to a GET is healthy: the service wants SOAP. Headers that are too large are refused by HTTP.sys (GW5252).",
        Fix = "Raise the quotas of MRSProxyHttpsBinding to 8,388,608.",
        NextCommand = "godwit logs analyze FILES --window TIME",
    };

    /// <summary>Answers are cut short.</summary>
    public static readonly FindingKind CutShort = new("GW5242", "Answers are cut short", Hop.Edge, "F16", "F70")
    {
        Severity = Severity.Warning,
        Basis = FactBasis.Known,
        Symptom = "Win32 status 64, 121, 995 or 1236 with a served request.",
        Cause = "The client, or a device on the way, closed the connection before the answer was through.",
        Difference = "When the time taken is nearly the same each time it is a device's timer, and the report says so.",
        Fix = "Raise the idle and session limits of firewall and balancer.",
        NextCommand = "godwit logs analyze FILES --window TIME",
    };
}
