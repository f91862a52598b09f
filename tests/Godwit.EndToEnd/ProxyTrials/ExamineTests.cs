using System.Globalization;
using System.Text.Json;
using Godwit.EndToEnd.BadInput;

namespace Godwit.EndToEnd.ProxyTrials;

/// <summary><c>./godwit examine</c> as it is typed, of a running proxy. By its address: that a name leads to this machine alone would be a finding of its own.</summary>
[Trait("needs", "process")]
public sealed class ExamineTests
{
    private const string Host = "127.0.0.1";

    [Fact]
    public async Task A_healthy_proxy_passes_every_question()
    {
        await using var proxy = await StartAsync();

        var examined = await ExamineAsync(proxy, Canary.Password, Host, "--port", Port(proxy), "--json");

        Assert.True(examined.ExitCode == 0, examined.Output + examined.Errors);
        using var report = JsonDocument.Parse(examined.Output);
        var checks = report.RootElement.GetProperty("checks").EnumerateArray().ToDictionary(check => check.GetProperty("question").GetString()!, check => check.GetProperty("state").GetString());
        Assert.Equal("passed", checks["Is the credential accepted?"]);
        Assert.Equal("passed", checks["Does the service serve whom it has let in, on every node?"]);
        Assert.Equal("passed", checks["How fast does it deliver?"]);
        Assert.DoesNotContain("FAILED", checks.Values);
        Canary.IsNowhere(new(examined.ExitCode, examined.Output, examined.Errors), proxy.Folder);
    }

    [Fact]
    public async Task A_proxy_that_is_switched_off_is_told_with_its_page_and_the_next_command()
    {
        await using var proxy = await StartAsync(async proxy => await proxy.DoAsync("Set-WebServicesVirtualDirectory", "-MRSProxyEnabled", "false"));

        var examined = await ExamineAsync(proxy, Canary.Password, Host, "--port", Port(proxy));

        Assert.Equal(3, examined.ExitCode);
        Assert.Contains("GW5110", examined.Output, StringComparison.Ordinal);
        Assert.Contains("Set-WebServicesVirtualDirectory", examined.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_tried_once()
    {
        await using var proxy = await StartAsync();

        var examined = await ExamineAsync(proxy, "wrong", Host, "--port", Port(proxy), "--all-schemes");
        await proxy.StopAsync();

        Assert.Equal(3, examined.ExitCode);
        Assert.Contains("GW5107", examined.Output, StringComparison.Ordinal);
        Assert.Single(proxy.Log("W3SVC1"), line => line.Contains(" 401 1 1326 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_endpoint_is_taken_from_a_failed_test()
    {
        await using var proxy = await StartAsync();
        var failed = proxy["failed.txt"];
        await File.WriteAllTextAsync(failed, string.Create(CultureInfo.InvariantCulture, $"""
            Result              : Failed
            Message             : The connection to the server '{Host}' could not be completed.
            ErrorDetail         : MigrationServerConnectionFailedException: The connection to the server could not be completed. ---> The call to
                                  'https://{Host}:{proxy.Port}/EWS/mrsproxy.svc' failed.

            """));

        var examined = await ExamineAsync(proxy, Canary.Password, "--from-log", failed);

        Assert.True(examined.ExitCode == 0, examined.Output + examined.Errors);
        Assert.Contains("The name was taken from", examined.Output, StringComparison.Ordinal);
        Assert.Contains("400", examined.Output, StringComparison.Ordinal);
    }

    private static async Task<ProxyService> StartAsync(Func<ProxyService, Task>? change = null)
    {
        var proxy = await ProxyService.PrepareAsync(_ => MaildirHouse.Yaml("failure-delay-seconds: 0"));
        MaildirHouse.Fill(proxy.Folder, "anna", 1, 100);
        await proxy.AddUserAsync("mig", Canary.Password, "--ntlm");
        if (change is not null) await change(proxy);
        await proxy.StartAsync();
        return proxy;
    }

    private static string Port(ProxyService proxy) => proxy.Port.ToString(CultureInfo.InvariantCulture);

    private static Task<CommandResult> ExamineAsync(ProxyService proxy, string password, params string[] arguments) => Command.RunAsync(
        Path.Combine(Checkout.Root, "godwit"), ["examine", "--credentials", "mig", "--ca", ProxyService.Authority, .. arguments], new Dictionary<string, string> { ["GODWIT_PASSWORD"] = password });
}
