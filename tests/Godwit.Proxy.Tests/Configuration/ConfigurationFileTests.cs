using Godwit.Proxy.Configuration;

namespace Godwit.Proxy.Tests.Configuration;

public sealed class ConfigurationFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("godwit-config-").FullName;

    [Fact]
    public void Ten_lines_serve_a_Dovecot_and_a_Maildir_organisation()
    {
        var configuration = Read("""
            server: mbx1
            certificate: proxy.pem
            stores:
              dovecot: { imap: "imaps://imap.internal", master-user: godwit, password-file: master.secret, mailboxes: "*@mail.example" }
              archive:
                maildir: /srv/mail/{domain}/{user}/Maildir
                mailboxes:
                  anna@old.example: anna
                  info@old.example: post@old.example
            """).Configuration;

        var imap = Assert.IsType<ImapStoreSettings>(configuration.Stores.Find("Any.One@MAIL.example")!.Value.Store);
        Assert.Equal(("imap.internal", 993, StoreTls.Implicit, "godwit", "*"), (imap.Host, imap.Port, imap.Tls, imap.MasterUser, imap.MasterSeparator));
        var (store, mailbox) = configuration.Stores.Find("info@old.example")!.Value;
        var maildir = Assert.IsType<MaildirStoreSettings>(store);
        Assert.Equal(("/srv/mail", "{domain}/{user}/Maildir", "post", "old.example"), (maildir.Root, maildir.Template, mailbox.User, mailbox.Domain));
        Assert.Null(configuration.Stores.Find("nobody@old.example"));
    }

    [Theory]
    [InlineData("../x@mail.example"), InlineData("a/b@mail.example"), InlineData("a*b@mail.example"), InlineData(".a@mail.example"), InlineData("a..b@mail.example"), InlineData("a@b@mail.example"), InlineData("@mail.example"), InlineData("anna"), InlineData("anna@mail.example\0"), InlineData("a%b@mail.example"), InlineData("")]
    public void An_address_that_could_leave_its_place_reaches_no_store(string address)
    {
        var configuration = Read("certificate: c.pem\nstores: { a: { maildir: '/srv/{domain}/{user}', mailboxes: '*@mail.example' } }").Configuration;

        Assert.Null(configuration.Stores.Find(address));
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once_with_its_line()
    {
        var wrong = Assert.Throws<ConfigurationException>(() => Read("""
            listne: 443
            server: "a b"
            listen: everywhere
            limits:
              head-seconds: 0
              wrong: 1
            stores:
              one: { maildir: /srv/mail, mailboxes: "nobody" }
              two: { imap: "http://x", mailboxes: "*@a.example" }
              three: { mailboxes: "*@b.example" }
            """));

        var told = wrong.Faults.Select(fault => fault.Told).ToList();
        foreach (var (line, word) in ((int, string)[])[(1, "listne"), (1, "certificate"), (2, "server"), (3, "listen"), (5, "head-seconds"), (6, "limits.wrong"), (8, "{user}"), (8, "nobody"), (9, "imaps://"), (9, "master-user"), (9, "password-file"), (10, "three")])
            Assert.Contains(told, sentence => sentence.StartsWith($"proxy.yaml:{line}: ", StringComparison.Ordinal) && sentence.Contains(word, StringComparison.Ordinal));
        Assert.All(wrong.Faults, fault => Assert.Equal("GW2101", fault.Code));
    }

    [Theory]
    [InlineData("?ca=ca.pem", "'ca: FILE'")]
    [InlineData("/?ca=ca.pem", "'ca: FILE'")]
    [InlineData("?tls=none", "'plain: true'")]
    [InlineData("?authzid=anna", "'master-separator: sasl'")]
    [InlineData("/INBOX", "'ca'")]
    [InlineData("#x", "'ca'")]
    public void What_stands_behind_the_address_of_an_IMAP_store_is_refused_and_its_key_named(string more, string key)
    {
        var wrong = Assert.Throws<ConfigurationException>(() => Read($$"""
            certificate: proxy.pem
            stores: { dovecot: { imap: "imaps://localhost:9993{{more}}", master-user: godwit, password-file: master.secret, mailboxes: "*@mail.example" } }
            """));

        var told = Assert.Single(wrong.Faults).Told;
        Assert.StartsWith("proxy.yaml:2: 'stores.dovecot.imap' must end behind HOST[:PORT]: ", told, StringComparison.Ordinal);
        Assert.Contains(key, told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: b: c", 1)]
    [InlineData("server: x\nserver: y\n", 2)]
    [InlineData("- a\n- b\n", 1)]
    [InlineData("", 1)]
    public void What_is_no_mapping_is_told_with_its_line(string text, int line) =>
        Assert.StartsWith($"proxy.yaml:{line}: ", Assert.Single(Assert.Throws<ConfigurationException>(() => Read(text)).Faults).Told, StringComparison.Ordinal);

    [Fact]
    public void A_flag_wins_over_the_environment_and_that_over_the_file_and_each_value_tells_its_origin()
    {
        var read = Read("certificate: c.pem\nserver: file\ndomain: FILE\nrole-group: File\nstores: { a: { memory: true, mailboxes: '*@a.example' } }",
            new Dictionary<string, string> { ["server"] = "flag" }, name => name is "GODWIT_PROXY_SERVER" or "GODWIT_PROXY_DOMAIN" ? "ENV" : null);

        string Origin(string path) => read.Effective.Single(value => value.Path == path).Origin;
        Assert.Equal(("flag", "ENV", "File"), (read.Configuration.Server, read.Configuration.Authentication.Domain, read.Configuration.RoleGroup));
        Assert.Equal(("flag", "environment GODWIT_PROXY_DOMAIN", "proxy.yaml:4", "default"), (Origin("server"), Origin("domain"), Origin("role-group"), Origin("path")));
    }

    [Fact]
    public void A_secret_in_its_file_is_not_among_the_values_that_are_shown()
    {
        File.WriteAllText(Path.Combine(_folder, "master.secret"), "Canary-9\nrest");
        var read = Read("certificate: c.pem\nstores: { a: { imap: 'imaps://x', master-user: m, password-file: master.secret, mailboxes: '*@a.example' } }");

        var store = (ImapStoreSettings)read.Configuration.Stores.Stores[0];
        Assert.Equal("Canary-9", store.Password());
        Assert.DoesNotContain("Canary", string.Join(' ', read.Effective) + store + read.Configuration, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_told() =>
        Assert.Equal("GW2102", Assert.Throws<ConfigurationException>(() => ConfigurationFile.Read(Path.Combine(_folder, "none.yaml"), new Dictionary<string, string>(), _ => null)).Faults[0].Code);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ReadConfiguration Read(string yaml, Dictionary<string, string>? flags = null, Func<string, string?>? environment = null)
    {
        var path = Path.Combine(_folder, "proxy.yaml");
        File.WriteAllText(path, yaml);
        return ConfigurationFile.Read(path, flags ?? [], environment ?? (_ => null));
    }
}
