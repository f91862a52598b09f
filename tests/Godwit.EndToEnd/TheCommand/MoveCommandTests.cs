using System.Text.Json;
using Godwit.EndToEnd.Places;
using Godwit.EndToEnd.BadInput;

namespace Godwit.EndToEnd.TheCommand;

/// <summary>What the command promises to whoever types it or reads its output in a script.</summary>
[Trait("needs", "process")]
public sealed class MoveCommandTests
{
    private static readonly string[] Promised =
        ["folders", "itemsCopied", "itemsUpdated", "itemsMoved", "itemsDeleted", "itemsSkipped", "bytesCopied", "seconds", "skipped", "faults"];

    private static string Sample => Path.Combine(Checkout.Root, "samples", "move-two-maildirs", "anna");

    private static GodwitMove SampleMove(TemporaryFolder folder) => new(new StoreAddress("maildir:" + Sample), new StoreAddress("maildir:" + folder["anna"]), folder.Path);

    private static async Task<GodwitOutcome> RunAsync(string[] arguments, IReadOnlyDictionary<string, string> environment)
    {
        using var process = GodwitProcess.Start(arguments, environment);
        return await process.FinishAsync();
    }

    [Fact]
    public async Task The_sample_is_moved_verified_and_found_unchanged()
    {
        using var folder = new TemporaryFolder();
        var move = SampleMove(folder);

        var first = await move.RunAsync();
        var verified = await RunAsync(["verify", "--from", move.From.Address, "--to", move.To.Address, "--state", move.State], move.Environment);
        var second = await move.ReportAsync(0);

        Assert.Equal((0, 0), (first.ExitCode, verified.ExitCode));
        Assert.Contains("Every message that takes part is on the target.", first.Output, StringComparison.Ordinal);
        Assert.True(second.DidNothing);
    }

    [Fact]
    public async Task The_report_is_one_line_with_all_that_is_promised()
    {
        using var folder = new TemporaryFolder();

        var outcome = await SampleMove(folder).RunAsync("--json");

        var line = Assert.Single(outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        using var report = JsonDocument.Parse(line);
        Assert.Empty(Promised.Except(report.RootElement.EnumerateObject().Select(property => property.Name)));
        Assert.Equal((5, 25L), (report.RootElement.GetProperty("folders").GetInt32(), report.RootElement.GetProperty("itemsCopied").GetInt64()));
        Assert.Equal(JsonValueKind.Array, report.RootElement.GetProperty("skipped").ValueKind);
    }

    /// <summary>Also when nothing could be done: who reads the output must not have to guess.</summary>
    [Fact]
    public async Task A_failed_run_reports_its_fault_in_the_same_form()
    {
        using var folder = new TemporaryFolder();

        var outcome = await (SampleMove(folder) with { From = new StoreAddress("maildir:" + folder["nothing"]) }).RunAsync("--json");

        Assert.Equal((1, "GW1050"), (outcome.ExitCode, Assert.Single(outcome.Report.Faults).Code));
        FaultSentence.IsWellPut(outcome);
    }

    [Fact]
    public async Task A_dry_run_writes_nothing_anywhere()
    {
        using var folder = new TemporaryFolder();

        var report = await SampleMove(folder).ReportAsync(0, "--dry-run");

        Assert.Equal(25, report.ItemsCopied);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_dry_run_between_two_runs_foresees_and_changes_nothing()
    {
        await using var source = await RealServer.StartAsync(ServerKind.Dovecot);
        await using var target = await RealServer.StartAsync(ServerKind.Dovecot);
        using var folder = new TemporaryFolder();
        var (from, to) = (new ServerPlace(source), new ServerPlace(target));
        await from.FillAsync(60);
        var move = new GodwitMove(from.Store, to.Store, folder.Path);
        await move.ReportAsync(0);
        await from.ChangeAsync();
        var before = await to.ReadAsync();

        var foreseen = await move.ReportAsync(0, "--dry-run");

        Assert.Equal(before.Contents(), (await to.ReadAsync()).Contents());
        Assert.Equal(before.FolderNames, (await to.ReadAsync()).FolderNames);
        var done = await move.ReportAsync(0);
        Assert.Equal((done.ItemsCopied, done.ItemsMoved, done.ItemsDeleted), (foreseen.ItemsCopied, foreseen.ItemsMoved, foreseen.ItemsDeleted));
        // A message that is moved and flagged is foreseen as moved only.
        Assert.InRange(foreseen.ItemsUpdated, done.ItemsUpdated - done.ItemsMoved, done.ItemsUpdated);
        Comparison.AssertEqual(await from.ReadAsync(), await to.ReadAsync());
    }

    /// <summary>Between two servers, with much to do, at a moment when it is in the middle of it.</summary>
    [Fact]
    public async Task Ctrl_C_ends_within_ten_seconds_and_the_next_run_goes_on()
    {
        await using var source = await RealServer.StartAsync(ServerKind.Dovecot);
        await using var target = await RealServer.StartAsync(ServerKind.Dovecot);
        await using var relay = new Relays.ImapRelay(target.ImapPort);
        using var folder = new TemporaryFolder();
        (await Command.RunAsync(Path.Combine(Checkout.ServerScripts, "make_maildir.py"), [Path.Combine(source.Home, "alice", "Maildir"), "--folders", "20", "--messages", "100"])).OutputOrThrow("make_maildir.py");
        var move = new GodwitMove(
            new StoreAddress($"imap://alice@127.0.0.1:{source.ImapPort}?tls=none", "wonderland"), new StoreAddress($"imap://alice@127.0.0.1:{relay.Port}?tls=none", "wonderland"), folder.Path);

        using var process = move.Start("--json");
        relay.Arm(new Relays.RelayPlan(Relays.Moment.LastByteSent, 5, Relays.Aftermath.Delivered, process.Interrupt) { EndsConnection = false });
        var outcome = await process.FinishAsync().WaitAsync(TimeSpan.FromSeconds(60));

        Assert.True(relay.HasStruck);
        Assert.Equal(130, outcome.ExitCode);
        Assert.InRange(outcome.Report.ItemsCopied, 1, 1_999);
        var rest = await move.ReportAsync(0);
        Assert.Equal(2_000, outcome.Report.ItemsCopied + rest.ItemsCopied + rest.ItemsAdopted);
        Comparison.AssertEqual(await source.Mailbox("alice", "wonderland").ReadAsync(), await target.Mailbox("alice", "wonderland").ReadAsync());
    }

    [Fact]
    public async Task Verify_lists_what_differs_and_says_so_by_its_exit_code()
    {
        using var folder = new TemporaryFolder();
        var move = SampleMove(folder);
        await move.ReportAsync(0);
        File.Delete(Directory.EnumerateFiles(Path.Combine(folder["anna"], "cur")).First());

        var outcome = await RunAsync(["verify", "--from", move.From.Address, "--to", move.To.Address, "--json"], move.Environment);

        Assert.Equal(3, outcome.ExitCode);
        using var report = JsonDocument.Parse(outcome.Output);
        Assert.Equal(1, report.RootElement.GetProperty("differenceCount").GetInt64());
    }

    [Fact]
    public async Task Folders_shows_the_tree_and_where_it_will_go()
    {
        await using var target = await RealServer.StartAsync(ServerKind.Courier);
        using var folder = new TemporaryFolder();
        var to = new ServerPlace(target).Store;

        var outcome = await RunAsync(["folders", "--from", "maildir:" + Sample, "--to", to.Address, "--json"], new GodwitMove(new StoreAddress("maildir:" + Sample), to, folder.Path).Environment);

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        using var report = JsonDocument.Parse(outcome.Output);
        Assert.Equal(25, report.RootElement.GetProperty("messages").GetInt64());
        Assert.Contains(report.RootElement.GetProperty("folders").EnumerateArray(), place => place.TryGetProperty("target", out var path) && path.GetString() == "Projekte/Übersicht");
    }

    [Theory]
    [InlineData("move", "0 1 2 3 4 130")]
    [InlineData("verify", "0 1 2 3 130")]
    [InlineData("folders", "0 1 2 130")]
    public async Task Help_promises_the_exit_codes_that_the_command_can_give(string command, string codes)
    {
        using var folder = new TemporaryFolder();

        var outcome = await RunAsync([command, "--help"], SampleMove(folder).Environment);

        Assert.Equal(0, outcome.ExitCode);
        var promised = outcome.Output.Split('\n').SkipWhile(static line => !line.Contains("Exit codes:", StringComparison.Ordinal)).Skip(1).TakeWhile(static line => line.TrimStart() is [>= '0' and <= '9', ..]);
        Assert.Equal(codes.Split(' '), promised.Select(static line => line.TrimStart().Split(' ')[0]));
    }

    [Fact]
    public async Task A_wrong_command_line_is_told_whole()
    {
        using var folder = new TemporaryFolder();

        var outcome = await RunAsync(["move", "--from", "maildir:/a", "--deletions", "all", "--connections", "99"], SampleMove(folder).Environment);

        Assert.Equal(1, outcome.ExitCode);
        foreach (var name in new[] { "--to", "--deletions", "--connections" }) Assert.Contains(name, outcome.Errors, StringComparison.Ordinal);
        FaultSentence.IsWellPut(outcome);
    }
}
