using Godwit.EndToEnd.Places;

namespace Godwit.EndToEnd.TheCommand;

/// <summary>
/// The same move again and again, as an administrator would repeat it: one pair of stores, one state file. What the command keeps for its user goes into the test's own folder.
/// </summary>
/// <param name="From">The source.</param>
/// <param name="To">The target.</param>
/// <param name="Folder">Where the state lies.</param>
public sealed record GodwitMove(StoreAddress From, StoreAddress To, string Folder)
{
    private const int LastLines = 300;

    /// <summary>The state file.</summary>
    public string State => Path.Combine(Folder, "move.state");

    /// <summary>Environment of each run: passwords, and a state folder that is not the user's.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["GODWIT_FROM_PASSWORD"] = From.Password, ["GODWIT_TO_PASSWORD"] = To.Password, ["XDG_STATE_HOME"] = Path.Combine(Folder, "state-home"),
    };

    /// <summary>The words of <c>godwit move</c>.</summary>
    public IReadOnlyList<string> Arguments(params string[] options) => ["move", "--from", From.Address, "--to", To.Address, "--state", State, .. options];

    /// <summary>Starts a run.</summary>
    public GodwitProcess Start(params string[] options) => GodwitProcess.Start(Arguments(options), Environment);

    /// <summary>Runs to the end.</summary>
    public async Task<GodwitOutcome> RunAsync(params string[] options)
    {
        using var process = Start(options);
        return await process.FinishAsync();
    }

    /// <summary>Runs with <c>--json</c> and gives the report of a run that ended as expected. One that did not tells what was said last on the wire.</summary>
    public async Task<MoveReport> ReportAsync(int expectedExitCode, params string[] options)
    {
        var outcome = await RunAsync(["--json", "--wire-log", WireLog, .. options]);
        Assert.True(outcome.ExitCode == expectedExitCode, $"expected exit code {expectedExitCode}: {outcome}\n{LastWords()}");
        return outcome.Report;
    }

    private string WireLog => Path.Combine(Folder, "wire.log");

    private string LastWords() => File.Exists(WireLog) ? string.Join('\n', File.ReadLines(WireLog).TakeLast(LastLines)) : "";
}
