using System.Globalization;

namespace Godwit.EndToEnd.Proxies;

/// <summary>The map of active copies that the servers of an organisation share, and the ports by which they hand requests to each other.</summary>
internal sealed class ActiveCopyMap
{
    private readonly string _folder;
    private readonly string _store;
    private readonly int[] _ports;
    private int _epoch;

    private ActiveCopyMap(string folder, string store, int servers) => (_folder, _store, _ports) = (folder, store, [.. Enumerable.Range(0, servers).Select(_ => LoopbackPort.Claim(folder))]);

    private string File => Path.Combine(_folder, "map.json");

    /// <summary>Makes the map in the organisation's folder, with the first server as owner of the store, and what the servers prove themselves with.</summary>
    public static ActiveCopyMap Make(ProxyOrganisation organisation, int servers, string store = "dovecot")
    {
        var map = new ActiveCopyMap(Path.GetDirectoryName(organisation["map.json"])!, store, servers);
        organisation.Authority.Sign(organisation["routing.pem"], "localhost");
        map.Give(0);
        return map;
    }

    /// <summary>The section of the server of this number.</summary>
    public string Section(ProxyOrganisation organisation, int number) => string.Create(CultureInfo.InvariantCulture, $$"""
        routing:
          map: map.json
          listen: 127.0.0.1:{{_ports[number]}}
          certificate: routing.pem
          ca: {{organisation.Authority.File}}
        """);

    /// <summary>The active copy is on this server from now on: a new file with a higher epoch, put in place as a whole.</summary>
    public void Give(int owner)
    {
        var servers = string.Join(", ", _ports.Select((port, number) => string.Create(CultureInfo.InvariantCulture, $"\"{ProxyAccounts.Servers[number]}\": \"https://localhost:{port}\"")));
        var text = string.Create(CultureInfo.InvariantCulture, $$"""{ "epoch": {{++_epoch}}, "servers": { {{servers}} }, "stores": { "{{_store}}": "{{ProxyAccounts.Servers[owner]}}" } }""");
        System.IO.File.WriteAllText(File + ".new", text);
        System.IO.File.Move(File + ".new", File, overwrite: true);
    }
}
