namespace Godwit.Laboratory.Devices;

/// <summary>nginx before front ends of Exchange. It cannot keep the legs of NTLM on one connection: that takes the paid edition or its stream module.</summary>
internal static class NginxModes
{
    public static readonly DeviceMode[] All =
    [
        new("nginx, bridging, nobody signs in", null, world => world.BalanceAsync((device, port) => RealDevice.Nginx(device, port))),
        new("nginx, nothing buffered", null, world => world.BalanceAsync((device, port) => RealDevice.Nginx(device, port, location: "proxy_buffering off; proxy_request_buffering off;"))),

        Site("nginx, path not published", EdgeFindings.PathBlocked, world => $"location ~* mrsproxy {{ return {world.Pick(403, 404)}; }}"),
        Site("nginx, path closed", EdgeFindings.PathBlocked, _ => "location ~* mrsproxy { return 444; }"),
        Site("nginx, everything closed", EdgeFindings.ClosedUnanswered, _ => "return 444;"),
        Site("nginx, POST denied", EdgeFindings.PostBlocked, world => $"if ($request_method = POST) {{ return {world.Pick(403, 405)}; }}"),
        Site("nginx, bodies limited", EdgeFindings.TooLarge, _ => "client_max_body_size 16;"),
        Site("nginx, redirect to another name", EdgeFindings.RedirectsToItself, world => $"location ~* mrsproxy {{ return {world.Pick(301, 302, 307)} https://www.{world.Domain}$request_uri; }}"),
        Site("nginx, portal", EdgeFindings.UnknownPreAuthentication, world => $"return {world.Pick(302, 307)} https://sso.{world.Domain}/start;"),
        Site("nginx, own site", EdgeFindings.OtherSite, world => $"location ~ . {{ return 404; }} location = / {{ default_type text/html; return 200 '<h1>{world.Pick("Welcome", "It works", "Willkommen")}</h1>'; }}"),
        Site("nginx, own Basic", SignInFindings.DeviceBasic, world => $"auth_basic {world.Pick("Mail", "Intern", "closed")}; auth_basic_user_file /dev/null;"),
        Site("nginx, certificate demanded", HandshakeFindings.ClientCertificate, _ => "ssl_verify_client @CA@;"),
        new("nginx, challenge taken out", SignInFindings.NoChallenge, world => world.BalanceAsync((device, port) => RealDevice.Nginx(device, port, location: "proxy_hide_header WWW-Authenticate;"))),
        new("nginx, Authorization taken out", SignInFindings.AuthorizationStripped, world => world.BalanceAsync((device, port) => RealDevice.Nginx(device, port, location: "proxy_set_header Authorization '';"))),
        new("nginx, all servers down", EdgeFindings.GatewayFailed, async world =>
        {
            world.Ports.AddRange([world.DeadPort(), world.DeadPort()]);
            await world.BalanceAsync((device, port) => RealDevice.Nginx(device, port));
        }),
        new("nginx, servers that hang up", EdgeFindings.GatewayFailed, async world =>
        {
            foreach (var node in world.Nodes) node.Answer = (_, _) => LabAnswer.Ending(world.World.Pick(LabEnd.Close, LabEnd.Reset));
            await world.BalanceAsync((device, port) => RealDevice.Nginx(device, port));
        }),
        new("nginx, servers that never answer", EdgeFindings.GatewayFailed, async world =>
        {
            foreach (var node in world.Nodes) node.Answer = (_, _) => LabAnswer.Ending(LabEnd.Silence);
            await world.BalanceAsync((device, port) => RealDevice.Nginx(device, port, location: "proxy_read_timeout 300ms; proxy_next_upstream off;"));
        }),
        new("nginx, connections left alone are closed", EdgeFindings.ConnectionsAge, world =>
        {
            world.World.Request = world.World.Request with { Pause = TimeSpan.FromMinutes(1) };
            return world.BalanceAsync((device, port) => RealDevice.Nginx(device, port, server: "keepalive_timeout 1s;"));
        }) { Seeds = 1 },
        new("nginx, pool closed", EdgeFindings.PoolDown, world => world.BalanceAsync((device, port) => RealDevice.Nginx(device, port, server: "return 503;"))),
        new("nginx, legs on several servers", SignInFindings.LegsSplit, world =>
        {
            world.World.SignIn();
            return world.BalanceAsync((device, port) => RealDevice.Nginx(device, port, upstream: ""));
        }),
        new("nginx, name unknown", HandshakeFindings.NameRefused, world => world.BalanceAsync((device, port) => RealDevice.Nginx(device, port, tls: "ssl_reject_handshake on;"))),
        new("nginx, intermediate missing", CertificateFindings.MissingIntermediate, world => world.BalanceAsync((device, port) => RealDevice.Nginx(device, port, tls: Certificate(device, CertificateFlaw.MissingIntermediate)))),
        new("nginx, expired", CertificateFindings.Expired, world => world.BalanceAsync((device, port) => RealDevice.Nginx(device, port, tls: Certificate(device, CertificateFlaw.Expired)))),
    ];

    private static DeviceMode Site(string name, FindingKind expected, Func<World, string> lines) =>
        new(name, expected, world => world.BalanceAsync((device, port) => RealDevice.Nginx(device, port, Filled(device, lines(device.World)))));

    private static string Filled(DeviceWorld world, string lines) => lines.Replace("@CA@", $"on; ssl_client_certificate {world.Certificate(CertificateFlaw.SelfSigned)}", StringComparison.Ordinal);

    private static string Certificate(DeviceWorld world, CertificateFlaw flaw) => $"ssl_certificate {world.Certificate(flaw)}; ssl_certificate_key {world.Certificate(flaw)};";
}
