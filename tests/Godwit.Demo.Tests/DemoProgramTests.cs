using Godwit.Terminals;

namespace Godwit.Demo.Tests;

/// <summary>What <c>godwit demo</c> says when it shows nothing.</summary>
public sealed class DemoProgramTests
{
    [Fact]
    public async Task A_line_that_is_not_understood_is_a_fault_as_any_other()
    {
        var (code, _, error) = await RunAsync("--onse");

        Assert.Equal((1, "GW9011 (service): The option --onse is not known; see --help. [has to be put right first; docs/faults/GW9011.md]"), (code, error.Trim()));
    }

    [Fact]
    public async Task The_help_shows_what_is_typed()
    {
        var (code, output, _) = await RunAsync("--help");

        Assert.Equal(0, code);
        Assert.Contains("  godwit demo [options]", output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] words)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await DemoProgram.RunAsync(words, new Terminal(output, error, IsTerminal: false, static () => 80), TimeProvider.System, CancellationToken.None);
        return (code, output.ToString(), error.ToString());
    }
}
