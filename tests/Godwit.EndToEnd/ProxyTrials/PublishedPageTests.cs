using System.Text.RegularExpressions;
using Godwit.EndToEnd.BadInput;

namespace Godwit.EndToEnd.ProxyTrials;

/// <summary>The page for administrators, step by step as it stands: only the place of its files, the store's port and its authority are put in.</summary>
[Trait("needs", "process")]
public sealed partial class PublishedPageTests
{
    [Fact]
    public async Task From_a_fresh_start_the_sample_serves_a_Dovecot()
    {
        await using var dovecot = await RealServer.StartAsync(ServerKind.Dovecot, new ServerSettings { Users = "anna@mail.example:unknown-to-the-proxy", Master = $"godwit:{Canary.Password}-master" });
        await using var proxy = await ProxyService.PrepareAsync(folder => Sample()
            .Replace("/etc/godwit", folder, StringComparison.Ordinal)
            .Replace("imaps://imap.internal", $"imaps://localhost:{dovecot.ImapsPort}\n    ca: {dovecot.CertificateAuthority}", StringComparison.Ordinal));
        await File.WriteAllTextAsync(proxy["master.secret"], $"{Canary.Password}-master\n");

        await proxy.AddUserAsync("mig", Canary.Password);
        await proxy.DoAsync("Set-WebServicesVirtualDirectory", "-ExternalUrl", "https://mail.example/EWS/mrsproxy.svc");
        await proxy.StartAsync();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(proxy["users.key"]));
        Assert.Equal("401", await proxy.CurlAsync(proxy.Url()));
        Assert.Equal("400", await proxy.CurlAsync("--user", $"mig:{Canary.Password}", proxy.Url()));
        var listed = await proxy.GodwitAsync(Canary.Password, "proxy", "mailboxes", "--from", $"proxy://mig@localhost:{proxy.Port}", "--ca", ProxyService.Authority);
        Assert.Contains("dovecot  *@mail.example", listed.OutputOrThrow("proxy mailboxes"), StringComparison.Ordinal);
        var folders = await proxy.GodwitAsync(Canary.Password, "folders", "--from", proxy.Store("anna@mail.example"));
        Assert.Contains("INBOX", folders.OutputOrThrow("folders"), StringComparison.OrdinalIgnoreCase);

        var outcome = await proxy.StopAsync();
        Assert.Equal(0, outcome.ExitCode);
        File.Delete(proxy["master.secret"]);
        Canary.IsNowhere(outcome, proxy.Folder);
    }

    private static string Sample() => Yaml().Match(File.ReadAllText(Path.Combine(Checkout.Root, "docs", "operating", "publish-the-proxy.md"))).Groups[1].Value;

    [GeneratedRegex("```yaml\n(server: .*?)```", RegexOptions.Singleline)]
    private static partial Regex Yaml();
}
