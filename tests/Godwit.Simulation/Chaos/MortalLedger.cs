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
        ClaimsNoStranger(changes);
        _inner.Commit(changes);
        if (world.Steps.IsDue(Happening.KilledAfterCommit)) throw process.Kill();
    }

    /// <summary>What the engine did not put there may be called its copy only where an open intent leaves the question open. It stays its copy when the pair is carried on to another uid of the source.</summary>
    private void ClaimsNoStranger(LedgerChanges changes)
    {
        foreach (var (id, rows) in changes.NewPairs)
        {
            if (_inner.Folders.FirstOrDefault(r => r.Id == id) is { IntentSeconds: not 0 } || changes.Folders.Find(r => r.Id == id) is not { } record) continue;
            var folder = world.Target.Snapshot().Folders.FirstOrDefault(f => f.Status.Generation == record.Target.Generation);
            var claimed = rows.Where(r => r.Origin == PairOrigin.Copied).Select(r => r.TargetUid).ToHashSet();
            foreach (var message in folder?.Messages ?? [])
                if (claimed.Contains(message.Uid) && world.TargetUser.IsOwn(message.Content) && world.Losses.OriginOf(record.Target.Generation, message.Uid) != PairOrigin.Copied) throw process.Break("strangers", $"{record.Target.Path} {message.Uid} was there before and is called our copy");
        }
    }

    public void Dispose() { }
}
