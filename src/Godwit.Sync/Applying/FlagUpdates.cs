namespace Godwit.Sync;

/// <summary>
/// Makes a folder's planned flag changes, messages with the same change in one set, and moves the bases on. The ledger learns of each folder's changes at once. Were it told later, a flag that the
/// source takes back after a crash in between would look like a change of the target's user.
/// </summary>
internal sealed class FlagUpdates(PassContext context)
{
    /// <summary>Makes what can be made. The answer is the first refusal; what was made before a failure of any kind is written down.</summary>
    public Fault? Make(FolderWork work, IMailboxTarget target)
    {
        if (work.Flags.Count == 0) return null;
        Fault? refusal = null;
        var undone = work.Flags.Select(f => f.Change).Where(c => !c.IsEmpty).ToHashSet();
        try
        {
            foreach (var group in work.Flags.Where(f => !f.Change.IsEmpty).GroupBy(f => f.Change))
            {
                if (Change(work, target, group.Key, UidSet.Of(group.Select(f => f.TargetUid))) is { } fault) refusal ??= fault;
                else undone.Remove(group.Key);
            }
        }
        finally { MoveBases(work, undone); }
        return refusal;
    }

    private Fault? Change(FolderWork work, IMailboxTarget target, FlagChange change, UidSet uids)
    {
        try
        {
            foreach (var set in uids.Chunk(long.MaxValue)) target.ChangeFlags(work.TargetFolder, work.TargetGeneration, set, change.Add, change.Remove, context.Cancellation);
        }
        catch (FaultException e) when (PassContext.EndsFolder(e)) { return e.Fault; }
        context.Tally.Updated(uids.Count);
        return null;
    }

    private void MoveBases(FolderWork work, HashSet<FlagChange> undone)
    {
        var byUid = new Dictionary<uint, PlannedFlags>();
        foreach (var planned in work.Flags) byUid[planned.TargetUid] = planned;   // the last one counts
        foreach (var waiting in work.Flags.Where(f => undone.Contains(f.Change))) byUid.Remove(waiting.TargetUid);
        var changes = new LedgerChanges();
        LedgerRows.Change(context.Ledger, work.Id, UidSet.Of(byUid.Keys), row =>
        {
            var flags = byUid[row.TargetUid];
            return row with { Source = context.Keywords.Base(flags.SourceNow), Target = context.Keywords.Base(flags.TargetAfter) };
        }, changes);
        if (!changes.IsEmpty) context.Ledger.Commit(changes);
    }
}
