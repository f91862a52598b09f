using System.Net.Security;
using System.Net.Sockets;
using Godwit.Network.Dns;

namespace Godwit.Laboratory;

/// <summary>Names, networks and TLS that are broken.</summary>
internal static class LowerModes
{
    public static IEnumerable<Mode> All => [.. Names, .. Networks, .. Handshakes, .. Certificates];

    private static readonly Mode[] Names =
    [
        new("name does not exist", NameFindings.NoSuchName, world => world.Network.Inside.Forget(world.HostName)),
        new("name without address", NameFindings.NoAddress, world => { world.Network.Inside.Forget(world.HostName); world.Network.Inside.AddText(world.HostName, "v=spf1 -all"); }),
        new("DNS fails", NameFindings.ServersFail, world => world.Network.Inside.Always = DnsOutcome.ServerFailure),
        new("DNS refuses", NameFindings.ServersFail, world => world.Network.Inside.Always = DnsOutcome.Refused),
        new("DNS is silent", NameFindings.ServersFail, world => world.Network.Inside.Always = DnsOutcome.NoAnswer),
        new("private address outside", NameFindings.PrivateAddress, world => Outside(world, world.Pick("10.1.2.3", "192.168.4.20", "172.20.1.1"))),
        new("private address, silent", NameFindings.PrivateAddress, world => Only(world, world.Pick("10.1.2.3", "192.168.4.20", "172.20.1.1"))),
        new("loopback address", NameFindings.LoopbackAddress, world => Only(world, "127.0.0.1")),
        new("address 0.0.0.0", NameFindings.LoopbackAddress, world => Only(world, "0.0.0.0")),
        new("alias of nothing", NameFindings.DanglingAlias, world => Alias(world, "gone." + world.Domain)),
        new("alias in a circle", NameFindings.DanglingAlias, world => { Alias(world, "a." + world.Domain); world.Network.Inside.AddAlias("a." + world.Domain, world.HostName); }),
        new("Hybrid Agent", NameFindings.HybridAgent, world => { Alias(world, "0b6d.resource.mailboxmigration.his.msappproxy.net"); world.Network.Inside.Add("0b6d.resource.mailboxmigration.his.msappproxy.net", "203.0.113.200"); }),
        new("stale answer of one resolver", NameFindings.ResolversDisagree, world => Outside(world, "203.0.113.201")),
    ];

    private static readonly Mode[] Networks =
    [
        new("silent address", NetworkFindings.Silent, world => Only(world, "203.0.113.210")),
        new("port refused", NetworkFindings.Refused, world => { Only(world, "203.0.113.211"); world.Network.Nowhere = SocketError.ConnectionRefused; }),
        new("host unreachable", NetworkFindings.NoRoute, world => { Only(world, "203.0.113.212"); world.Network.Nowhere = world.Pick(SocketError.HostUnreachable, SocketError.NetworkUnreachable); }),
        new("one address silent", NetworkFindings.SomeDead, world => world.Network.Inside.Add(world.HostName, "203.0.113.213")),
        new("one address refused", NetworkFindings.SomeDead, world => { world.Network.Inside.Add(world.HostName, "203.0.113.214"); world.Network.AddDead("203.0.113.214", SocketError.ConnectionRefused); }),
        new("IPv6 silent", NetworkFindings.Ipv6Dead, world => world.Network.Inside.Add(world.HostName, "2001:db8::15")),
        new("IPv6 refused", NetworkFindings.Ipv6Dead, world => { world.Network.Inside.Add(world.HostName, "2001:db8::16"); world.Network.AddDead("2001:db8::16", SocketError.ConnectionRefused); }),
        new("only port 80 open", NetworkFindings.OnlyPlainHttp, world => { Only(world, "203.0.113.217"); world.Network.Nowhere = world.Pick(SocketError.TimedOut, SocketError.ConnectionRefused); world.Network.Add("203.0.113.217", world.Host, 80); }),
    ];

    private static readonly Mode[] Handshakes =
    [
        Opening("reset at the hello", HandshakeFindings.CutOff, LabOpening.Reset),
        Opening("closed at the hello", HandshakeFindings.CutOff, LabOpening.Close),
        Opening("silent at the hello", HandshakeFindings.NoAnswer, LabOpening.Silence),
        Opening("plain HTTP on 443", HandshakeFindings.PlainHttp, LabOpening.PlainHttp),
        Opening("SSH on 443", HandshakeFindings.OtherProtocol, LabOpening.Banner),
        Opening("mail server on 443", HandshakeFindings.OtherProtocol, LabOpening.Banner, world => world.Host.BannerBytes = "220 mx ESMTP\r\n"u8.ToArray()),
        Opening("no common suite", HandshakeFindings.NothingInCommon, LabOpening.Alert, world => world.Host.Alert = 40),
        Opening("no common version", HandshakeFindings.NothingInCommon, LabOpening.Alert, world => world.Host.Alert = 70),
        Opening("TLS 1.0 only", HandshakeFindings.NothingInCommon, LabOpening.OldVersion),
        Opening("name refused", HandshakeFindings.NameRefused, LabOpening.Alert, world => world.Host.Alert = 112),
        Opening("certificate demanded", HandshakeFindings.ClientCertificate, LabOpening.Alert, world => world.Host.Alert = world.Pick<byte>(42, 116)),
        new("some handshakes reset", HandshakeFindings.SomeFail, world => world.Host.Opening = number => number % 3 == 1 ? LabOpening.Reset : LabOpening.Tls),
        new("certificate asked for", HandshakeFindings.ClientCertificate, world => world.Host.AsksForCertificate = true),
    ];

    private static readonly Mode[] Certificates =
    [
        Flaw("other name", CertificateFindings.WrongName, CertificateFlaw.OtherName),
        Flaw("wildcard of another level", CertificateFindings.WrongName, CertificateFlaw.ShallowWildcard),
        Flaw("common name only", CertificateFindings.WrongName, CertificateFlaw.CommonNameOnly),
        Flaw("self-signed", CertificateFindings.SelfSigned, CertificateFlaw.SelfSigned),
        Flaw("private authority", CertificateFindings.UnknownAuthority, CertificateFlaw.PrivateAuthority),
        Flaw("private authority, intermediate", CertificateFindings.UnknownAuthority, CertificateFlaw.PrivateAuthorityWithIntermediate),
        Flaw("inspected", CertificateFindings.Inspected, CertificateFlaw.SecurityProduct),
        Flaw("intermediate missing", CertificateFindings.MissingIntermediate, CertificateFlaw.MissingIntermediate),
        Flaw("expired", CertificateFindings.Expired, CertificateFlaw.Expired),
        Flaw("not yet valid", CertificateFindings.NotYetValid, CertificateFlaw.NotYetValid),
        Flaw("intermediate expired", CertificateFindings.AuthorityOutOfDate, CertificateFlaw.AuthorityExpired),
        Flaw("usage of a client", CertificateFindings.WrongUsage, CertificateFlaw.ClientUsage),
        new("odd node expired", CertificateFindings.NodesDiffer, world => world.FlawOf = (number, _) => number % 3 == 2 ? CertificateFlaw.Expired : CertificateFlaw.None),
        new("odd node self-signed", CertificateFindings.NodesDiffer, world => world.FlawOf = (number, _) => number % 2 == 1 ? CertificateFlaw.SelfSigned : CertificateFlaw.None),
        new("wrong by SNI", CertificateFindings.WrongBySni, world => world.FlawOf = (_, name) => name.Length > 0 ? CertificateFlaw.OtherName : CertificateFlaw.None),
    ];

    private static void Only(World world, string address)
    {
        world.Network.Inside.Forget(world.HostName);
        world.Network.Inside.Add(world.HostName, address);
    }

    private static void Alias(World world, string target)
    {
        world.Network.Inside.Forget(world.HostName);
        world.Network.Inside.AddAlias(world.HostName, target);
    }

    private static void Outside(World world, string address)
    {
        world.Network.Outside = new LabNameServer("9.9.9.9");
        world.Network.Outside.Add(world.HostName, address);
    }

    private static Mode Opening(string name, FindingKind expected, LabOpening opening, Action<World>? more = null) => new(name, expected, world =>
    {
        world.Host.Opening = _ => opening;
        more?.Invoke(world);
    });

    private static Mode Flaw(string name, FindingKind expected, CertificateFlaw flaw) => new(name, expected, world => world.Flaw = flaw);
}
