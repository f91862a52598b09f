namespace Godwit.Moves;

/// <summary>Both ends of a move, ready to be opened.</summary>
/// <param name="Source">Opens the source; the folder is where a Maildir's uids may be remembered, null where they need not be.</param>
/// <param name="Target">The target.</param>
public sealed record MoveEnds(Func<string?, IMailboxConnector> Source, IMailboxConnector Target);

/// <summary>Finds both ends of a move: the one place that knows endpoints, stores and connectors.</summary>
public interface IMoveEnds
{
    /// <summary>The ends. Nothing is opened yet.</summary>
    /// <param name="claim">The move.</param>
    /// <exception cref="FaultException"><see cref="MoveFaults.NoStore"/> or <see cref="MoveFaults.SecretUnreadable"/>.</exception>
    MoveEnds Of(ClaimedMove claim);

    /// <summary>Sees to it that the target mailbox is there: looks for it, and makes it where the configuration says how.</summary>
    /// <exception cref="FaultException">It is not there.</exception>
    void Provision(ClaimedMove claim, MoveEnds ends, CancellationToken cancellation);

    /// <summary>Looks at the target before the copy. Makes and changes nothing there; a mailbox that the sync will make is described as it will be, where that is known.</summary>
    /// <returns>Null where nothing is known of a mailbox that is yet to be made.</returns>
    /// <exception cref="FaultException">It cannot be opened.</exception>
    TargetSight? Look(ClaimedMove claim, MoveEnds ends, CancellationToken cancellation);
}

/// <summary>One sync of one mailbox under way.</summary>
public interface IRunningSync
{
    /// <summary>What it is doing; null before it began.</summary>
    MoveProgress? Progress { get; }

    /// <summary>What was done until now, when it did not come to its end; only after it ended.</summary>
    MoveResult SoFar { get; }

    /// <summary>Runs to the end on the caller's thread.</summary>
    /// <exception cref="FaultException">It could not go on; what was done is in its ledger.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; what was done is in its ledger.</exception>
    MoveResult Run(CancellationToken cancellation);
}

/// <summary>Makes syncs: the engine with a ledger for each move.</summary>
public interface ISyncEngine
{
    /// <summary>A sync. Nothing is opened yet.</summary>
    /// <param name="move">Its move, which has one ledger for ever.</param>
    /// <param name="ends">Both ends.</param>
    /// <param name="settings">What to do.</param>
    IRunningSync Sync(Guid move, MoveEnds ends, MoveSettings settings);

    /// <summary>Removes the ledger of a move that was removed.</summary>
    void Forget(Guid move);
}
