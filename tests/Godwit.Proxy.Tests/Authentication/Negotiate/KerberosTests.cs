using Godwit.Proxy.Authentication.Users;
using Godwit.Proxy.VirtualDirectory;

namespace Godwit.Proxy.Tests.Authentication.Negotiate;

/// <summary>Kerberos with MIT's KDC and curl, which know nothing of us.</summary>
[Trait("needs", "process")]
public sealed class KerberosTests : IAsyncDisposable
{
    private readonly Organisation _organisation = new();
    private KerberosRealm? _realm;

    [Fact]
    public async Task A_principal_that_is_listed_gets_in_and_one_that_is_not_is_refused()
    {
        var proxy = await StartAsync(ExtendedProtectionTokenChecking.Allow);
        _realm!.SignIn("mig", "Canary-9");

        var listed = Curl(proxy);
        _realm.SignIn("other", "Canary-9");
        var other = Curl(proxy);

        Assert.Equal(("400", "403"), (listed, other));
        Assert.Contains(await proxy.LinesAsync("W3SVC1"), line => line.Contains(" mig@LAB.EXAMPLE ", StringComparison.Ordinal) && line.Contains(" 400 0 0 ", StringComparison.Ordinal));
    }

    /// <summary>curl sends no binding with its ticket.</summary>
    [Fact]
    public async Task A_client_without_channel_binding_is_refused_where_one_is_demanded()
    {
        var proxy = await StartAsync(ExtendedProtectionTokenChecking.Require);
        _realm!.SignIn("mig", "Canary-9");

        Assert.Equal("401", Curl(proxy));
        Assert.Equal("401 1 2148074310", await proxy.LastStatusAsync());
    }

    [Fact]
    public async Task A_token_that_is_none_is_refused()
    {
        var proxy = await StartAsync(ExtendedProtectionTokenChecking.Allow);

        foreach (var token in (string[])["AAAA", "YIGZBgkqhkiG9xIBAgICAG+BiTCBhqADAgEF", "", "%%%"])
            using (await proxy.AskAsync(change: request => request.Headers.TryAddWithoutValidation("Authorization", "Negotiate " + token))) { }

        Assert.All(await proxy.LinesAsync("W3SVC1"), line => Assert.Contains(" 401 ", line, StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        _realm?.Dispose();
        await _organisation.DisposeAsync();
    }

    private async Task<RunningProxy> StartAsync(ExtendedProtectionTokenChecking policy)
    {
        Assert.SkipWhen(KerberosRealm.Programs is null, "MIT's KDC (Debian: krb5-kdc, krb5-admin-server, krb5-user) is not installed.");
        _realm = KerberosRealm.Begin(_organisation.Folder);
        foreach (var user in (string[])["mig", "other"]) _realm.Add(user, "Canary-9");
        var keytab = _realm.AddService("HTTP/localhost");
        _organisation.Users.Change(table => table.With(new UserRecord { Name = "mig@LAB.EXAMPLE", Groups = ["Recipient Management"] }));
        _organisation.Directories.Change("fe1", directory => directory with { ExtendedProtectionTokenChecking = policy });
        return await _organisation.StartAsync(c => c with { Authentication = c.Authentication with { Keytab = keytab } });
    }

    private string Curl(RunningProxy proxy) => _realm!.Run(
        "curl", "--silent", "--insecure", "--negotiate", "--user", ":", "--output", "/dev/null", "--write-out", "%{http_code}", $"https://localhost:{proxy.Address.Port}/EWS/mrsproxy.svc");
}
