namespace Godwit.Server.Tests.Hosting;

/// <summary>What <c>godwit serve</c> says when it does not serve.</summary>
public sealed class ServerProgramTests
{
    [Theory]
    [InlineData("GW9011 (service): The option --onse is not known; see --help. [has to be put right first; docs/faults/GW9011.md]", "serve", "--onse")]
    [InlineData("GW4030 (service): --set takes KEY=VALUE, not 'listen'. [has to be put right first; docs/faults/GW4030.md]", "serve", "--set", "listen")]
    public async Task A_line_that_cannot_be_used_is_a_fault_that_says_what_to_do(string told, params string[] words)
    {
        var (code, _, error) = await RunAsync(words);

        Assert.Equal((1, told), (code, error.Trim()));
    }

    [Fact]
    public async Task The_help_shows_what_is_typed()
    {
        var (code, output, _) = await RunAsync("serve", "--help");

        Assert.Equal(0, code);
        Assert.Contains("  godwit serve [command]", output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] words)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await ServerProgram.RunAsync(words, new ServerSurroundings(output, error, static _ => null, TimeProvider.System, CancellationToken.None));
        return (code, output.ToString(), error.ToString());
    }
}
