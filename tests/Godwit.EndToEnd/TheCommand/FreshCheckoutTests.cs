using Godwit.EndToEnd.Places;

namespace Godwit.EndToEnd.TheCommand;

/// <summary>Who has just cloned the repository types <c>./godwit</c> and nothing before it.</summary>
[Trait("needs", "process")]
public sealed class FreshCheckoutTests
{
    private static readonly string[] Needed = ["src", "samples", "godwit", "global.json", "Directory.Build.props", "Directory.Packages.props", ".editorconfig"];

    [Fact]
    public async Task The_first_run_builds_and_moves_and_the_second_only_moves()
    {
        using var folder = new TemporaryFolder();
        await CopyAsync(folder.Path);
        var sample = Path.Combine(folder.Path, "samples", "move-two-maildirs", "anna");
        var move = new GodwitMove(new StoreAddress("maildir:" + sample), new StoreAddress("maildir:" + folder["moved"]), folder.Path);

        var first = await RunAsync(folder, move);
        var second = await RunAsync(folder, move);

        Assert.True((first.ExitCode, second.ExitCode) == (0, 0), $"{first}\n{second}");
        Assert.Contains("building", first.Errors, StringComparison.Ordinal);
        Assert.Equal("", second.Errors);
        Assert.Equal((25L, true), (first.Report.ItemsCopied, second.Report.DidNothing));
    }

    private static async Task<GodwitOutcome> RunAsync(TemporaryFolder folder, GodwitMove move)
    {
        using var process = GodwitProcess.Start(folder["godwit"], move.Arguments("--json"), move.Environment);
        return await process.FinishAsync();
    }

    /// <summary>What a clone holds, without what was built here.</summary>
    private static async Task CopyAsync(string to)
    {
        var archive = Path.Combine(to, "checkout.tar");
        (await Command.RunAsync("tar", ["-C", Checkout.Root, "--exclude=bin", "--exclude=obj", "-cf", archive, .. Needed])).OutputOrThrow("tar");
        (await Command.RunAsync("tar", ["-C", to, "-xf", archive])).OutputOrThrow("tar");
    }
}
