namespace Godwit.Cli;

/// <summary>Tells of each mailbox of a list when it ends, a line each, and of all of them at the end. Safe for many threads.</summary>
/// <param name="terminal">Where to print.</param>
/// <param name="printer">Prints the progress, which makes room for each line.</param>
/// <param name="json">Print an object of JSON for each mailbox and nothing else.</param>
/// <param name="dryRun">The figures say what would be.</param>
/// <param name="clock">Tells the time; it runs from now.</param>
internal sealed class EachReport(Terminal terminal, ProgressPrinter printer, bool json, bool dryRun, TimeProvider clock)
{
    private const int MostNamesShown = 20;

    private readonly long _began = clock.GetTimestamp();
    private readonly List<string> _notDone = [];
    private readonly Dictionary<string, int> _missing = [];
    private int _ended, _unfinished;
    private long _folders, _copied, _bytes, _skipped, _waiting;

    /// <summary>The worst of those that ended.</summary>
    public int ExitCode { get; private set; } = ExitCodes.Done;

    /// <summary>A mailbox has ended.</summary>
    public void Ended(MailboxOutcome outcome) => printer.Above(() =>
    {
        if (json) JsonReport.Write(terminal.Output, outcome, dryRun);
        else terminal.Output.WriteLine(Line(outcome));
        terminal.Output.Flush();
        Add(outcome);
    });

    private void Add(MailboxOutcome outcome)
    {
        var result = outcome.Result;
        ExitCode = ExitCodes.Worst(ExitCode, outcome.ExitCode);
        (_ended, _folders, _copied, _bytes) = (_ended + 1, _folders + result.Folders, _copied + result.ItemsCopied, _bytes + result.BytesCopied);
        (_skipped, _waiting) = (_skipped + result.Skipped.Count, _waiting + result.DeletionsWaiting);
        if (outcome.IsDone)
        {
            foreach (var folder in result.MissingFolders) _missing[folder] = _missing.GetValueOrDefault(folder) + 1;
            return;
        }
        _unfinished++;
        if (_notDone.Count < MostNamesShown) _notDone.Add(OtherSideText.Show(outcome.Move.Name));
    }

    /// <summary>One mailbox: <c>anna: 5 folders, 25 copied (13.9 kB), 1 skipped, 0.17 s</c>.</summary>
    internal static string Line(MailboxOutcome outcome)
    {
        var (name, result) = (OtherSideText.Show(outcome.Move.Name), outcome.Result);
        if (outcome.ExitCode == ExitCodes.Interrupted) return result.ItemsCopied > 0 ? $"{name}: stopped after {Copied(result)}" : $"{name}: stopped";
        var fault = result.Faults is [.., var last] ? FaultText.Line(last) + (result.Faults.Count > 1 ? $" and {result.Faults.Count - 1} more" : "") : "";
        if (!outcome.IsDone && result.ItemsCopied == 0 && fault.Length > 0) return $"{name}: {fault}";
        var waiting = result.DeletionsWaiting > 0 ? string.Create(CultureInfo.InvariantCulture, $", {result.DeletionsWaiting:N0} removals wait for approval") : "";
        var missing = result.MissingFolders.Count > 0 ? $", no folder {string.Join(", ", result.MissingFolders.Select(static folder => OtherSideText.Show(folder)))}" : "";
        var time = outcome.IsDone ? ", " + DurationText.Exact(result.Elapsed) : "";
        return string.Create(CultureInfo.InvariantCulture, $"{name}: {result.Folders:N0} folders, {Copied(result)}, {result.Skipped.Count:N0} skipped{waiting}{missing}{time}{(fault.Length > 0 ? "; " : "")}{fault}");
    }

    private static string Copied(MoveResult result) => string.Create(CultureInfo.InvariantCulture, $"{result.ItemsCopied:N0} copied ({new ByteSize(result.BytesCopied)})");

    /// <summary>All have ended.</summary>
    public void Close()
    {
        var nowhere = _missing.Where(folder => folder.Value == _ended - _unfinished).Select(static folder => folder.Key).ToList();
        if (nowhere.Count > 0) ExitCode = ExitCodes.Worst(ExitCode, ExitCodes.WithSkips);
        if (json) return;
        var (output, seconds) = (terminal.Output, clock.GetElapsedTime(_began).TotalSeconds);
        output.WriteLine(dryRun ? $"A rehearsal of {Mailboxes(_ended)}: nothing was written. It would be:" : $"{Mailboxes(_ended)} in {DurationText.Exact(TimeSpan.FromSeconds(seconds))}.");
        Count("folders", _folders, "");
        Count("copied", _copied, _copied == 0 ? "" : MoveSummary.Volume(_copied, _bytes, dryRun ? 0 : seconds));
        if (_waiting > 0) Count("waiting", _waiting, "removals; allow them mailbox by mailbox with --approve-deletions");
        if (_skipped > 0) Count("skipped", _skipped, "--json lists them");
        if (_unfinished > 0) Count("not done", _unfinished, string.Join(", ", _notDone) + (_unfinished > _notDone.Count ? ", ..." : ""));
        foreach (var folder in nowhere) output.WriteLine($"  note: no mailbox has a folder with messages for --include {OtherSideText.Show(folder)}");
        output.WriteLine(Verdict());
    }

    private static string Mailboxes(int count) => count == 1 ? "1 mailbox" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} mailboxes");

    private void Count(string what, long count, string more) => MoveSummary.Count(terminal.Output, what, count, more);

    private string Verdict() => ExitCode switch
    {
        ExitCodes.Done when dryRun => "Run it without --dry-run to do so.",
        ExitCodes.Done => "Every message that takes part is on its target.",
        ExitCodes.WithSkips or ExitCodes.WaitsForApproval => "Every mailbox came to its end, but not everything could be done; see above.",
        _ when dryRun => "Not every mailbox could be rehearsed; see above.",
        _ => "Not every mailbox came to its end; see above. The same command goes on from there.",
    };
}
