namespace Godwit.Laboratory.Devices;

/// <summary>Our own proxies as the hosts that are examined: the programs that administrators run, with the account and the directories of the end-to-end tests.</summary>
internal static class GodwitHosts
{
    public static async Task<IReadOnlyList<RealProxy>> MakeAsync(TemporaryFolder folder, int count, string certificate, string keys)
    {
        await ProxyAccounts.CopyAsync(folder.Path);
        var proxies = new List<RealProxy>();
        for (var i = 0; i < count; i++) proxies.Add(Make(folder, ProxyAccounts.Servers[i], certificate, keys));
        return proxies;
    }

    private static RealProxy Make(TemporaryFolder folder, string name, string certificate, string keys)
    {
        var (port, configuration) = (LoopbackPort.Claim(folder.Path), folder[name + ".yaml"]);
        File.WriteAllText(configuration, string.Create(CultureInfo.InvariantCulture, $$"""
            server: {{name}}
            listen: 127.0.0.1:{{port}}
            certificate: {{certificate}}
            failure-delay-seconds: 0
            {{ProxyAccounts.SharedFiles}}
            logs: { folder: logs-{{name}} }
            {{keys}}
            stores: { trial: { memory: true, mailboxes: '*@mail.example' } }

            """));
        return new RealProxy(name, configuration, port);
    }

    /// <summary>Changes the virtual directory of one of them.</summary>
    public static Task SetAsync(RealProxy proxy, params string[] parameters) => ProxyAccounts.RunAsync(proxy.Configuration, ["Set-WebServicesVirtualDirectory", .. parameters]);
}
