using System.Security.Cryptography;
using Godwit.Store;

namespace Godwit.Cli;

/// <summary>One run of <c>godwit move</c>.</summary>
internal sealed class MoveRun(MoveOptions options, Surroundings surroundings)
{
    private MailboxMove? _move;

    private bool IsRehearsal => options.Settings.DryRun;

    /// <summary>Moves and reports.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="FaultException">The move could not go on.</exception>
    /// <exception cref="OperationCanceledException">It was asked to stop; what was done is recorded.</exception>
    public int Run()
    {
        try
        {
            return Move();
        }
        catch (Exception ending) when (ending is FaultException or OperationCanceledException)
        {
            ReportUnfinished(_move?.SoFar() ?? new MoveResult(), (ending as FaultException)?.Fault);
            throw;
        }
    }

    private int Move()
    {
        CommandRuns.WarnOfOpenLinks(surroundings.Terminal, options.From, options.To);
        WarmHashing();
        using var connectors = new StoreConnectors(options.Link, surroundings.Environment, surroundings.Ask, surroundings.Clock);
        var sourceIdentity = connectors.Source(options.From, indexFolder: null).Identity;
        var target = connectors.Target(options.To);
        var statePath = options.StatePath ?? StateLocation.For(sourceIdentity, target.Identity, surroundings.Environment);
        var source = connectors.Source(options.From, IsRehearsal && !File.Exists(statePath) ? null : statePath + ".source-index");
        using var ledger = OpenLedger(statePath, source, target);
        return Move(source, IsRehearsal ? connectors.Rehearsed(options.To) : target, ledger);
    }

    /// <summary>The first SHA-256 of a process loads the system's cryptography, some tenths of a second on a busy machine: done while the connections are made.</summary>
    private static void WarmHashing() => new Thread(() => SHA256.HashData([])) { IsBackground = true, Name = "warm hashing" }.Start();

    // A rehearsal of a move that never ran has no state to read and leaves none behind.
    private ILedger OpenLedger(string path, IMailboxConnector source, IMailboxConnector target) =>
        IsRehearsal && !File.Exists(path) ? new MemoryLedger() : SqliteLedger.Open(path, source.Identity, target.Identity, surroundings.Clock);

    private int Move(IMailboxConnector source, IMailboxConnector target, ILedger ledger)
    {
        _move = new MailboxMove(options.Settings, source, target, ledger, MoveEnvironment.System with { Clock = surroundings.Clock });
        MoveResult result;
        using (new ProgressPrinter(_move.Progress, surroundings.Terminal, surroundings.Clock)) result = _move.Run(surroundings.Stop);
        Report(result);
        return ExitCodes.For(result);
    }

    private void Report(MoveResult result)
    {
        if (options.Json) JsonReport.Write(surroundings.Terminal.Output, result, IsRehearsal);
        else MoveSummary.Write(surroundings.Terminal.Output, result, IsRehearsal);
    }

    /// <summary>What was done before the end came. The fault itself is printed by whoever catches it; only JSON has all in one place.</summary>
    private void ReportUnfinished(MoveResult soFar, Fault? fault)
    {
        if (options.Json) JsonReport.Write(surroundings.Terminal.Output, fault is null || soFar.Faults.Contains(fault) ? soFar : soFar with { Faults = [.. soFar.Faults, fault] }, IsRehearsal);
        else if (soFar.ItemsCopied > 0) surroundings.Terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Until then {soFar.ItemsCopied:N0} messages ({new ByteSize(soFar.BytesCopied)}) were copied; the same command goes on from there."));
    }
}
