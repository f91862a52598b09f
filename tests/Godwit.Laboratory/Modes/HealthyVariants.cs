using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Godwit.Laboratory;

/// <summary>Endpoints that look unusual and are in order.</summary>
internal static class HealthyVariants
{
    public static readonly (string Name, Action<World> Make)[] All =
    [
        ("plain", _ => { }),
        ("signed in", world => world.SignIn()),
        ("headers stripped, or Exchange 2010", world => { world.SignIn(); foreach (var server in world.Servers) server.HasMarks = false; }),
        ("wildcard certificate", world => world.Flaw = CertificateFlaw.Wildcard),
        ("TLS 1.2 only", world => world.Host.Protocols = SslProtocols.Tls12),
        ("TLS 1.3 only", world => world.Host.Protocols = SslProtocols.Tls13),
        ("two addresses that both answer", world => { world.Network.Inside.Add(world.HostName, "203.0.113.230"); world.Network.Add("203.0.113.230", world.Host); }),
        ("IPv4 and IPv6", world => { world.Network.Inside.Add(world.HostName, "2001:db8::30"); world.Network.Add("2001:db8::30", world.Host); }),
        ("IPv6 that this machine has no way to", world => { world.Network.Inside.Add(world.HostName, "2001:db8::31"); world.Network.AddDead("2001:db8::31", SocketError.NetworkUnreachable); }),
        ("alias", world => { world.Network.Inside.Forget(world.HostName); world.Network.Inside.AddAlias(world.HostName, "lb." + world.Domain); world.Network.Inside.Add("lb." + world.Domain, world.Address); }),
        ("cookie of a balancer", world => { world.SignIn(); world.Outgoing = answer => answer.With("Set-Cookie", world.Pick("BIGipServerpool_ews=1; path=/", "NSC_ews=1", "SERVERID=a", "AWSALB=x")); }),
        ("the endpoint's name is not that of ExternalUrl", world => { DiscoveryModes.Ask(world); world.Request = world.Request with { Host = world.HostName }; Also(world, "mail2." + world.Domain); }),
        ("web site on the bare domain", world => { DiscoveryModes.Ask(world); world.Network.Inside.Add(world.Domain, "203.0.113.240"); world.Network.Add("203.0.113.240", Site(world)); }),
        ("foreign certificate on the bare domain", world => { DiscoveryModes.Ask(world); world.Network.Inside.Add(world.Domain, "203.0.113.241"); world.Network.Add("203.0.113.241", Foreign(world)); }),
        ("Autodiscover with a dead address before the living one", world => { world.Network.Inside.Add("autodiscover." + world.Domain, "203.0.113.244"); DiscoveryModes.Ask(world); }),
        ("found by the DNS record", world => { DiscoveryModes.Ask(world, publish: false); world.Network.Inside.AddService("_autodiscover._tcp." + world.Domain, world.HostName); }),
        ("Godwit", world => { world.SignIn(); world.Outgoing = answer => answer.With("X-Godwit-Protocol", "1"); }),
        ("bridging", world => { world.SignIn(); Via(world); }),
        ("inside, by the inside's address", world => { world.Network.Inside.Forget(world.HostName); world.Network.Inside.Add(world.HostName, "10.1.1.10"); world.Network.Add("10.1.1.10", world.Host); }),
        ("Basic too, by Basic's realm", world => { world.SignIn(); foreach (var server in world.Servers) server.Schemes = ["Negotiate", "NTLM", $"Basic realm=\"{world.HostName}\""]; }),
        ("connections that outlive a pause", world => world.Request = world.Request with { Pause = TimeSpan.FromMilliseconds(100) }),
        ("requests spread over servers", world => world.Balance = connection => connection.Number),
    ];

    private static LabHost Site(World world) => new(world.Random) { Certificate = (_, _) => Pki.For(world.Domain, CertificateFlaw.None), Answer = (_, _) => new LabAnswer(200, "OK").Html("<h1>Our company</h1>").With("Server", "nginx") };

    private static LabHost Foreign(World world) => new(world.Random) { Certificate = (_, _) => Pki.For("www.hoster.example", CertificateFlaw.None), Answer = (_, _) => new LabAnswer(200, "OK").Html("<h1>Hoster</h1>") };

    private static void Also(World world, string name)
    {
        foreach (var server in world.Servers) server.Autodiscover = _ => new LabAnswer(200, "OK") { Body = $"<Autodiscover><Response><Account><Action>settings</Action><Protocol><Type>EXPR</Type><EwsUrl>https://{name}/EWS/Exchange.asmx</EwsUrl></Protocol></Account></Response></Autodiscover>" };
    }

    private static void Via(World world)
    {
        var node = new LabHost(world.Random) { Certificate = (_, _) => Pki.For(world.HostName, CertificateFlaw.Second), Answer = new LabExchange(world.Random) { Schemes = world.Servers[0].Schemes }.Answer };
        world.Network.Add("10.0.0.12", node);
        world.Request = world.Request with { Via = [new IPEndPoint(IPAddress.Parse("10.0.0.12"), 443)] };
    }
}
