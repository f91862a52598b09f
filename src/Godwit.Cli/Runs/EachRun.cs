namespace Godwit.Cli;

/// <summary>
/// One run of <c>godwit move --each</c>: the mailboxes of a list in its order, some at once, each on a thread that does nothing else. What happens to one does not touch the others.
/// </summary>
internal sealed class EachRun(EachOptions options, Surroundings surroundings)
{
    private IReadOnlyList<ListedMove> _moves = [];
    private int _begun;

    /// <summary>Moves all of them and reports.</summary>
    /// <returns>The worst of the exit codes (<see cref="ExitCodes.Worst"/>).</returns>
    /// <exception cref="UsageException">The list does not fit the options; nothing was done.</exception>
    /// <exception cref="FaultException">The list cannot be read; nothing was done.</exception>
    public int Run()
    {
        var listed = ListedMoves.Of(MailboxList.Read(options.ListPath), options);
        foreach (var note in ReadableSecrets.Notes(options.ListPath, listed)) surroundings.Terminal.Error.WriteLine(note);
        OpenLinkWarnings.Write(surroundings.Terminal, listed.SelectMany(static move => (ChosenStore[])[move.Options.From, move.Options.To]));
        _moves = new ListedPasswords(surroundings.Environment, surroundings.Ask).Complete(listed);
        var exitCode = MoveAll();
        if (exitCode == ExitCodes.Interrupted) surroundings.Terminal.Error.WriteLine("Stopped; the same command goes on from there.");
        return exitCode;
    }

    private int MoveAll()
    {
        var board = new EachProgress(_moves.Count, surroundings.Clock);
        using var link = new OpenLink(options.Link, surroundings.Terminal.Error, surroundings.Clock);
        EachReport report;
        using (var printer = new ProgressPrinter(board.Line, surroundings.Terminal, surroundings.Clock))
        {
            report = new EachReport(surroundings.Terminal, printer, options.Json, options.Settings.DryRun, surroundings.Clock);
            using var heap = new HeapWatch(surroundings.Clock, HeapWatch.OfMany);
            RunThreads(() => MoveInTurn(link, board, report));
        }
        report.Close();
        return report.ExitCode;
    }

    private void RunThreads(ThreadStart body)
    {
        var threads = Enumerable.Range(1, Math.Min(options.AtOnce, _moves.Count)).Select(number => new Thread(body) { IsBackground = true, Name = $"mailbox {number}" }).ToList();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
    }

    private void MoveInTurn(OpenLink link, EachProgress board, EachReport report)
    {
        for (int next; (next = Interlocked.Increment(ref _begun) - 1) < _moves.Count;) report.Ended(Move(_moves[next], link, board));
    }

    /// <summary>Also of those that are not begun any more after an interruption: every mailbox has an outcome.</summary>
    private MailboxOutcome Move(ListedMove move, OpenLink link, EachProgress board)
    {
        if (surroundings.Stop.IsCancellationRequested) return new MailboxOutcome(move, new MoveResult(), ExitCodes.Interrupted);
        var run = new MailboxRun(move.Options, link, surroundings with { Ask = null }, move.Name);
        using var place = board.Begin();
        try
        {
            var result = run.Run(place.Watch);
            return new MailboxOutcome(move, result, ExitCodes.For(result));
        }
        catch (Exception ending) when (surroundings.Stop.IsCancellationRequested && ending is (OperationCanceledException or FaultException))
        {
            return new MailboxOutcome(move, run.SoFar, ExitCodes.Interrupted);
        }
        catch (FaultException refusal)
        {
            return new MailboxOutcome(move, run.SoFar.With(refusal.Fault), ExitCodes.For(refusal.Fault));
        }
        catch (Exception crash)
        {
            return new MailboxOutcome(move, run.SoFar.With(CrashReport.Write(crash, surroundings.Environment, surroundings.Clock)), ExitCodes.Failed);
        }
    }
}
