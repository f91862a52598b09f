using System.Globalization;
using Godwit.EndToEnd.TheCommand;

namespace Godwit.EndToEnd.ProxyTrials;

/// <summary>OpenLDAP's slapd with a directory of the test's own: LDAPS and StartTLS on free ports of the loopback address, people and groups of dc=example.</summary>
internal sealed class LdapServer : IAsyncDisposable
{
    private static readonly string Root = Path.Combine(Checkout.Root, "artifacts", "servers", "slapd", "root");

    private readonly TemporaryFolder _folder = new();
    private BackgroundProgram? _program;

    private LdapServer() => (TlsPort, PlainPort) = (LoopbackPort.Claim(_folder.Path), LoopbackPort.Claim(_folder.Path));

    /// <summary>TLS from the first byte.</summary>
    public int TlsPort { get; }

    /// <summary>Clear text, StartTLS.</summary>
    public int PlainPort { get; }

    /// <summary>Starts one with these people, each with a password and a group.</summary>
    public static async Task<LdapServer> StartAsync(params (string User, string Password, string Group)[] people)
    {
        var server = new LdapServer();
        Directory.CreateDirectory(server._folder["db"]);
        await File.WriteAllTextAsync(server._folder["slapd.conf"], server.Configuration());
        await File.WriteAllTextAsync(server._folder["people.ldif"], Entries(people));
        (await Command.RunAsync(Program, ["-T", "add", "-f", server._folder["slapd.conf"], "-l", server._folder["people.ldif"]], Libraries)).OutputOrThrow("slapadd");
        await server.RunAsync();
        return server;
    }

    private static string Program => Path.Combine(Root, "usr", "sbin", "slapd");

    private static Dictionary<string, string> Libraries => new() { ["LD_LIBRARY_PATH"] = Path.Combine(Root, "usr", "lib", "x86_64-linux-gnu") };

    private string Configuration() => $"""
        include {Root}/etc/ldap/schema/core.schema
        include {Root}/etc/ldap/schema/cosine.schema
        include {Root}/etc/ldap/schema/inetorgperson.schema
        modulepath {Root}/usr/lib/ldap
        moduleload back_mdb.la
        pidfile {_folder["pid"]}
        TLSCACertificateFile {ProxyService.Certificates}/ca.pem
        TLSCertificateFile {ProxyService.Certificates}/good.crt
        TLSCertificateKeyFile {ProxyService.Certificates}/good.key
        security simple_bind=128
        database mdb
        suffix dc=example
        directory {_folder["db"]}
        access to attrs=userPassword by anonymous auth by * none
        access to * by users read by * none

        """;

    private static string Entries((string User, string Password, string Group)[] people)
    {
        var entries = new List<string> { "dn: dc=example\nobjectClass: dcObject\nobjectClass: organization\ndc: example\no: example" };
        entries.AddRange(((string[])["people", "groups"]).Select(unit => $"dn: ou={unit},dc=example\nobjectClass: organizationalUnit\nou: {unit}"));
        entries.AddRange(people.Select(person => $"dn: uid={person.User},ou=people,dc=example\nobjectClass: inetOrgPerson\nuid: {person.User}\ncn: {person.User}\nsn: {person.User}\nuserPassword: {person.Password}"));
        entries.AddRange(people.GroupBy(person => person.Group).Select(group =>
            $"dn: cn={group.Key},ou=groups,dc=example\nobjectClass: groupOfNames\ncn: {group.Key}\n" + string.Join('\n', group.Select(person => $"member: uid={person.User},ou=people,dc=example"))));
        return string.Join("\n\n", entries) + "\n";
    }

    private Task RunAsync()
    {
        var urls = string.Create(CultureInfo.InvariantCulture, $"ldap://127.0.0.1:{PlainPort}/ ldaps://127.0.0.1:{TlsPort}/");
        _program = BackgroundProgram.Start(Program, ["-d", "256", "-f", _folder["slapd.conf"], "-h", urls], Libraries);
        return _program.WaitForAsync("slapd starting");
    }

    public async ValueTask DisposeAsync()
    {
        if (_program is not null) await _program.DisposeAsync();
        LoopbackPort.Release(_folder.Path);
        _folder.Dispose();
    }
}
