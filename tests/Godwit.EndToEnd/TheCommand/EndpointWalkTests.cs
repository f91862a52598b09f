using System.Globalization;
using System.Text.RegularExpressions;

namespace Godwit.EndToEnd.TheCommand;

/// <summary>
/// The page about the endpoint that cannot be created, walked through as an administrator would: its commands as they stand there, typed where a real HAProxy does not publish the path and the second
/// of two servers has the replication proxy off.
/// </summary>
[Trait("needs", "process")]
public sealed partial class EndpointWalkTests : IDisposable
{
    private const string PathDenied = "http-request deny deny_status 403 if { path -i /ews/mrsproxy.svc }";
    private const string Fields = "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken\n";

    /// <summary>How each command of the page ends, in their order: the exit code and what is said.</summary>
    private static readonly (string Beginning, int Code, string Said)[] Expected =
    [
        ("examine mail.contoso.example --dns", 3, "GW5071"),
        ("logs analyze u_ex261120.log", 3, "GW5225"),
        ("examine --autodiscover", 3, "GW5071"),
        ("examine --allow-list", 1, "its name cannot be resolved"),
        ("examine mail.contoso.example --via", 3, "GW5122"),
        ("examine mail.contoso.example --pause", 3, "GW5071"),
        ("examine mail.contoso.example --json", 3, ""),
        ("examine mail.contoso.example --since", 3, "Nothing that was compared has changed"),
        ("logs analyze --window", 2, "GW5200"),
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_command_of_the_page_says_what_is_broken()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "docs", "how-to", "endpoint-cannot-be-created.md"));
        var commands = Blocks().Matches(page).SelectMany(block => block.Groups[1].Value.Split('\n')).Where(line => line.StartsWith("godwit ", StringComparison.Ordinal)).Select(line => line["godwit ".Length..]).ToList();
        await WriteFilesAsync();

        var told = await WalkAsync(PathDenied, "off", [.. commands, "examine --from-log failed-test.txt", "logs analyze logs"]);

        Assert.Equal(Expected.Length, commands.Count);
        Assert.All(Expected.Zip(commands, told), step =>
        {
            Assert.StartsWith(step.First.Beginning, step.Second, StringComparison.Ordinal);
            Assert.True(step.Third.Code == step.First.Code && step.Third.Said.Contains(step.First.Said, StringComparison.Ordinal), $"{step.Second} ended with {step.Third.Code}:\n{step.Third.Said}");
        });
        Assert.Contains("GW5071", told[^2].Said, StringComparison.Ordinal);
        Assert.Contains("GW5273", told[^1].Said, StringComparison.Ordinal);
        Assert.DoesNotContain("Lines not understood", told[^1].Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mended_step_by_step_it_passes_in_the_end()
    {
        const string examine = "examine mail.contoso.example --credentials 'CONTOSO\\migration'";

        var published = await WalkAsync("", "off", examine);
        var enabled = await WalkAsync("", "", examine);

        Assert.True(published[0].Code == 3 && published[0].Said.Contains("GW5120 EX2: ", StringComparison.Ordinal), published[0].Said);
        Assert.True(enabled[0].Code == 0 && enabled[0].Said.Contains("Nothing is broken", StringComparison.Ordinal), enabled[0].Said);
    }

    [Fact]
    public async Task What_closes_connections_that_pause_is_told_apart_from_use()
    {
        var told = Assert.Single(await WalkAsync("timeout http-keep-alive 1s", "", "examine mail.contoso.example --pause 8"));

        Assert.True(told.Code == 0 && told.Said.Contains("GW5097", StringComparison.Ordinal), told.Said);
        Assert.Contains("asked every 0.4 s: answers after 8 s", told.Said, StringComparison.Ordinal);
    }

    /// <summary>What the page's commands are given: a failed test, logs of the day that it names, a firewall's list.</summary>
    private async Task WriteFilesAsync()
    {
        await File.WriteAllTextAsync(_folder["failed-test.txt"], "Result      : Failed\nErrorDetail : MRSRemoteTransientException: The call to 'https://mail.contoso.example/EWS/mrsproxy.svc' failed. Error details: The remote server returned an error: (403) Forbidden.\n");
        await File.WriteAllTextAsync(_folder["u_ex261120.log"], Fields + string.Concat(Enumerable.Range(10, 3).Select(second => $"2026-11-20 10:00:{second} 10.0.0.12 POST /EWS/mrsproxy.svc - 443 CONTOSO\\mig 40.96.10.7 - - 403 0 0 12\n")));
        await File.WriteAllTextAsync(_folder["HttpProxy_2026112010-1.LOG"], "#Software: Microsoft Exchange Server\n#Fields: DateTime,RequestId,UrlStem,AuthenticatedUser,ClientIpAddress,ServerHostName,HttpStatus,BackEndStatus\n2026-11-20T10:00:10.000Z,,/EWS/mrsproxy.svc,CONTOSO\\mig,40.96.10.7,EX2,403,403\n");
        await File.WriteAllTextAsync(_folder["httperr1.log"], "#Fields: date time c-ip c-port s-ip s-port cs-version cs-method cs-uri sc-status s-siteid s-reason s-queuename\n2026-11-20 10:00:00 40.96.10.7 51234 10.0.0.12 443 - - - - - Timer_ConnectionIdle -\n");
        await File.WriteAllTextAsync(_folder["firewall.txt"], "permit tcp 40.96.0.0 255.248.0.0 any eq 443\n");
        Directory.CreateSymbolicLink(_folder["folder-with-logs"], _folder["logs"]);
    }

    /// <summary>Types the commands one after the other; a long pause is shortened.</summary>
    private async Task<List<(int Code, string Said)>> WalkAsync(string rule, string second, params string[] commands)
    {
        const string end = "@@ ended with ";
        var script = $"godwit() {{ '{Checkout.Root}/godwit' \"$@\"; }}\n" + string.Concat(commands.Select(command => $"godwit {command.Replace("--pause 150", "--pause 1", StringComparison.Ordinal)}; echo '{end}'$?\n"));
        var done = await Command.RunAsync(Path.Combine(Checkout.Root, "tests/Godwit.EndToEnd/servers/hybrid_endpoint"), [_folder.Path, rule, second, $"exec 2>&1\n{script}"], new Dictionary<string, string> { ["GODWIT_PASSWORD"] = "correct horse" });
        var parts = done.OutputOrThrow("the walk").Split(end);
        return [.. parts.Skip(1).Select((part, i) => (int.Parse(part[..part.IndexOf('\n')], CultureInfo.InvariantCulture), parts[i]))];
    }

    [GeneratedRegex("^```\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Blocks();
}
