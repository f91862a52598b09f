namespace Godwit.Laboratory.Devices;

/// <summary>HAProxy before front ends of Exchange.</summary>
internal static class HaproxyModes
{
    private const string ThePath = "{ path -i /ews/mrsproxy.svc }";

    public static readonly DeviceMode[] All =
    [
        Healthy("HAProxy, bridging", world => RealDevice.Haproxy(world.Device, world.Port)),
        Healthy("HAProxy, passing through", world => RealDevice.HaproxyPassing(world.Device, world.Port)),
        Healthy("HAProxy, affinity by cookie", world => RealDevice.Haproxy(world.Device, world.Port, backend: "cookie SERVERID insert indirect nocache", server: "ssl verify none cookie x")),
        Healthy("HAProxy, HTTP/2 offered too", world => RealDevice.Haproxy(world.Device, world.Port, bind: $"ssl crt {world.Device.Certificate()} alpn h2,http/1.1")),
        new("HAProxy, connections left alone live on", null, world =>
        {
            world.World.Request = world.World.Request with { Pause = TimeSpan.FromMilliseconds(200) };
            return world.BalanceAsync((device, port) => RealDevice.Haproxy(device, port));
        }),
        Healthy("HAProxy, whole requests buffered", world => RealDevice.Haproxy(world.Device, world.Port, frontend: "option http-buffer-request")),

        Front("HAProxy, path not published", EdgeFindings.PathBlocked, world => $"http-request deny deny_status {world.Pick(403, 404, 405)} if {ThePath}"),
        Front("HAProxy, path answered by a page", EdgeFindings.PathBlocked, world => $"http-request return status {world.Pick(403, 404)} content-type text/html string \"<h1>{world.Pick("Nothing here", "Not for you", "Gesperrt")}</h1>\" if {ThePath}"),
        Front("HAProxy, path cut off", EdgeFindings.PathBlocked, _ => $"http-request reject if {ThePath}"),
        Front("HAProxy, everything denied by a signature", EdgeFindings.Waf, world => $"http-request return status 403 content-type text/html string \"Request rejected. Support ID: {world.Random.Next()}\""),
        Front("HAProxy, POST denied", EdgeFindings.PostBlocked, world => $"http-request deny deny_status {world.Pick(403, 405)} if METH_POST"),
        Front("HAProxy, POST cut off", EdgeFindings.PostBlocked, _ => "http-request reject if METH_POST"),
        Front("HAProxy, bodies limited", EdgeFindings.TooLarge, _ => "http-request deny deny_status 413 if METH_POST { req.hdr_val(content-length) gt 64 }"),
        Front("HAProxy, Expect refused", EdgeFindings.ExpectRefused, _ => "http-request return status 417 if { req.hdr(expect) -m found }"),
        Front("HAProxy, portal", EdgeFindings.UnknownPreAuthentication, world => $"http-request redirect location https://portal.{world.Domain}/{world.Pick("login", "signin", "anmelden")} code {world.Pick(302, 303, 307)}"),
        Front("HAProxy, redirect to another name", EdgeFindings.RedirectsToItself, world => $"http-request redirect prefix https://www.{world.Domain} code {world.Pick(301, 302, 308)} if {ThePath}"),
        Front("HAProxy, maintenance page", EdgeFindings.OtherSite, world => $"http-request return status 200 content-type text/html string \"<h1>{world.Pick("Maintenance", "We are back soon", "Wartung")}</h1>\""),
        Front("HAProxy, own Basic", SignInFindings.DeviceBasic, world => $"http-request auth realm {world.HostName}"),
        Front("HAProxy, challenge taken out", SignInFindings.NoChallenge, _ => "http-response del-header WWW-Authenticate"),
        Front("HAProxy, Authorization taken out", SignInFindings.AuthorizationStripped, _ => "http-request del-header Authorization"),
        Front("HAProxy, only Basic let through", SignInFindings.WindowsOff, _ => "http-response del-header WWW-Authenticate\nhttp-response set-header WWW-Authenticate 'Basic realm=mail'"),

        new("HAProxy, all servers down", EdgeFindings.PoolDown, async world =>
        {
            world.Ports.AddRange([world.DeadPort(), world.DeadPort()]);
            await world.BalanceAsync((device, port) => RealDevice.Haproxy(device, port));
        }),
        new("HAProxy, one server down", SpreadFindings.NodesDiffer, async world =>
        {
            world.Ports.AddRange([world.Nodes[0].Address.Port, world.DeadPort()]);
            await world.BalanceAsync((device, port) => RealDevice.Haproxy(device, port));
        }),
        new("HAProxy, servers that never answer", EdgeFindings.GatewayFailed, async world =>
        {
            foreach (var node in world.Nodes) node.Answer = (_, _) => LabAnswer.Ending(LabEnd.Silence);
            await world.BalanceAsync((device, port) => RealDevice.Haproxy(device, port, backend: "timeout server 300ms"));
        }),
        new("HAProxy, servers that hang up", EdgeFindings.GatewayFailed, async world =>
        {
            foreach (var node in world.Nodes) node.Answer = (_, _) => LabAnswer.Ending(world.World.Pick(LabEnd.Close, LabEnd.Reset));
            await world.BalanceAsync((device, port) => RealDevice.Haproxy(device, port));
        }),
        new("HAProxy, servers' certificate refused", EdgeFindings.PoolDown, world => world.BalanceAsync((device, port) => RealDevice.Haproxy(device, port, server: $"ssl verify required ca-file {device.Certificate(CertificateFlaw.SelfSigned)}"))),
        new("HAProxy, one node has the proxy off", SpreadFindings.NodeDisabled, world =>
        {
            world.World.SignIn();
            world.World.Servers[1].ProxyEnabled = false;
            return world.BalanceAsync((device, port) => RealDevice.Haproxy(device, port));
        }),
        new("HAProxy, one node without Exchange", SpreadFindings.NodesDiffer, world =>
        {
            (world.World.Servers[1].HasMarks, world.World.Servers[1].Instead) = (false, _ => new LabAnswer(404, "Not Found"));
            return world.BalanceAsync((device, port) => world.World.Random.Next(2) == 0 ? RealDevice.Haproxy(device, port) : RealDevice.HaproxyPassing(device, port));
        }),
        new("HAProxy, legs on several servers", SignInFindings.LegsSplit, world =>
        {
            world.World.SignIn();
            return world.BalanceAsync((device, port) => RealDevice.Haproxy(device, port, backend: world.World.Pick("option http-server-close", "option http-server-close\nhttp-reuse always")));
        }),
        new("HAProxy, logon refused behind it", SignInFindings.DeviceRefusesLogon, world =>
        {
            world.World.SignIn();
            return world.BalanceAsync((device, port) => RealDevice.Haproxy(device, port, frontend: "http-response set-status 403 if { status 400 }\nhttp-response del-header X-FEServer if { status 403 }\nhttp-response del-header request-id if { status 403 }\nhttp-response del-header X-DiagInfo if { status 403 }"));
        }) { Nodes = 1 },

        new("HAProxy, connections left alone are closed", EdgeFindings.ConnectionsAge, world =>
        {
            world.World.Request = world.World.Request with { Pause = TimeSpan.FromMinutes(1) };
            return world.BalanceAsync((device, port) => RealDevice.Haproxy(device, port, frontend: $"timeout http-keep-alive {device.World.Random.Next(100, 400)}ms"));
        }),

        Bound("HAProxy, plain HTTP on the port", HandshakeFindings.PlainHttp, _ => ""),
        Bound("HAProxy, TLS 1.1 at most", HandshakeFindings.NothingInCommon, world => $"ssl crt {world.Certificate()} ssl-min-ver TLSv1.0 ssl-max-ver TLSv1.1 ciphers ALL:@SECLEVEL=0"),
        Bound("HAProxy, name unknown", HandshakeFindings.NameRefused, world => $"ssl crt {world.Certificate(CertificateFlaw.OtherName)} strict-sni"),
        Bound("HAProxy, certificate demanded", HandshakeFindings.ClientCertificate, world => $"ssl crt {world.Certificate()} ca-file {world.Certificate(CertificateFlaw.SelfSigned)} verify {world.World.Pick("optional", "required")}"),
        Bound("HAProxy, intermediate missing", CertificateFindings.MissingIntermediate, world => $"ssl crt {world.Certificate(CertificateFlaw.MissingIntermediate)}"),
        Bound("HAProxy, expired", CertificateFindings.Expired, world => $"ssl crt {world.Certificate(CertificateFlaw.Expired)}"),
        Bound("HAProxy, other name", CertificateFindings.WrongName, world => $"ssl crt {world.Certificate(CertificateFlaw.OtherName)}"),
        Bound("HAProxy, self-signed", CertificateFindings.SelfSigned, world => $"ssl crt {world.Certificate(CertificateFlaw.SelfSigned)}"),
        Bound("HAProxy, private authority", CertificateFindings.UnknownAuthority, world => $"ssl crt {world.Certificate(CertificateFlaw.PrivateAuthorityWithIntermediate)}"),
        Bound("HAProxy, intermediate expired", CertificateFindings.AuthorityOutOfDate, world => $"ssl crt {world.Certificate(CertificateFlaw.AuthorityExpired)}"),
        Bound("HAProxy, inspected", CertificateFindings.Inspected, world => $"ssl crt {world.Certificate(CertificateFlaw.SecurityProduct)}"),

        new("HAProxy, odd node has an old certificate", CertificateFindings.NodesDiffer, world =>
        {
            world.Nodes[1].Certificate = (_, _) => Pki.For(world.World.HostName, world.World.Pick(CertificateFlaw.Expired, CertificateFlaw.SelfSigned));
            return world.BalanceAsync((device, port) => RealDevice.HaproxyPassing(device, port));
        }),
        new("HAProxy, passing to a dead server", HandshakeFindings.CutOff, async world =>
        {
            world.Ports.AddRange([world.DeadPort(), world.DeadPort()]);
            await world.BalanceAsync((device, port) => RealDevice.HaproxyPassing(device, port));
        }),
        new("HAProxy, passing to one dead server", HandshakeFindings.SomeFail, async world =>
        {
            world.Ports.AddRange([world.Nodes[0].Address.Port, world.DeadPort()]);
            await world.BalanceAsync((device, port) => RealDevice.HaproxyPassing(device, port));
        }),
    ];

    private static DeviceMode Healthy(string name, Func<(DeviceWorld Device, int Port), RealDevice> make) => new(name, null, world =>
    {
        world.World.SignIn();
        return world.BalanceAsync((device, port) => make((device, port)));
    });

    private static DeviceMode Front(string name, FindingKind expected, Func<World, string> lines) => new(name, expected, world => world.BalanceAsync((device, port) => RealDevice.Haproxy(device, port, frontend: lines(device.World))));

    private static DeviceMode Bound(string name, FindingKind expected, Func<DeviceWorld, string> bind) => new(name, expected, world => world.BalanceAsync((device, port) => RealDevice.Haproxy(device, port, bind: bind(device))));
}
