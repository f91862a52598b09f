using Godwit.Simulation.Worlds;

namespace Godwit.Simulation.Chaos;

/// <summary>The ledger as the engine gets it: its process may die before or after a commit, and the disk may be full.</summary>
internal sealed class MortalLedger(World world, EngineProcess process) : ILedger
{
    private readonly MemoryLedger _inner = world.Ledger;

    public IReadOnlyList<FolderRecord> Folders => _inner.Folders;

    public IReadOnlyList<SkippedItem> Skipped => _inner.Skipped;

    public KeywordTable Keywords => _inner.Keywords;

    public PairTable ReadPairs(int folderId) => _inner.ReadPairs(folderId);

    public void Commit(LedgerChanges changes)
    {
        process.ThrowIfKilled();
        if (world.Steps.IsDue(Happening.KilledBeforeCommit)) throw process.Kill();
        if (world.Steps.IsDue(Happening.LedgerNotWritable)) throw new FaultException(new Fault(SyncFaults.StateNotWritable, Side.Service, "The disk is full."));
        _inner.Commit(changes);
        if (world.Steps.IsDue(Happening.KilledAfterCommit)) throw process.Kill();
    }

    public void Dispose() { }
}
