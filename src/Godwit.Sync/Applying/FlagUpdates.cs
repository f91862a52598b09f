namespace Godwit.Sync;

/// <summary>Makes the planned flag changes, messages with the same change in one set, and moves the bases on.</summary>
internal sealed class FlagUpdates(PassContext context)
{
    private readonly HashSet<int> _changed = [];

    /// <summary>Changes one folder's flags on the target. Safe for several threads, each with a folder and a lane of its own.</summary>
    public void Change(FolderWork work, IMailboxTarget target)
    {
        if (work.Flags.Count == 0) return;
        foreach (var group in work.Flags.Where(f => !f.Change.IsEmpty).GroupBy(f => f.Change))
        {
            var uids = UidSet.Of(group.Select(f => f.TargetUid));
            foreach (var set in uids.Chunk(long.MaxValue))
                target.ChangeFlags(work.TargetFolder, work.TargetGeneration, set, group.Key.Add, group.Key.Remove, context.Cancellation);
            context.Tally.Updated(uids.Count);
        }
        lock (_changed) _changed.Add(work.Id);
    }

    /// <summary>
    /// The ledger learns which flags both sides have now, of the folders whose changes are all made; after the rows of new copies, which are written while the lanes are still at work.
    /// </summary>
    public void MoveBases(IReadOnlyList<FolderWork> works)
    {
        var changes = new LedgerChanges();
        foreach (var work in works.Where(w => _changed.Contains(w.Id))) MoveBases(work, changes);
        if (!changes.IsEmpty) context.Ledger.Commit(changes);
    }

    private void MoveBases(FolderWork work, LedgerChanges changes)
    {
        var byUid = work.Flags.GroupBy(f => f.TargetUid).ToDictionary(g => g.Key, g => g.Last());
        LedgerRows.Change(context.Ledger, work.Id, UidSet.Of(byUid.Keys), row =>
        {
            var flags = byUid[row.TargetUid];
            return row with { Source = context.Keywords.Base(flags.SourceNow), Target = context.Keywords.Base(flags.TargetAfter) };
        }, changes);
    }
}
