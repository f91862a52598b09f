namespace Godwit.Diagnostics.Examination;

/// <summary>What can be wrong with the devices in front: publishing, firewall, balancer.</summary>
public static class EdgeFindings
{
    private const string Next = "godwit examine HOST --via SERVER-ADDRESS";

    /// <summary>Web Application Proxy asks for a logon at AD FS before anything passes.</summary>
    public static readonly FindingKind AdfsPreAuthentication = new("GW5060", "Web Application Proxy asks for a logon at AD FS before anything passes", Hop.Edge, "F30")
    {
        Symptom = "302 or 307 to `/adfs/ls/`; the migration service takes it for a wrong answer.",
        Cause = "The application is published with pre-authentication by AD FS.",
        Difference = "GW5061 leads to the cloud's logon; the answer bears no `X-FEServer`, so Exchange never saw the request.",
        Fix = "Publish the EWS path with pass-through.",
        NextCommand = Next,
    };

    /// <summary>Entra application proxy asks for a logon before anything passes.</summary>
    public static readonly FindingKind EntraPreAuthentication = new("GW5061", "Entra application proxy asks for a logon before anything passes", Hop.Edge, "F31")
    {
        Symptom = "302 to login.microsoftonline.com, with `x-ms-proxy-*` fields or `AzureAppProxy` cookies.",
        Cause = "The application is published with pre-authentication by Entra.",
        Difference = "GW5060 leads to the company's own AD FS.",
        Fix = "Set pre-authentication to passthrough, or use the Hybrid Agent.",
        NextCommand = Next,
    };

    /// <summary>TMG or ISA shows its logon form before anything passes.</summary>
    public static readonly FindingKind TmgForms = new("GW5062", "TMG or ISA shows its logon form before anything passes", Hop.Edge, "F32")
    {
        Symptom = "302 to `/CookieAuth.dll?GetLogon`, or a form that posts to it.",
        Cause = "The listener uses forms, and the rule for the hybrid paths is missing or below.",
        Difference = "GW5063 denies by rule instead of asking.",
        Fix = "Add a rule without pre-authentication for the hybrid paths, above the others.",
        NextCommand = Next,
    };

    /// <summary>TMG or ISA denies the request: no rule lets it through.</summary>
    public static readonly FindingKind TmgDenied = new("GW5063", "TMG or ISA denies the request: no rule lets it through", Hop.Edge, "F33")
    {
        Basis = FactBasis.Known,
        Symptom = "403 with a page that names code 12202; 12209 or 12239 where it wants a logon.",
        Cause = "No publishing rule matches the EWS path.",
        Difference = "GW5062 shows a form; GW5070 is another firewall's signature.",
        Fix = "Publish the path `/EWS/*` in a rule.",
        NextCommand = Next,
    };

    /// <summary>A UAG portal stands in front.</summary>
    public static readonly FindingKind UagPortal = new("GW5064", "A UAG portal stands in front", Hop.Edge, "F34")
    {
        Basis = FactBasis.Known,
        Symptom = "Redirect to `/InternalSite/` or a `/uniquesig` path.",
        Cause = "The trunk sends every visitor to the portal first.",
        Difference = "GW5062 goes to CookieAuth.dll.",
        Fix = "Publish EWS past the portal.",
        NextCommand = Next,
    };

    /// <summary>An access gateway shows its own logon before anything passes.</summary>
    public static readonly FindingKind DeviceLogon = new("GW5065", "An access gateway shows its own logon before anything passes", Hop.Edge, "F32")
    {
        Basis = FactBasis.Known,
        Symptom = "Redirect to `/my.policy`, `/vpn/`, `/logon/LogonPoint` or the like, with cookies of the product.",
        Cause = "An access policy of the balancer (F5 APM, Citrix Gateway) covers the EWS path.",
        Difference = "GW5060 to GW5064 are Microsoft's own products.",
        Fix = "Exempt the EWS path from the access policy.",
        NextCommand = Next,
    };

    /// <summary>Something in front answers with a web page or a redirect instead of the service.</summary>
    public static readonly FindingKind UnknownPreAuthentication = new("GW5066", "Something in front answers with a web page or a redirect instead of the service", Hop.Edge, "F32", "F44")
    {
        Symptom = "200 with HTML, or a redirect to another place, without any mark of Exchange.",
        Cause = "A product that we do not know asks for a logon or shows a notice.",
        Difference = "GW5060 to GW5065 name the product; GW5074 redirects to the same path.",
        Fix = "Find the product by the page in the evidence; let `/EWS/mrsproxy.svc` through unchanged.",
        NextCommand = Next,
    };

    /// <summary>A web application firewall blocks the request.</summary>
    public static readonly FindingKind Waf = new("GW5070", "A web application firewall blocks the request", Hop.Edge, "F35")
    {
        Symptom = "403, 406 or a page with a support ID or \"requested URL was rejected\"; nothing in IIS.",
        Cause = "A signature of the firewall fires on the path or on the SOAP body.",
        Difference = "GW5071 has no signature of a product; the answer bears no `X-FEServer`.",
        Fix = "Exempt `/EWS/mrsproxy.svc` from the policy, by the support ID in the evidence.",
        NextCommand = Next,
    };

    /// <summary>Only this path is blocked; its neighbours under /EWS answer.</summary>
    public static readonly FindingKind PathBlocked = new("GW5071", "Only this path is blocked; its neighbours under /EWS answer", Hop.Edge, "F14")
    {
        Symptom = "`/EWS/exchange.asmx` answers 401 as it should, `/EWS/mrsproxy.svc` is refused, reset or not found.",
        Cause = "A URL filter lists the paths that may pass, and this one is missing.",
        Difference = "GW5070 blocks with a product's page; GW5086 is Exchange's own missing handler.",
        Fix = "Allow `/EWS/mrsproxy.svc*` in the filter.",
        NextCommand = Next,
    };

    /// <summary>GET passes and POST is blocked.</summary>
    public static readonly FindingKind PostBlocked = new("GW5072", "GET passes and POST is blocked", Hop.Edge, "F36")
    {
        Symptom = "GET is answered by 401 as it should; POST to the same path is refused, redirected or reset by something that is not Exchange.",
        Cause = "A rule on methods, bodies or sizes.",
        Difference = "GW5071 blocks both methods; with GW5078 the size alone matters.",
        Fix = "Allow POST with SOAP bodies on the path.",
        NextCommand = Next,
    };

    /// <summary>TLS ends in front, and the server is spoken to in the clear (SSL offload).</summary>
    public static readonly FindingKind SslOffload = new("GW5073", "TLS ends in front, and the server is spoken to in the clear (SSL offload)", Hop.Edge, "F37")
    {
        Symptom = "403.4 (\"SSL is required\") over a connection that was encrypted at this end.",
        Cause = "The balancer hands the request on over plain HTTP, which the replication proxy refuses.",
        Difference = "GW5110 is MRSProxy switched off: there the logon comes first.",
        Fix = "Encrypt again between balancer and server (SSL bridging).",
        NextCommand = Next,
    };

    /// <summary>The balancer redirects the request to the same path.</summary>
    public static readonly FindingKind RedirectsToItself = new("GW5074", "The balancer redirects the request to the same path", Hop.Edge, "F44")
    {
        Basis = FactBasis.Known,
        Symptom = "301 or 302 to the same path under another host name or scheme; POST becomes GET.",
        Cause = "A rule that leads visitors to https or to one host name covers the EWS path too.",
        Difference = "GW5066 leads to another path.",
        Fix = "Stop redirecting `/EWS/`.",
        NextCommand = Next,
    };

    /// <summary>The balancer answers that no server is available.</summary>
    public static readonly FindingKind PoolDown = new("GW5075", "The balancer answers that no server is available", Hop.Edge, "F43")
    {
        Basis = FactBasis.Known,
        Symptom = "503 with a tiny page and no mark of Exchange.",
        Cause = "The balancer's health check has taken every server out of the pool.",
        Difference = "GW5081 is HTTP.sys and GW5089 the front end itself: both say who they are.",
        Fix = "Repair the health check: it should ask `/ews/healthcheck.htm`.",
        NextCommand = Next,
    };

    /// <summary>A gateway got no usable answer from the server behind it.</summary>
    public static readonly FindingKind GatewayFailed = new("GW5076", "A gateway got no usable answer from the server behind it", Hop.Edge, "F47")
    {
        Basis = FactBasis.Known,
        Symptom = "502 or 504 without any mark of Exchange.",
        Cause = "The server behind is slow, stopped, or closes the gateway's connection.",
        Difference = "GW5075 has no server at all.",
        Fix = "Compare the gateway's time limit with the server's time-taken; examine the server past the gateway.",
        NextCommand = Next,
    };

    /// <summary>The content network cannot reach the origin.</summary>
    public static readonly FindingKind CdnOrigin = new("GW5077", "The content network cannot reach the origin", Hop.Edge, "F48")
    {
        Basis = FactBasis.Known,
        Symptom = "520 to 526 with a `cf-ray` field.",
        Cause = "Its connection to the origin fails: port, TLS or certificate there.",
        Difference = "GW5076 is a gateway of yours.",
        Fix = "Let the name bypass the content network, or repair the origin's port 443 and its certificate.",
        NextCommand = Next,
    };

    /// <summary>A device refuses the size of requests.</summary>
    public static readonly FindingKind TooLarge = new("GW5078", "A device refuses the size of requests", Hop.Edge, "F46")
    {
        Symptom = "413 on a POST.",
        Cause = "A limit at a device: nginx `client_max_body_size`, a content network's cap, IIS with client certificates.",
        Difference = "GW5072 blocks POST whatever its size.",
        Fix = "Raise the limit at whoever says 413; 8 MB at least.",
        NextCommand = Next,
    };

    /// <summary>A device cannot handle Expect: 100-continue.</summary>
    public static readonly FindingKind ExpectRefused = new("GW5079", "A device cannot handle Expect: 100-continue", Hop.Edge, "F45")
    {
        Symptom = "417, or a stall before every POST; without the `Expect` field it works.",
        Cause = "The device does not pass the expectation on as RFC 9110 wants it.",
        Difference = "GW5072 blocks POST with and without it.",
        Fix = "Switch the device to RFC conformance, or let it answer 100 itself.",
        NextCommand = Next,
    };

    /// <summary>The connection is closed or reset instead of an answer, whatever is asked.</summary>
    public static readonly FindingKind ClosedUnanswered = new("GW5092", "The connection is closed or reset instead of an answer, whatever is asked", Hop.Edge, "F70")
    {
        Basis = FactBasis.Known,
        Symptom = "TLS is agreed on; every request is answered by the end of the connection.",
        Cause = "A device in front drops the request, or the server behind it is gone.",
        Difference = "GW5071 does so for one path only.",
        Fix = "Examine the server past the device.",
        NextCommand = Next,
    };

    /// <summary>TLS is agreed on, and no request is ever answered.</summary>
    public static readonly FindingKind Unanswered = new("GW5093", "TLS is agreed on, and no request is ever answered", Hop.Edge, "F47")
    {
        Basis = FactBasis.Known,
        Symptom = "Nothing comes until the time is over.",
        Cause = "The device waits for a server that does not answer.",
        Difference = "GW5076 gives up and says so.",
        Fix = "Look for hung servers in the pool; compare the device's time limit.",
        NextCommand = Next,
    };

    /// <summary>What answers behind TLS does not speak HTTP/1.1.</summary>
    public static readonly FindingKind NotHttp = new("GW5094", "What answers behind TLS does not speak HTTP/1.1", Hop.Edge, "RFC 9112")
    {
        Basis = FactBasis.Standard,
        Symptom = "The answer to a request is no HTTP/1.1. Kerberos and NTLM need HTTP/1.1.",
        Cause = "Another service behind TLS, or a front that speaks HTTP/2 only.",
        Difference = "GW5045 speaks no TLS either.",
        Fix = "Let the front speak HTTP/1.1 on this name.",
        NextCommand = Next,
    };

    /// <summary>A web server answers that is no mail system.</summary>
    public static readonly FindingKind OtherSite = new("GW5095", "A web server answers that is no mail system", Hop.Edge, "F57")
    {
        Basis = FactBasis.Known,
        Symptom = "The web site's own pages come: 404 on every path of Exchange, a welcome page on the root.",
        Cause = "The name or the address leads to a web site of somebody else.",
        Difference = "GW5083 is IIS without Exchange's directories.",
        Fix = "Point the name at the mail system's address.",
        NextCommand = Next,
    };

    /// <summary>Something on the way ends connections after a fixed time.</summary>
    public static readonly FindingKind ConnectionsAge = new("GW5097", "Something on the way ends connections after a fixed time", Hop.Edge, "F16", "F49")
    {
        Severity = Severity.Warning,
        Basis = FactBasis.Known,
        Symptom = "A connection that was answered on, and then left alone, is closed sooner than a web server of Windows does (120 s), or the next request on it is never answered. Moves of large mailboxes break off after a time that is always the same.",
        Cause = "The idle timer of a firewall, a balancer or address translation; or a limit on the age of connections, when one that is in use ends too.",
        Difference = "With GW5093 the first request is not answered either. In the logs of IIS it is GW5242, with nearly the same time taken each time.",
        Fix = "Raise the idle timers of all devices above the longest pause of a move: 5 minutes and more. Lift limits on the age of connections that are in use.",
        NextCommand = "godwit examine HOST --via SERVER-ADDRESS --pause 150",
    };
}
