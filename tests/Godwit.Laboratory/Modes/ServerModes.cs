using System.Net;

namespace Godwit.Laboratory;

/// <summary>Web servers, front ends, logons and rights that are broken.</summary>
internal static class ServerModes
{
    private const string Path = "/EWS/mrsproxy.svc";

    public static IEnumerable<Mode> All => [.. FrontEnds, .. Logons, .. Rights, .. Spreads];

    private static readonly Mode[] FrontEnds =
    [
        HttpSys("site stopped", FrontEndFindings.SiteStopped, 404, "Not Found", "<h2>Not Found</h2><hr><p>HTTP Error 404. The requested resource is not found.</p>"),
        HttpSys("pool stopped", FrontEndFindings.PoolStopped, 503, "Service Unavailable", "<h2>Service Unavailable</h2><hr><p>HTTP Error 503. The service is unavailable.</p>"),
        HttpSys("host name refused", FrontEndFindings.HostRefused, 400, "Bad Request", "<h2>Bad Request - Invalid Hostname</h2><hr><p>HTTP Error 400. The request hostname is invalid.</p>"),
        Iis("IIS without Exchange", FrontEndFindings.NoExchange, 404, "Not Found", "<h2>404 - File or directory not found.</h2>", everywhere: true),
        Iis("handler missing", FrontEndFindings.HandlerMissing, 404, "Not Found", "<h3>HTTP Error 404.17 - Not Found</h3>"),
        Iis("ISAPI refused", FrontEndFindings.HandlerMissing, 404, "Not Found", "<h3>HTTP Error 404.3 - Not Found</h3>"),
        Iis("request filtered", FrontEndFindings.RequestFiltering, 404, "Not Found", "<h3>HTTP Error 404.7 - Not Found</h3>"),
        Iis("body filtered", FrontEndFindings.RequestFiltering, 404, "Not Found", "<h3>HTTP Error 404.13 - Not Found</h3>"),
        Marked("mapping missing", FrontEndFindings.HandlerMapping, () => new LabAnswer(405, "Method Not Allowed").With("Allow", "GET, HEAD, OPTIONS, TRACE")),
        Iis("configuration broken", FrontEndFindings.BrokenConfiguration, 500, "Internal Server Error", "<h3>HTTP Error 500.19 - Internal Server Error</h3>", everywhere: true),
        Iis("module missing", FrontEndFindings.BrokenConfiguration, 500, "Internal Server Error", "<h3>HTTP Error 500.21 - Internal Server Error</h3>"),
        Marked("no mailbox server", FrontEndFindings.NoMailboxServer, () => new LabAnswer(500, "Internal Server Error").With("X-CasErrorCode", "ServerNotFound")),
        Marked("back end down", FrontEndFindings.BackEndDown, () => new LabAnswer(503, "Service Unavailable")),
        Marked("front end fails", FrontEndFindings.ServerError, () => new LabAnswer(500, "Internal Server Error")),
        Iis("address restricted", FrontEndFindings.AddressRestricted, 403, "Forbidden", "<h3>HTTP Error 403.6 - Forbidden</h3>", everywhere: true),
        Iis("address restricted dynamically", FrontEndFindings.AddressRestricted, 403, "Forbidden", "<h3>HTTP Error 403.503 - Forbidden</h3>", everywhere: true),
        Iis("rate restricted", FrontEndFindings.RateRestricted, 403, "Forbidden", "<h3>HTTP Error 403.502 - Forbidden</h3>", everywhere: true),
    ];

    private static readonly Mode[] Logons =
    [
        new("device asks for Basic", SignInFindings.DeviceBasic, world => world.Device = (_, _) => new LabAnswer(401, "Unauthorized").With("WWW-Authenticate", $"Basic realm=\"{world.HostName}\"")),
        Schemes("Windows authentication off", SignInFindings.WindowsOff, "Basic realm=\"mail\""),
        Schemes("no challenge", SignInFindings.NoChallenge),
        new("device strips the challenge", SignInFindings.NoChallenge, world => world.Device = (_, _) => new LabAnswer(401, "Unauthorized")),
        Schemes("Bearer only", SignInFindings.BearerOnly, "Bearer client_id=\"00000002-0000-0ff1-ce00-000000000000\", trusted_issuers=\"x@*\""),
        Schemes("Negotiate only", SignInFindings.NtlmMissing, "Negotiate"),
        new("Authorization stripped", SignInFindings.AuthorizationStripped, world => world.Device = (request, connection) => request.Authorization is null ? null : world.Servers[0].Answer(Stripped(request), connection)),
        SignedIn("legs split", SignInFindings.LegsSplit, world => world.Balance = connection => connection.Number + connection.Requests, server => server.AcceptsPassword = false, nodes: 2),
        SignedIn("password refused", SignInFindings.CredentialsRefused, _ => { }, server => server.AcceptsPassword = false),
        SignedIn("name of the cloud", SignInFindings.CloudName, world => world.SignIn("anna@contoso.onmicrosoft.com"), server => server.AcceptsPassword = false),
        new("channel binding", SignInFindings.ChannelBinding, world =>
        {
            world.SignIn();
            foreach (var server in world.Servers) server.AcceptsPassword = false;
            var node = new LabHost(world.Random) { Certificate = (_, _) => Pki.For(world.HostName, CertificateFlaw.Second) };
            node.Answer = new LabExchange(world.Random) { Schemes = world.Servers[0].Schemes }.Answer;
            world.Network.Add("10.0.0.11", node);
            world.Request = world.Request with { Via = [new IPEndPoint(IPAddress.Parse("10.0.0.11"), 443)] };
        }),
    ];

    private static readonly Mode[] Rights =
    [
        SignedIn("proxy disabled", SignInFindings.ProxyDisabled, _ => { }, server => server.ProxyEnabled = false),
        SignedIn("not in the role group", SignInFindings.NotInRole, _ => { }, server => server.ToUser = request => request.Method == "GET" ? new LabAnswer(400, "Bad Request") : new LabAnswer(500, "Internal Server Error") { Body = "<s:Envelope><s:Body><s:Fault><s:Reason>Access is denied.</s:Reason></s:Fault></s:Body></s:Envelope>" }),
        SignedIn("gone after logon", SignInFindings.GoneAfterLogon, _ => { }, server => server.ToUser = _ => new LabAnswer(404, "Not Found")),
        SignedIn("back end down after logon", FrontEndFindings.BackEndDown, _ => { }, server => server.ToUser = _ => new LabAnswer(503, "Service Unavailable")),
        SignedIn("back end fails after logon", FrontEndFindings.ServerError, _ => { }, server => server.ToUser = _ => new LabAnswer(500, "Internal Server Error")),
        SignedIn("mapping missing after logon", FrontEndFindings.HandlerMapping, _ => { }, server => server.ToUser = _ => new LabAnswer(405, "Method Not Allowed")),
        SignedIn("device refuses after logon", SignInFindings.DeviceRefusesLogon, world => world.Device = (request, _) => LabNtlm.Message(request.Authorization) == 3 ? new LabAnswer(403, "Forbidden").Html("<h1>Forbidden</h1>") : null, _ => { }),
        Godwit("Godwit disabled", SignInFindings.ProxyDisabled, 403, "MRSProxyDisabled"),
        Godwit("Godwit, not in the role group", SignInFindings.NotInRole, 403, "NotInRoleGroup"),
        Godwit("Godwit busy", SignInFindings.ProxyBusy, 503, "ConnectionLimit"),
        Godwit("Godwit behind offload", EdgeFindings.SslOffload, 403, "SslOffload", anonymously: true),
        Godwit("Godwit, address blocked", FrontEndFindings.AddressRestricted, 403, "AddressBlocked", anonymously: true),
    ];

    private static readonly Mode[] Spreads =
    [
        new("one node disabled", SpreadFindings.NodeDisabled, world => { world.SignIn(); world.Servers[1].ProxyEnabled = false; }) { Nodes = 2 },
        new("one of three disabled", SpreadFindings.NodeDisabled, world => { world.SignIn(); world.Servers[2].ProxyEnabled = false; }) { Nodes = 3 },
        new("one node without Exchange", SpreadFindings.NodesDiffer, world => { world.Servers[1].HasMarks = false; world.Servers[1].Instead = _ => new LabAnswer(404, "Not Found"); }) { Nodes = 2 },
        new("one node down", SpreadFindings.NodesDiffer, world => world.Servers[1].Instead = request => request.IsPath(Path) ? new LabAnswer(503, "Service Unavailable") : null) { Nodes = 2 },
        new("one node offers Basic alone", SpreadFindings.NodesDiffer, world => world.Servers[2].Schemes = ["Basic realm=\"mail\""]) { Nodes = 3 },
        new("one node resets", SpreadFindings.NodesDiffer, world => world.Servers[1].Instead = _ => LabAnswer.Ending(LabEnd.Reset)) { Nodes = 2 },
    ];

    private static LabRequest Stripped(LabRequest request) => request with { Fields = request.Fields.Where(field => field.Key != "authorization").ToDictionary(field => field.Key, field => field.Value) };

    private static Mode HttpSys(string name, FindingKind expected, int status, string reason, string body) =>
        new(name, expected, world => world.Device = (_, _) => new LabAnswer(status, reason).Html(body).With("Server", "Microsoft-HTTPAPI/2.0").With("Connection", "close"));

    private static Mode Iis(string name, FindingKind expected, int status, string reason, string body, bool everywhere = false) =>
        new(name, expected, world => world.Device = (request, _) => everywhere || request.IsPath(Path) ? new LabAnswer(status, reason).Html(body).With("Server", world.Servers[0].Server).With("X-Powered-By", "ASP.NET") : null);

    private static Mode Marked(string name, FindingKind expected, Func<LabAnswer> answer) => new(name, expected, world =>
    {
        foreach (var server in world.Servers) server.Instead = request => request.IsPath(Path) ? answer() : null;
    });

    private static Mode Schemes(string name, FindingKind expected, params string[] schemes) => new(name, expected, world =>
    {
        foreach (var server in world.Servers) server.Schemes = [.. schemes];
    });

    private static Mode SignedIn(string name, FindingKind expected, Action<World> change, Action<LabExchange> changeServer, int nodes = 0) => new(name, expected, world =>
    {
        world.SignIn();
        foreach (var server in world.Servers) changeServer(server);
        change(world);
    }) { Nodes = nodes };

    /// <summary>A Godwit proxy, written from docs/proxy-protocol.md: it marks every answer, and gives its reason by name.</summary>
    private static Mode Godwit(string name, FindingKind expected, int status, string reason, bool anonymously = false) => new(name, expected, world =>
    {
        world.SignIn();
        foreach (var server in world.Servers)
        {
            server.ToUser = _ => new LabAnswer(status, "Refused").With("X-Godwit-Reason", reason);
            if (anonymously) server.Instead = request => request.IsPath(Path) ? server.ToUser(request) : null;
        }
        world.Outgoing = answer => answer.With("X-Godwit-Protocol", "1");
    });
}
