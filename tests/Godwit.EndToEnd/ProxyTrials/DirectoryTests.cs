using System.Globalization;
using Godwit.EndToEnd.BadInput;

namespace Godwit.EndToEnd.ProxyTrials;

/// <summary>Users of a real LDAP directory sign in, over LDAPS and over StartTLS; its certificate is checked.</summary>
[Trait("needs", "process")]
public sealed class DirectoryTests
{
    [Theory]
    [InlineData("ldaps"), InlineData("ldap")]
    public async Task The_directory_says_who_may_move_mailboxes(string scheme)
    {
        await using var directory = await LdapServer.StartAsync(("mig", Canary.Password, "Recipient Management"), ("desk", Canary.Password, "Help Desk"));
        await using var proxy = await StartAsync(scheme, directory, new() { ["LDAPTLS_CACERT"] = ProxyService.Authority });

        Assert.Equal("400", await AskAsync(proxy, "mig", Canary.Password));
        Assert.Equal("403", await AskAsync(proxy, "desk", Canary.Password));
        Assert.Equal("401", await AskAsync(proxy, "mig", "wrong"));
        Assert.Equal("401", await AskAsync(proxy, "mig", ""));
        Assert.Equal("401", await AskAsync(proxy, "*", Canary.Password));
        Assert.Equal("401", await AskAsync(proxy, "mig,ou=people,dc=example", Canary.Password));
        (await proxy.GodwitAsync(Canary.Password, "folders", "--from", proxy.Store("anna@mail.example"))).OutputOrThrow("folders");

        var outcome = await proxy.StopAsync();
        Assert.Contains(proxy.Log("W3SVC1"), line => line.Contains(" 401 1 1326 ", StringComparison.Ordinal));
        Canary.IsNowhere(outcome, proxy.Folder);
    }

    [Theory]
    [InlineData("ldaps"), InlineData("ldap")]
    public async Task A_directory_whose_certificate_nobody_vouches_for_gets_no_password(string scheme)
    {
        await using var directory = await LdapServer.StartAsync(("mig", Canary.Password, "Recipient Management"));
        await using var proxy = await StartAsync(scheme, directory, []);

        Assert.Equal("401", await AskAsync(proxy, "mig", Canary.Password));

        await proxy.StopAsync();
        Assert.Contains(proxy.Log("W3SVC1"), line => line.Contains(" 401 1 1311 ", StringComparison.Ordinal));
    }

    private static async Task<ProxyService> StartAsync(string scheme, LdapServer directory, Dictionary<string, string> environment)
    {
        // Not localhost: OpenLDAP's library compares a certificate with the machine's own name then.
        var port = scheme == "ldaps" ? directory.TlsPort : directory.PlainPort;
        var proxy = await ProxyService.PrepareAsync(_ => MaildirHouse.Yaml(string.Create(
            CultureInfo.InvariantCulture, $"ldap: {{ url: '{scheme}://127.0.0.1:{port}', bind: 'uid={{user}},ou=people,dc=example', groups: 'ou=groups,dc=example' }}\nfailure-delay-seconds: 0")), environment);
        MaildirHouse.Fill(proxy.Folder, "anna", 1, 100);
        await proxy.StartAsync();
        return proxy;
    }

    private static Task<string> AskAsync(ProxyService proxy, string user, string password) => proxy.CurlAsync("--user", $"{user}:{password}", proxy.Url());
}
