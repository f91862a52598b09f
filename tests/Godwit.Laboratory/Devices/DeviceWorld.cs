using System.Net;
using Godwit.Diagnostics.Reports;
using Godwit.Network.Connecting;
using Godwit.Network.Dns;

namespace Godwit.Laboratory.Devices;

/// <summary>
/// A world in which the broken part is a real program: HAProxy or nginx before front ends, BIND for its names, our own proxy as the front end. Everything else is as in any world, and the examination
/// sees no more of it.
/// </summary>
internal sealed class DeviceWorld : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<IAsyncDisposable> _programs = [];
    private readonly List<RealProxy> _proxies = [];

    public DeviceWorld(int seed, int nodes)
    {
        World = new World(seed, nodes);
        // Each server is a host of its own, which a balancer reaches by its port.
        Nodes = [.. World.Servers.Select(server => World.Network.Add(new LabHost(World.Random) { Certificate = (_, _) => Pki.For(World.HostName, CertificateFlaw.None), Answer = server.Answer }))];
        World.Request = World.Request with { StepLimit = TimeSpan.FromSeconds(20), Repetitions = 4 };
    }

    public World World { get; }

    /// <summary>The front ends.</summary>
    public IReadOnlyList<LabHost> Nodes { get; }

    /// <summary>Their ports, or those of whatever takes their place.</summary>
    public List<int> Ports { get; } = [];

    /// <summary>The server of DNS that this machine asks; null for the world's own.</summary>
    public RealNameServer? Inside { get; private set; }

    /// <summary>The server of DNS that everybody outside asks.</summary>
    public RealNameServer? Outside { get; private set; }

    public string this[string name] => _folder[name];

    /// <summary>A file with a certificate for the endpoint's name, or one with a flaw, and its key.</summary>
    public string Certificate(CertificateFlaw flaw = CertificateFlaw.None)
    {
        var path = _folder[$"{flaw}.pem"];
        File.WriteAllText(path, Pki.Pem(World.HostName, flaw));
        return path;
    }

    /// <summary>A port on which nobody listens.</summary>
    public int DeadPort() => LoopbackPort.Claim(_folder.Path);

    /// <summary>Puts a balancer at the endpoint's address.</summary>
    public async Task BalanceAsync(Func<DeviceWorld, int, RealDevice> make)
    {
        if (Ports.Count == 0) Ports.AddRange(Nodes.Select(node => node.Address.Port));
        var port = LoopbackPort.Claim(_folder.Path);
        var device = make(this, port);
        _programs.Add(device);
        await device.StartAsync(_folder, port);
        World.Network.AddProgram(World.Address, port);
    }

    /// <summary>Has this machine's names answered by BIND.</summary>
    public async Task<RealNameServer> NameAsync(ZoneText zone, bool isOutside = false)
    {
        var server = new RealNameServer(isOutside ? "outside" : "inside", LoopbackPort.Claim(_folder.Path));
        _programs.Add(server);
        await server.StartAsync(_folder, World.Domain, zone);
        if (isOutside) Outside = server;
        else Inside = server;
        return server;
    }

    /// <summary>Makes our own proxies, in the place of front ends; they run from <see cref="StartProxiesAsync"/> on.</summary>
    /// <param name="count">How many.</param>
    /// <param name="keys">More keys of their configuration.</param>
    public async Task<IReadOnlyList<RealProxy>> ProxiesAsync(int count = 1, string keys = "")
    {
        var proxies = await GodwitHosts.MakeAsync(_folder, count, Certificate(), keys);
        _proxies.AddRange(proxies);
        _programs.AddRange(proxies);
        Ports.AddRange(proxies.Select(proxy => proxy.Port));
        World.Network.AddProgram(World.Address, proxies[0].Port);
        World.Request = World.Request with { Credential = new NetworkCredential(ProxyAccounts.User, ProxyAccounts.Password) };
        return proxies;
    }

    /// <summary>Starts them.</summary>
    public Task StartProxiesAsync() => Task.WhenAll(_proxies.Select(proxy => proxy.StartAsync()));

    public async Task<DiagnosisReport> ExamineAsync() => await new EndpointExamination(Access()).RunAsync(World.Request, CancellationToken.None);

    private NetworkAccess Access()
    {
        var access = World.Network.Access;
        if (Inside is { } inside) access = NetworkAccess.ByNameServers(access.Trust, TimeProvider.System, inside.EndPoint) with { Dial = access.Dial };
        return Outside is { } outside ? access with { OutsideNameServers = [new NameServer(outside.EndPoint, TimeSpan.FromSeconds(20), TimeProvider.System)] } : access;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var program in _programs) await program.DisposeAsync();
        await World.DisposeAsync();
        LoopbackPort.Release(_folder.Path);
        _folder.Dispose();
    }
}
