using System.Diagnostics;

namespace Godwit.Administration.Tests.Help;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("", "mov", "move,move-request")]
    [InlineData("", "get-migrationb", "Get-MigrationBatch")]
    [InlineData("endpoint", "", "get,health,new,remove,set,test")]
    [InlineData("endpoint new", "--rem", "--remote-server")]
    [InlineData("New-MigrationEndpoint", "-rem", "-RemoteServer")]
    [InlineData("New-MigrationEndpoint -RemoteServer", "", "")]
    [InlineData("New-MigrationEndpoint -Security", "", "None,Ssl,Tls")]
    [InlineData("endpoint new --security", "s", "Ssl")]
    [InlineData("Set-WebServicesVirtualDirectory -MRSProxyEnabled", "", "false,true")]
    [InlineData("completion", "", "bash,powershell,zsh")]
    [InlineData("nonsense", "", "")]
    public void What_may_come_next_is_offered(string before, string begun, string expected) =>
        Assert.Equal(expected, string.Join(',', Completion.Offer(before.Split(' ', StringSplitOptions.RemoveEmptyEntries), begun)));

    [Fact]
    public void A_parameter_that_stands_there_is_not_offered_again()
    {
        Assert.Contains("-Name", Completion.Offer(["New-MigrationEndpoint"], "-"));
        Assert.DoesNotContain("-Name", Completion.Offer(["New-MigrationEndpoint", "-Name", "north"], "-"));
    }

    [Fact, Trait("needs", "process")]
    public async Task Bash_asks_and_takes_what_is_offered()
    {
        var script = """
            godwit() { printf '%s\n' "$@"; }
            COMP_WORDS=(godwit endpoint new --na); COMP_CWORD=3
            _godwit
            printf '%s|' "${COMPREPLY[@]}"
            """;

        Assert.Equal("completion|words|--na|endpoint|new|", await BashAsync(ShellScript.For("bash") + "\n" + script));
    }

    [Fact]
    public void Every_shell_has_a_script_that_asks() => Assert.All(ShellScript.Shells, shell => Assert.Contains("godwit completion words", ShellScript.For(shell), StringComparison.Ordinal));

    private static async Task<string> BashAsync(string script)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["--noprofile", "--norc", "-c", script]) { RedirectStandardOutput = true })!;
        var said = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();
        Assert.Equal(0, bash.ExitCode);
        return said;
    }
}
