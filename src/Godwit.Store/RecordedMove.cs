namespace Godwit.Store;

/// <summary>
/// The move of one mailbox with its ledger in a file: what a command and a service run alike. The ledger is open while it runs and at no other time. A rehearsal of a move that never ran has no ledger to read and
/// leaves none behind.
/// </summary>
/// <param name="settings">What to do.</param>
/// <param name="source">The source; is given where a Maildir's uids may be remembered, since a source is never written to, or null when they need not be.</param>
/// <param name="target">The target, for its identity; written to unless <paramref name="rehearsed"/> stands in for it.</param>
/// <param name="statePath">The ledger's file.</param>
/// <param name="environment">Time.</param>
/// <param name="rehearsed">What a rehearsal looks at instead of the target.</param>
public sealed class RecordedMove(MoveSettings settings, Func<string?, IMailboxConnector> source, IMailboxConnector target, string statePath, MoveEnvironment environment, Func<IMailboxConnector>? rehearsed = null)
{
    private MailboxMove? _move;

    private bool LeavesNothing => settings.DryRun && !File.Exists(statePath);

    /// <summary>What there is to watch; null until it begins.</summary>
    public MoveProgress? Progress => _move?.Progress;

    /// <summary>What was done until now; for a move that did not come to its end.</summary>
    public MoveResult SoFar => _move?.SoFar() ?? new MoveResult();

    /// <summary>Moves, on the caller's thread.</summary>
    /// <param name="show">Is given what there is to watch, once the move begins; what it returns is disposed when the move has ended.</param>
    /// <param name="cancellation">Ends it in good order.</param>
    /// <exception cref="FaultException">The move could not go on.</exception>
    /// <exception cref="OperationCanceledException">It was asked to stop; what was done is recorded.</exception>
    public MoveResult Run(Func<MoveProgress, IDisposable>? show, CancellationToken cancellation)
    {
        var read = source(LeavesNothing ? null : SourceIndex);
        // Before there is a state file, and of the target itself: a rehearsal may look at something else in its stead.
        OneMailbox.Refuse(read, target);
        var hadIndex = Directory.Exists(SourceIndex);
        using var ledger = LeavesNothing ? (ILedger)new MemoryLedger() : SqliteLedger.Open(statePath, read.Identity, target.Identity, environment.Clock);
        _move = new MailboxMove(settings, read, settings.DryRun && rehearsed is not null ? rehearsed() : target, ledger, environment);
        try
        {
            using (show?.Invoke(_move.Progress)) return _move.Run(cancellation);
        }
        catch
        {
            // A try that got nowhere, such as one with a mistyped host, is not remembered.
            if (ledger is SqliteLedger file && file.DiscardIfUnused() && !hadIndex && Directory.Exists(SourceIndex)) Directory.Delete(SourceIndex, recursive: true);
            throw;
        }
    }

    private string SourceIndex => statePath + ".source-index";
}
