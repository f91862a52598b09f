using Godwit.EndToEnd.BadInput;
using Godwit.EndToEnd.TheCommand;

namespace Godwit.EndToEnd.ProxyTrials;

/// <summary>The move's own client signs in by the schemes that belong to a connection.</summary>
[Trait("needs", "process")]
public sealed class WindowsSchemesTests
{
    [Theory]
    [InlineData("Allow"), InlineData("Require")]
    public async Task A_move_signs_in_by_NTLM_with_channel_binding(string protection)
    {
        await using var proxy = await ProxyService.PrepareAsync(_ => MaildirHouse.Yaml());
        MaildirHouse.Fill(proxy.Folder, "anna", 40, 20_000);
        await proxy.AddUserAsync("mig", Canary.Password, "--ntlm");
        await proxy.DoAsync("Set-WebServicesVirtualDirectory", "-BasicAuthentication", "false", "-ExtendedProtectionTokenChecking", protection);
        await proxy.StartAsync();

        await ShouldMoveAsync(proxy, "GODWIT\\mig", " GODWIT\\mig ");
    }

    [Fact]
    public async Task A_wrong_password_by_NTLM_is_tried_once_and_told()
    {
        await using var proxy = await ProxyService.PrepareAsync(_ => MaildirHouse.Yaml());
        MaildirHouse.Fill(proxy.Folder, "anna", 1, 100);
        await proxy.AddUserAsync("mig", Canary.Password, "--ntlm");
        await proxy.DoAsync("Set-WebServicesVirtualDirectory", "-BasicAuthentication", "false");
        await proxy.StartAsync();

        var outcome = await proxy.GodwitAsync("wrong", "folders", "--from", proxy.Store("anna@mail.example"));

        Assert.Contains("GW2001", outcome.Errors, StringComparison.Ordinal);
        await proxy.StopAsync();
        Assert.Single(proxy.Log("W3SVC1"), line => line.Contains(" 401 1 1326 ", StringComparison.Ordinal));
    }

    /// <summary>Without NT hashes NTLM is not offered, so Negotiate is Kerberos or nothing.</summary>
    [Fact]
    public async Task A_move_signs_in_by_Kerberos()
    {
        using var folder = new TemporaryFolder();
        await using var realm = await KerberosKdc.StartAsync(folder.Path, ("mig", Canary.Password));
        await using var proxy = await ProxyService.PrepareAsync(_ => MaildirHouse.Yaml($"keytab: {realm.Keytab}"), new(realm.Environment));
        MaildirHouse.Fill(proxy.Folder, "anna", 40, 20_000);
        await proxy.DoAsync("proxy", "user", "add", $"mig@{KerberosKdc.Realm}", "--no-password", "--group", "Recipient Management");
        await proxy.DoAsync("Set-WebServicesVirtualDirectory", "-BasicAuthentication", "false");
        await proxy.StartAsync();

        await ShouldMoveAsync(proxy, $"mig@{KerberosKdc.Realm}", $" mig@{KerberosKdc.Realm} ");
    }

    private static async Task ShouldMoveAsync(ProxyService proxy, string user, string logged)
    {
        using var target = new TemporaryFolder();
        var log = target["wire.log"];
        var moved = await proxy.GodwitAsync(
            Canary.Password, "move", "--from", proxy.Store("anna@mail.example", user), "--to", "maildir:" + target["Maildir"], "--state", target["move.state"], "--json", "--wire-log", log);
        Assert.True(moved.ExitCode == 0, $"{moved.Errors}\n{await File.ReadAllTextAsync(log)}");
        Assert.Equal(40, new GodwitOutcome(moved.ExitCode, moved.Output, moved.Errors).Report.ItemsCopied);
        var outcome = await proxy.StopAsync();
        Assert.Contains(proxy.Log("W3SVC1"), line => line.Contains(logged, StringComparison.Ordinal) && line.Contains("/read-messages ", StringComparison.Ordinal) && line.Contains(" 200 0 0 ", StringComparison.Ordinal));
        Assert.Contains(" S: read-messages done, ", await File.ReadAllTextAsync(log), StringComparison.Ordinal);
        Canary.IsNowhere(outcome, proxy.Folder, target.Path);
    }
}
