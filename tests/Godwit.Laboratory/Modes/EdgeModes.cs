namespace Godwit.Laboratory;

/// <summary>Devices in front that are in the way, each in its own wording.</summary>
internal static class EdgeModes
{
    private const string Path = "/EWS/mrsproxy.svc";

    public static readonly Mode[] All =
    [
        Always("AD FS", EdgeFindings.AdfsPreAuthentication, world => To($"https://sts.{world.Domain}/adfs/ls/?version=1.0&action=signin&realm=urn%3AAppProxy%3Acom&appRealm={Guid.NewGuid()}").With("Server", "Microsoft-HTTPAPI/2.0")),
        Always("Entra", EdgeFindings.EntraPreAuthentication, world => To("https://login.microsoftonline.com/4f2d/oauth2/authorize?response_type=code").With("x-ms-proxy-app-id", Guid.NewGuid().ToString()).With("x-ms-proxy-transaction-id", "a1").With("Set-Cookie", "AzureAppProxyAnalyticCookie_x=1; path=/")),
        Always("TMG form by redirect", EdgeFindings.TmgForms, world => To($"https://{world.HostName}/CookieAuth.dll?GetLogon?curl=Z2FEWS&reason=0&formdir={world.Random.Next(9)}")),
        Always("TMG form", EdgeFindings.TmgForms, world => new LabAnswer(200, "OK").Html("<form action=\"/CookieAuth.dll?Logon\" method=\"post\"><input name=\"username\"><input type=\"password\"></form>").With("Set-Cookie", "cadata1A2B=\"x\"; secure; path=/")),
        Always("TMG denies", EdgeFindings.TmgDenied, world => new LabAnswer(403, "Forbidden ( The server denied the specified Uniform Resource Locator (URL). )").Html($"<li>Error Code: 403 Forbidden. The server denied the specified Uniform Resource Locator (URL). Contact the server administrator. ({world.Pick("12202", "12209", "12239")})")),
        Always("UAG", EdgeFindings.UagPortal, world => To(world.Pick("/InternalSite/InitParams.aspx?referrer=1", "/uniquesig0123456789/uniquesig0/InternalSite/Validate.asp"))),
        Always("F5 access policy", EdgeFindings.DeviceLogon, world => To("/my.policy").With("Set-Cookie", "MRHSession=ab12; path=/; secure").With("Set-Cookie", "LastMRH_Session=ab12; path=/")),
        Always("Citrix gateway", EdgeFindings.DeviceLogon, world => To(world.Pick("/vpn/index.html", "/logon/LogonPoint/tmindex.html")).With("Set-Cookie", "NSC_TMAS=; path=/")),
        Always("unknown form", EdgeFindings.UnknownPreAuthentication, world => new LabAnswer(200, "OK").Html($"<html><body><h1>{world.Pick("Sign in", "Anmeldung", "Connexion")}</h1><form method=\"post\"><input type=\"password\"></form></body></html>")),
        Always("unknown portal", EdgeFindings.UnknownPreAuthentication, world => To($"https://portal.{world.Domain}/login?next=x")),
        Always("WAF of F5", EdgeFindings.Waf, world => new LabAnswer(200, "OK").Html($"<html><title>Request Rejected</title><body>The requested URL was rejected. Please consult with your administrator.<br>Your support ID is: {world.Random.NextInt64()}</body></html>").With("Set-Cookie", "TS0123ab=x; path=/")),
        Only("WAF, forbidden", EdgeFindings.Waf, world => new LabAnswer(403, "Forbidden").Html(world.Pick("<h1>Request unsuccessful. Incapsula incident ID: 4-5</h1>", "<h1>Forbidden</h1><p>Powered by Sophos UTM</p>", "<p>Web Page Blocked! Attack ID: 20000010</p>"))),
        Only("WAF, not acceptable", EdgeFindings.Waf, world => new LabAnswer(406, "Not Acceptable").Html($"<p>Not Acceptable. Support ID: {world.Random.Next()}</p>")),
        Only("path forbidden", EdgeFindings.PathBlocked, world => new LabAnswer(403, "Forbidden").Html("<h1>Forbidden</h1>")),
        Only("path unknown to a device", EdgeFindings.PathBlocked, world => new LabAnswer(404, "Not Found").Html("<h1>Not Found</h1>").With("Server", world.Pick("nginx", "Apache", "KEMP"))),
        Only("path reset", EdgeFindings.PathBlocked, world => LabAnswer.Ending(LabEnd.Reset)),
        Only("path closed", EdgeFindings.PathBlocked, world => LabAnswer.Ending(LabEnd.Close)),
        Only("path silent", EdgeFindings.PathBlocked, world => LabAnswer.Ending(LabEnd.Silence)),
        OnPost("POST forbidden", EdgeFindings.PostBlocked, world => new LabAnswer(403, "Forbidden").Html("<h1>Forbidden</h1>")),
        OnPost("POST not allowed", EdgeFindings.PostBlocked, world => new LabAnswer(405, "Not Allowed").With("Server", world.Pick("nginx", "Apache"))),
        OnPost("POST reset", EdgeFindings.PostBlocked, world => LabAnswer.Ending(LabEnd.Reset)),
        OnPost("POST redirected", EdgeFindings.PostBlocked, world => To($"https://{world.HostName}/blocked")),
        OnPost("POST too large", EdgeFindings.TooLarge, world => new LabAnswer(413, world.Pick("Request Entity Too Large", "Content Too Large")).Html("<center><h1>413</h1></center>").With("Server", "nginx/1.24.0")),
        Always("TLS offloaded", EdgeFindings.SslOffload, world => new LabAnswer(403, "Forbidden").Html(world.Pick("<h2>403.4 - Forbidden: SSL is required to view this resource.</h2>", "<title>403 - Forbidden</title><h3>HTTP Error 403.4 - Forbidden</h3>")).With("Server", "Microsoft-IIS/10.0")),
        Always("redirect to itself, other host", EdgeFindings.RedirectsToItself, world => To($"https://www.{world.Domain}{Path}"), onlyService: true),
        Always("redirect to itself, same host", EdgeFindings.RedirectsToItself, world => To($"https://{world.HostName}{Path}"), onlyService: true),
        Always("pool empty at HAProxy", EdgeFindings.PoolDown, world => new LabAnswer(503, "Service Unavailable").Html("<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>")),
        Always("pool empty elsewhere", EdgeFindings.PoolDown, world => new LabAnswer(503, "Service Temporarily Unavailable").With("Server", world.Pick("nginx", "awselb/2.0", "BigIP"))),
        Always("gateway, bad answer", EdgeFindings.GatewayFailed, world => new LabAnswer(502, "Bad Gateway").Html("<center><h1>502 Bad Gateway</h1></center>").With("Server", world.Pick("nginx", "cloudflare", "Apache"))),
        Always("gateway, no answer", EdgeFindings.GatewayFailed, world => new LabAnswer(504, "Gateway Time-out").Html("<h1>504 Gateway Time-out</h1>")),
        Always("content network", EdgeFindings.CdnOrigin, world => new LabAnswer(world.Pick(520, 521, 522, 523, 525, 526), "").With("Server", "cloudflare").With("cf-ray", "8f-FRA")),
        OnExpect("Expect refused", EdgeFindings.ExpectRefused, new LabAnswer(417, "Expectation Failed")),
        OnExpect("Expect stalls", EdgeFindings.ExpectRefused, LabAnswer.Ending(LabEnd.Silence)),
        Always("closed unanswered", EdgeFindings.ClosedUnanswered, world => LabAnswer.Ending(LabEnd.Close)),
        Always("reset unanswered", EdgeFindings.ClosedUnanswered, world => LabAnswer.Ending(LabEnd.Reset)),
        Always("never answered", EdgeFindings.Unanswered, world => LabAnswer.Ending(LabEnd.Silence)),
        Always("no HTTP behind TLS", EdgeFindings.NotHttp, world => new LabAnswer(0, "") { Raw = world.Random.Next(2) == 0 ? [0, 0, 18, 4, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 128, 10] : "* OK IMAP4rev1 ready\r\n"u8.ToArray() }),
        new("another web site", EdgeFindings.OtherSite, world => world.Device = (request, _) => request.IsPath("/")
            ? new LabAnswer(200, "OK").Html("<h1>Welcome</h1>").With("Server", "nginx") : new LabAnswer(404, "Not Found").Html("<h1>404</h1>").With("Server", "nginx")),
        Always("the same page everywhere", EdgeFindings.OtherSite, world => new LabAnswer(200, "OK").Html($"<html><h1>{world.Pick("Domain parked", "Coming soon", "It works!")}</h1></html>").With("Server", world.Pick("Apache", "LiteSpeed"))),
        Ages("closed at a fixed age", world => world.Host.Age = (TimeSpan.FromMilliseconds(world.Random.Next(10, 80)), LabEnd.Close)),
        Ages("reset at a fixed age", world => world.Host.Age = (TimeSpan.FromMilliseconds(world.Random.Next(10, 80)), LabEnd.Reset)),
        Ages("forgotten in a pause", world => world.Device = (_, connection) => connection.Requests > 0 ? LabAnswer.Ending(LabEnd.Silence) : null, pauseMilliseconds: 40),
    ];

    // Whoever closes does so long before the pause is over; whoever forgets is asked after it.
    private static Mode Ages(string name, Action<World> change, int pauseMilliseconds = 60_000) => new(name, EdgeFindings.ConnectionsAge, world =>
    {
        world.Request = world.Request with { Pause = TimeSpan.FromMilliseconds(pauseMilliseconds) };
        change(world);
    });

    private static LabAnswer To(string location) => new LabAnswer(302, "Found").With("Location", location);

    private static Mode Always(string name, FindingKind expected, Func<World, LabAnswer> answer, bool onlyService = false) => When(name, expected, answer, request => !onlyService || request.IsPath(Path));

    private static Mode Only(string name, FindingKind expected, Func<World, LabAnswer> answer) => When(name, expected, answer, request => request.IsPath(Path));

    private static Mode OnPost(string name, FindingKind expected, Func<World, LabAnswer> answer) => When(name, expected, answer, request => request.Method == "POST");

    private static Mode OnExpect(string name, FindingKind expected, LabAnswer answer) => When(name, expected, _ => answer, request => request.Fields.ContainsKey("expect"));

    // A device has one wording, chosen when its world is made.
    private static Mode When(string name, FindingKind expected, Func<World, LabAnswer> answer, Predicate<LabRequest> isMet) => new(name, expected, world =>
    {
        var worded = answer(world);
        world.Device = (request, _) => isMet(request) ? worded with { Fields = [.. worded.Fields] } : null;
    });
}
