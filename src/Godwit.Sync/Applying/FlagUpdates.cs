namespace Godwit.Sync;

/// <summary>
/// Makes a folder's planned flag changes, messages with the same change in one set, and moves the bases on. The ledger learns of each folder's changes at once. Were it told later, a flag that the
/// source takes back after a crash in between would look like a change of the target's user.
/// </summary>
internal sealed class FlagUpdates(PassContext context)
{
    public void Make(FolderWork work, IMailboxTarget target)
    {
        if (work.Flags.Count == 0) return;
        foreach (var group in work.Flags.Where(f => !f.Change.IsEmpty).GroupBy(f => f.Change))
        {
            var uids = UidSet.Of(group.Select(f => f.TargetUid));
            foreach (var set in uids.Chunk(long.MaxValue))
                target.ChangeFlags(work.TargetFolder, work.TargetGeneration, set, group.Key.Add, group.Key.Remove, context.Cancellation);
            context.Tally.Updated(uids.Count);
        }
        MoveBases(work);
    }

    private void MoveBases(FolderWork work)
    {
        var byUid = new Dictionary<uint, PlannedFlags>();
        foreach (var planned in work.Flags) byUid[planned.TargetUid] = planned;   // the last one counts
        var changes = new LedgerChanges();
        LedgerRows.Change(context.Ledger, work.Id, UidSet.Of(byUid.Keys), row =>
        {
            var flags = byUid[row.TargetUid];
            return row with { Source = context.Keywords.Base(flags.SourceNow), Target = context.Keywords.Base(flags.TargetAfter) };
        }, changes);
        if (!changes.IsEmpty) context.Ledger.Commit(changes);
    }
}
