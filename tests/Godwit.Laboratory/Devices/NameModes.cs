namespace Godwit.Laboratory.Devices;

/// <summary>Zones of BIND that are broken.</summary>
internal static class NameModes
{
    public static readonly DeviceMode[] All =
    [
        Names("BIND, as it should be", null, world => [Here(world)]),
        Names("BIND, alias", null, world => [$"{Label(world)} IN CNAME lb", $"lb IN A {world.Address}"]),
        Names("BIND, answers too long for one packet", null, world => [Here(world), .. Enumerable.Range(0, 60).Select(i => $"{Label(world)} IN TXT \"{new string('x', 200)}{i}\"")]),
        Names("BIND, name does not exist", NameFindings.NoSuchName, _ => ["other IN A 203.0.113.250"]),
        Names("BIND, name without address", NameFindings.NoAddress, world => [$"{Label(world)} IN TXT \"v=spf1 -all\""]),
        Names("BIND, alias of nothing", NameFindings.DanglingAlias, world => [$"{Label(world)} IN CNAME {world.Pick("gone", "old-lb", "cas")}"]),
        Names("BIND, alias of nothing elsewhere", NameFindings.DanglingAlias, world => [$"{Label(world)} IN CNAME lb.{world.Pick("gone", "sold")}.example."]),
        Names("BIND, alias in a circle", NameFindings.DanglingAlias, world => [$"{Label(world)} IN CNAME a", $"a IN CNAME {Label(world)}"]),
        Names("BIND, Hybrid Agent", NameFindings.HybridAgent, world => [$"{Label(world)} IN CNAME {Guid.NewGuid()}.resource.mailboxmigration.his.msappproxy.net."]),
        Names("BIND, loopback", NameFindings.LoopbackAddress, world => [$"{Label(world)} IN A {world.Pick("127.0.0.1", "0.0.0.0", "127.0.1.1")}"]),
        Names("BIND, a zone that cannot be loaded", NameFindings.ServersFail, world => [Here(world), "this is no record at all"]),
        new("BIND, refuses", NameFindings.ServersFail, world => world.NameAsync(new ZoneText(Here(world.World)) { IsAllowed = false })),
        new("BIND, gone", NameFindings.ServersFail, async world => (await world.NameAsync(new ZoneText(Here(world.World)))).Kill()) { Seeds = 1 },
        Names("BIND, IPv6 that nobody answers", NetworkFindings.Ipv6Dead, world => [Here(world), $"{Label(world)} IN AAAA 2001:db8::{world.Random.Next(1, 999)}"]),
        Names("BIND, two addresses, one of them dead", NetworkFindings.SomeDead, world => [Here(world), $"{Label(world)} IN A 203.0.113.24{world.Random.Next(10)}"]),
        Split("BIND twice, stale outside", NameFindings.ResolversDisagree, _ => "203.0.113.201"),
        Split("BIND twice, private outside", NameFindings.PrivateAddress, world => world.Pick("10.1.2.3", "192.168.4.20", "172.20.1.1")),
        new("BIND twice, both views well", null, async world =>
        {
            await world.NameAsync(new ZoneText($"{Label(world.World)} IN A 10.1.1.10"));
            await world.NameAsync(new ZoneText(Here(world.World)), isOutside: true);
            world.World.Network.Add("10.1.1.10", world.World.Host);
            world.World.Network.Add(world.World.Address, world.World.Host);
        }),
        Discovered("BIND, Autodiscover by its record", null, world => [Here(world), $"_autodiscover._tcp IN SRV 0 0 443 {Label(world)}"]),
        Discovered("BIND, Autodiscover by its name", null, world => [Here(world), $"autodiscover IN CNAME {Label(world)}"]),
        Discovered("BIND, no Autodiscover", DiscoveryFindings.NothingFound, world => [Here(world)]),
        Discovered("BIND, Autodiscover's record says no", DiscoveryFindings.NothingFound, world => [Here(world), "_autodiscover._tcp IN SRV 0 0 0 ."]),
        Discovered("BIND, Autodiscover's record leads nowhere", DiscoveryFindings.NothingFound, world => [Here(world), "_autodiscover._tcp IN SRV 0 0 443 gone"]),
        Discovered("BIND, Autodiscover's record leads to another domain", DiscoveryFindings.OtherDomain, world => [Here(world), "_autodiscover._tcp IN SRV 0 0 443 localhost."]),
    ];

    private static string Label(World world) => world.HostName.Split('.')[0];

    private static string Here(World world) => $"{Label(world)} IN A {world.Address}";

    private static DeviceMode Names(string name, FindingKind? expected, Func<World, IReadOnlyList<string>> records) => new(name, expected, world => world.NameAsync(new ZoneText(records(world.World))));

    private static DeviceMode Split(string name, FindingKind expected, Func<World, string> outside) => new(name, expected, async world =>
    {
        await world.NameAsync(new ZoneText(Here(world.World)));
        await world.NameAsync(new ZoneText($"{Label(world.World)} IN A {outside(world.World)}"), isOutside: true);
    });

    private static DeviceMode Discovered(string name, FindingKind? expected, Func<World, IReadOnlyList<string>> records) => new(name, expected, world =>
    {
        DiscoveryModes.Ask(world.World, publish: false);
        var elsewhere = new LabHost(world.World.Random) { Certificate = (_, _) => Pki.For("localhost", CertificateFlaw.None), Answer = new LabExchange(world.World.Random).Answer };
        foreach (var address in (string[])["127.0.0.1", "::1"]) world.World.Network.Add(address, elsewhere);
        return world.NameAsync(new ZoneText(records(world.World)));
    });
}
