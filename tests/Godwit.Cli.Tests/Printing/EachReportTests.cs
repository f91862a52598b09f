using System.Text.Json;

namespace Godwit.Cli.Tests.Printing;

public sealed class EachReportTests : IDisposable
{
    private static readonly Fault Refused = new(ConnectorFaults.CredentialsRefused, Side.Source, "Refused.");
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly FakeClock _clock = new();

    public void Dispose() => _output.Dispose();

    private static MailboxOutcome Outcome(string name, int exitCode, MoveResult? result = null) => new(
        new ListedMove(name, 2, new MoveOptions(new ChosenStore(new ImapAddress("a", "old", 993, true), new SecretSettings("from") { Given = new Secret("hunter2", false) }),
            new ChosenStore(new MaildirAddress("/new"), new SecretSettings("to")), new LinkSettings(false, null, null), new MoveSettings())),
        result ?? new MoveResult(), exitCode);

    private int Report(bool json, params MailboxOutcome[] outcomes)
    {
        var terminal = new Terminal(_output, TextWriter.Null, IsTerminal: false, () => 80);
        using var printer = new ProgressPrinter(() => "", terminal, _clock);
        var report = new EachReport(terminal, printer, json, dryRun: false, _clock);
        foreach (var outcome in outcomes) report.Ended(outcome);
        _clock.Advance(TimeSpan.FromSeconds(2));
        report.Close();
        return report.ExitCode;
    }

    [Fact]
    public void Each_mailbox_is_a_line_and_all_of_them_are_summed_up()
    {
        var good = new MoveResult { Folders = 5, ItemsCopied = 1_000, BytesCopied = 4_000_000, Elapsed = TimeSpan.FromSeconds(1.5) };
        var waiting = new MoveResult { Folders = 1, DeletionsWaiting = 30, Elapsed = TimeSpan.FromSeconds(0.5), Faults = [new Fault(SyncFaults.DeletionsWait, Side.Service, "They wait.")] };

        var code = Report(json: false, Outcome("anna", ExitCodes.Done, good), Outcome("b\u001bob", ExitCodes.Usage, new MoveResult { Faults = [Refused] }), Outcome("carl", ExitCodes.WaitsForApproval, waiting),
            Outcome("dora", ExitCodes.Interrupted, good), Outcome("emil", ExitCodes.Interrupted));

        Assert.Equal(ExitCodes.Interrupted, code);
        Assert.Equal("""
            anna: 5 folders, 1,000 copied (4 MB), 0 skipped, 1.5 s
            b\x1Bob: GW1020 (source): Refused. [has to be put right first; docs/faults/GW1020.md]
            carl: 1 folders, 0 copied (0 B), 0 skipped, 30 removals wait for approval, 0.50 s; GW3010 (service): They wait. [has to be put right first; docs/faults/GW3010.md]
            dora: stopped after 1,000 copied (4 MB)
            emil: stopped
            5 mailboxes in 2.0 s.
              folders             11
              copied           2,000  8 MB, 1,000 messages/s, 4 MB/s
              waiting             30  removals; allow them mailbox by mailbox with --approve-deletions
              not done             3  b\x1Bob, dora, emil
            Not every mailbox came to its end; see above. The same command goes on from there.

            """, _output.ToString());
    }

    [Fact]
    public void Json_is_one_object_for_each_and_nothing_else()
    {
        Assert.Equal(ExitCodes.Usage, Report(json: true, Outcome("anna", ExitCodes.Done, new MoveResult { ItemsCopied = 7 }), Outcome("bob", ExitCodes.Usage, new MoveResult { Faults = [Refused] })));

        var lines = _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        using var anna = JsonDocument.Parse(lines[0]);
        using var bob = JsonDocument.Parse(lines[1]);
        Assert.Equal(("anna", 7, "imaps://a@old:993", "maildir:/new", 0), (anna.RootElement.GetProperty("name").GetString(), anna.RootElement.GetProperty("itemsCopied").GetInt32(),
            anna.RootElement.GetProperty("from").GetString(), anna.RootElement.GetProperty("to").GetString(), anna.RootElement.GetProperty("exitCode").GetInt32()));
        Assert.Equal("GW1020", bob.RootElement.GetProperty("faults")[0].GetProperty("code").GetString());
        Assert.DoesNotContain("hunter2", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_worst_exit_code_wins_in_the_order_that_is_promised()
    {
        int[] worstFirst = [130, 1, 2, 4, 3, 0];
        for (var i = 0; i < worstFirst.Length; i++)
            for (var j = 0; j < worstFirst.Length; j++)
                Assert.Equal(worstFirst[Math.Min(i, j)], ExitCodes.Worst(worstFirst[i], worstFirst[j]));
        Assert.Contains(string.Join(", ", worstFirst[1..]), ExitCodes.HelpForEach, StringComparison.Ordinal);
    }

    [Fact]
    public void The_progress_counts_mailboxes_and_what_has_ended_stays_counted()
    {
        var board = new EachProgress(5, _clock);
        Assert.Equal("0 done, 0 running, 5 queued, 0 messages", board.Line());
        var first = board.Begin();
        using var second = board.Begin();
        using (first.Watch(new MoveProgress())) Assert.Equal("0 done, 2 running, 3 queued, 0 messages", board.Line());
        first.Dispose();
        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("1 done, 1 running, 3 queued, 0 messages (0 messages/s), 0 B/s", board.Line());
    }

    [Fact]
    public void A_line_that_stays_is_printed_above_the_one_that_is_overwritten()
    {
        using var screen = new StringWriter();
        var terminal = new Terminal(screen, screen, IsTerminal: true, () => 80);
        using (var printer = new ProgressPrinter(() => "busy", terminal, _clock))
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            printer.Above(() => screen.Write("anna: done\n"));
        }

        Assert.Equal("\rbusy\r    \ranna: done\n", screen.ToString());
    }
}
