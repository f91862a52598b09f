using Godwit.Proxy;
using Godwit.Server.Configuration;
using Godwit.Server.Ends;

namespace Godwit.Server.Tests.Configuration;

public sealed class ServiceConfigurationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("godwit-configuration-").FullName;

    [Fact]
    public void A_PostgreSQL_its_keys_an_issuer_and_a_hook_are_read()
    {
        File.WriteAllText(Path.Combine(_folder, "db.secret"), "geheim\n");

        var read = Read("""
            keys: keys
            database: { postgresql: db.internal, port: 5433, schema: mail, password-file: db.secret, ca: ca.pem }
            openid-connect: { issuer: 'https://login.example/', audience: godwit, metadata: 'https://login.example/m', roles: { operator: [team, helpdesk], reader: all } }
            provisioning: { command: [/usr/local/bin/make-mailbox, --quota, 10 G], seconds: 5 }
            """);

        Assert.Equal(("db.internal", 5433, "mail", "geheim", Path.Combine(_folder, "ca.pem")), (read.Database!.Host, read.Database.Port, read.Database.Schema, read.Database.Password!(), read.Database.AuthorityFile));
        Assert.Equal(Path.Combine(_folder, "keys"), read.Keys);
        Assert.Equal([("all", Role.Reader), ("helpdesk", Role.Operator), ("team", Role.Operator)], read.Issuer!.Roles.Select(static pair => (pair.Key, pair.Value)).Order());
        Assert.Equal(["/usr/local/bin/make-mailbox", "--quota", "10 G"], read.Provisioning!.Command!);
        Assert.Equal(TimeSpan.FromSeconds(5), read.Provisioning.Limit);
    }

    [Theory]
    [InlineData("mail.old.example", "https://mail.old.example/EWS/mrsproxy.svc"), InlineData("https://mail.old.example:8443/mail/out", "https://mail.old.example:8443/mail/out")]
    public void A_target_behind_a_proxy_is_read(string given, string address)
    {
        File.WriteAllText(Path.Combine(_folder, "mig.secret"), "geheim\n");

        var target = Assert.IsType<ProxyStoreSettings>(Read($$"""targets: { old: { proxy: '{{given}}', user: mig, password-file: mig.secret, mailboxes: '*@old.example', region: east } }""").Targets.Stores.Single());

        Assert.Equal((address, "mig", "geheim", "east"), (target.Address.AbsoluteUri, target.User, target.Secret(), target.Region));
        Assert.DoesNotContain("geheim", target.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("targets: { old: { proxy: 'http://mail.old.example/', user: m, password-file: f, mailboxes: '*@old.example' } }", "without a user")]
    [InlineData("targets: { old: { proxy: mail.old.example, user: m, mailboxes: '*@old.example' } }", "user and password-file, or token-file")]
    [InlineData("targets: { old: { proxy: mail.old.example, imap: 'imap://x', user: m, mailboxes: '*@old.example' } }", "exactly one of")]
    [InlineData("targets: { old: { memory: true, mailboxes: '*@old.example' } }", "would be lost")]
    [InlineData("database: { postgresql: db }", "needs 'keys'")]
    [InlineData("database: { name: godwit }\nkeys: k", "'database.postgresql' is missing")]
    [InlineData("database: { postgresql: db, schema: 'a;b' }\nkeys: k", "small letters")]
    [InlineData("openid-connect: { issuer: i, audience: a, metadata: 'https://m/' }", "'roles' is missing")]
    [InlineData("openid-connect: { issuer: i, audience: a, roles: { reader: x } }", "needs either metadata")]
    [InlineData("openid-connect: { issuer: i, audience: a, keys: k, roles: { reader: x, operator: x } }", "has another role already")]
    [InlineData("provisioning: { seconds: 3 }", "exactly one of command")]
    [InlineData("provisioning: { command: [make-mailbox] }", "full path")]
    [InlineData("provisioning: { webhook: 'http://hooks.internal/' }", "https address")]
    public void A_mistake_is_told(string yaml, string told)
    {
        var refusal = Assert.Throws<ConfigurationException>(() => Read(yaml));

        Assert.Contains(refusal.Faults, fault => fault.Code == "GW4030" && fault.Told.Contains(told, StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ServiceConfiguration Read(string yaml)
    {
        var file = Path.Combine(_folder, "service.yaml");
        File.WriteAllText(file, yaml);
        return ServiceConfigurationFile.Read(file, mayBeMissing: false, new Dictionary<string, string>(), static _ => null).Configuration;
    }
}
