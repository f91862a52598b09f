namespace Godwit.Demo.Organisation;

/// <summary>
/// The files of the proxies: two servers of one organisation that share users, directories and the map of active copies. Each has the mailboxes of one store; what is asked for at the wrong one is handed over.
/// </summary>
internal sealed class ProxyFiles(DemoFolder folder)
{
    private const string Nobody = "https://localhost:1";

    private string MapFile => folder["proxies/map.json"];

    /// <summary>The configuration of a server.</summary>
    public string ConfigurationOf(string server) => folder[$"proxies/{server}.yaml"];

    /// <summary>Writes configurations, certificates and a first map, whose addresses are not known yet.</summary>
    public void Write(TimeProvider clock)
    {
        Directory.CreateDirectory(folder["proxies"]);
        using var published = new DemoAuthority("North demo authority", clock);
        published.Publish(folder["ca.pem"]);
        published.Sign(folder["proxies/server.pem"]);
        using var inside = new DemoAuthority("North servers", clock);
        inside.Publish(folder["proxies/inside-ca.pem"]);
        inside.Sign(folder["proxies/inside.pem"]);
        foreach (var server in Person.Servers) File.WriteAllText(ConfigurationOf(server), Configuration(server));
        WriteMap(1, Person.Servers.ToDictionary(server => server, _ => new Uri(Nobody)));
    }

    /// <summary>Tells the servers where they reach each other; in force with the next request.</summary>
    public void WriteMap(int epoch, IReadOnlyDictionary<string, Uri> servers)
    {
        var addresses = string.Join(", ", servers.Select(server => $"\"{server.Key}\": \"{server.Value.GetLeftPart(UriPartial.Authority)}\""));
        var stores = string.Join(", ", Person.Servers.Select(server => $"\"{server}\": \"{server}\""));
        File.WriteAllText(MapFile + ".new", string.Create(CultureInfo.InvariantCulture, $"{{ \"epoch\": {epoch}, \"servers\": {{ {addresses} }}, \"stores\": {{ {stores} }} }}\n"));
        File.Move(MapFile + ".new", MapFile, overwrite: true);
    }

    private static string Configuration(string server) => $$"""
        server: {{server}}
        listen: 127.0.0.1:0
        certificate: server.pem
        users: users.json
        user-key-file: users.key
        virtual-directory: directories.json
        logs: { folder: logs-{{server}} }
        routing: { map: map.json, listen: '127.0.0.1:0', certificate: inside.pem, ca: inside-ca.pem }
        stores:
        {{string.Join("\n", Person.Servers.Select(Store))}}

        """;

    private static string Store(string server) => $$"""
          {{server}}:
            maildir: ../source/{{server}}/{user}/Maildir
            index: ../source/{{server}}-index
            region: {{(server == Person.Servers[0] ? "bergen" : "oslo")}}
            mailboxes: { {{string.Join(", ", Person.All.Where(person => person.Server == server).Select(person => $"{person.Address}: {person.Name}"))}} }
        """;
}
