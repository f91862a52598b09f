using System.Globalization;
using Godwit.EndToEnd.Places;
using Godwit.EndToEnd.TheCommand;

namespace Godwit.EndToEnd.Proxies;

/// <summary>Up to three proxies that share account, certificate and virtual directories in one folder, as they would a file share; each listens on a port of its own.</summary>
internal sealed class ProxyOrganisation : IAsyncDisposable
{
    /// <summary>The mailboxes that all of them hand out; of a Maildir only the first.</summary>
    public const string Alice = "alice@mail.example", Bob = "bob@mail.example";

    private readonly TemporaryFolder _folder = new();
    private readonly TestAuthority _authority;

    private ProxyOrganisation(TestAuthority authority) => _authority = authority;

    /// <summary>The proxies.</summary>
    public IReadOnlyList<RealProxy> Proxies { get; private set; } = [];

    /// <summary>A path in the folder that they share.</summary>
    public string this[string name] => _folder[name];

    /// <summary>Makes as many proxies as there are stores, does not start them.</summary>
    /// <param name="stores">What each proxy hands out.</param>
    /// <param name="keys">More keys of the configuration, for the proxy of this number.</param>
    public static async Task<ProxyOrganisation> MakeAsync(IReadOnlyList<ProxiedStore> stores, Func<ProxyOrganisation, int, string>? keys = null)
    {
        var organisation = new ProxyOrganisation(await TestAuthority.FindAsync());
        await ProxyAccounts.CopyAsync(organisation._folder.Path);
        await File.WriteAllTextAsync(organisation["master.secret"], ProxiedStore.MasterPassword + "\n");
        organisation._authority.Sign(organisation["server.pem"], "localhost", "mbx1.localhost", "mbx2.localhost", "mbx3.localhost");
        organisation._authority.Sign(organisation["balancer.pem"], "localhost");
        organisation.Proxies = [.. stores.Select((store, number) => organisation.Make(number, store, keys?.Invoke(organisation, number) ?? ""))];
        return organisation;
    }

    /// <summary>Makes and starts them.</summary>
    public static async Task<ProxyOrganisation> StartAsync(IReadOnlyList<ProxiedStore> stores, Func<ProxyOrganisation, int, string>? keys = null)
    {
        var organisation = await MakeAsync(stores, keys);
        await Task.WhenAll(organisation.Proxies.Select(proxy => proxy.StartAsync()));
        return organisation;
    }

    private RealProxy Make(int number, ProxiedStore store, string keys)
    {
        var (name, port) = (ProxyAccounts.Servers[number], LoopbackPort.Claim(_folder.Path));
        var configuration = _folder[name + ".yaml"];
        File.WriteAllText(configuration, string.Create(CultureInfo.InvariantCulture, $$"""
            server: {{name}}
            listen: 127.0.0.1:{{port}}
            certificate: server.pem
            failure-delay-seconds: 0
            {{ProxyAccounts.SharedFiles}}
            logs: { folder: logs-{{name}} }
            {{keys}}
            stores:
            {{store.Section}}

            """));
        return new RealProxy(name, configuration, port);
    }

    /// <summary>The authority's file, and everything else that signs for these proxies.</summary>
    public TestAuthority Authority => _authority;

    /// <summary>A mailbox as the command is told of it, through whatever listens at this port.</summary>
    public StoreAddress StoreAt(int port, string mailbox = Alice) =>
        new(string.Create(CultureInfo.InvariantCulture, $"proxy://{ProxyAccounts.User}@localhost:{port}/{mailbox}?ca={_authority.File}"), ProxyAccounts.Password);

    /// <summary>Changes the virtual directory of each of the proxies.</summary>
    public async Task SetAsync(params string[] parameters)
    {
        foreach (var proxy in Proxies) await ProxyAccounts.RunAsync(proxy.Configuration, ["Set-WebServicesVirtualDirectory", .. parameters]);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var proxy in Proxies) await proxy.DisposeAsync();
        LoopbackPort.Release(_folder.Path);
        _folder.Dispose();
    }
}
