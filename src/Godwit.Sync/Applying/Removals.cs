using System.Globalization;

namespace Godwit.Sync;

/// <summary>
/// Removes from the target what is gone from the source: after every copy, within what the guard lets through, never what has turned up in another folder meanwhile, never what somebody touched a
/// moment ago, and only by uid. A folder whose source is gone goes when it is empty and we made it.
/// </summary>
internal sealed class Removals(IReadOnlyList<FolderWork> works, PassContext context)
{
    private readonly object _look = new();
    private HashSet<(long, long)> _arrived = [];
    private bool _looked, _mayGo;

    /// <summary>True while anything is to be removed.</summary>
    public bool HasAny => works.Any(w => w.Removals.Count > 0);

    /// <summary>Checks the guard. What may not go yet is held back, so that the next run sees it again.</summary>
    public void Guard(long livePairs)
    {
        var count = works.Sum(w => (long)w.Removals.Count);
        if (count == 0) return;
        var fault = context.Target.Traits.Moves.CanRemove ? RemovalGuard.Check(count, livePairs, context.Settings.ApprovedDeletions) : CannotRemove(count);
        if (fault is null) return;
        context.Tally.Fault(fault);
        if (fault.Kind == SyncFaults.DeletionsWait) context.Tally.DeletionsWaiting = count;
        foreach (var work in works.Where(w => w.Removals.Count > 0)) HoldBack(work);
    }

    private static Fault CannotRemove(long count) => new(SyncFaults.CannotRemove, Side.Target, string.Create(CultureInfo.InvariantCulture,
        $"{count} messages are gone from the source, and the target cannot remove single messages by uid (no UIDPLUS); they stay there."));

    private static void HoldBack(FolderWork work)
    {
        work.Removals.Clear();
        work.HoldsBack = true;
    }

    /// <summary>
    /// Gathers sizes and dates of what is in any source folder and not copied, new or skipped: a message may have been filed from a folder that we listed late into one that we listed early, or into one that
    /// could not be copied.
    /// </summary>
    public void Prepare()
    {
        if (!HasAny) return;
        _arrived = works.SelectMany(NotCopied).ToHashSet();
        _arrived.UnionWith(context.Ledger.Skipped.Select(s => (s.Size, s.Received?.UnixSeconds ?? PairRow.NoDate)));
    }

    /// <summary>Looks at the source once more before anything is removed; <see cref="Make"/> waits for it. True when removals may go on.</summary>
    public bool LookForArrivals()
    {
        var mayGo = false;
        try { return mayGo = HasAny && AddsArrived(); }
        catch (FaultException e) when (PassContext.EndsFolder(e)) { return false; }
        finally
        {
            lock (_look)
            {
                (_looked, _mayGo) = (true, mayGo);
                Monitor.PulseAll(_look);
            }
        }
    }

    /// <summary>True when the look is over and nothing may be removed.</summary>
    private bool MustWait
    {
        get { lock (_look) return _looked && !_mayGo; }
    }

    private bool MayGo()
    {
        lock (_look)
        {
            while (!_looked) Monitor.Wait(_look);
            return _mayGo;
        }
    }

    /// <summary>Where the source's folders themselves have changed, or could not be looked at, all removals wait for another pass.</summary>
    public void HoldBackWhatMustWait()
    {
        if (_mayGo || !HasAny) return;
        foreach (var work in works.Where(w => w.Removals.Count > 0)) HoldBack(work);
        context.NeedsAnotherPass = true;
    }

    /// <summary>Adds what has come to any source folder since it was listed. False when the folders themselves have changed or one could not be looked at, for then it may be anywhere.</summary>
    private bool AddsArrived()
    {
        var tree = FolderTree.Read(context.Source, context.Cancellation).ToDictionary(e => e.Folder.WireName, e => e.Status);
        if (!context.SourceNames.SetEquals(tree.Keys)) return false;
        var folders = works.Where(w => w.Source is not null).ToList();
        // Relinked and then not listed: the record's counters are new, and what has come to it is not known.
        if (folders.Exists(w => w is { SourceView: null, SourceRebuilt: true })) return false;
        foreach (var work in folders)
        {
            var status = tree[work.SourceFolder.WireName];
            var (generation, listedUpTo) = work.SourceView is { Status: var listed } ? (listed.Generation, listed.UidNext) : (work.Record.Source.Generation, work.Record.Source.UidNext);
            if (status is null || status.Generation != generation) return false;
            if (status.UidNext <= listedUpTo) continue;
            using var listing = context.Source.ListFrom(work.SourceFolder, Math.Max(listedUpTo, 1), context.Cancellation);
            while (listing.MoveNext(out var entry)) _arrived.Add((entry.SizeHint, entry.Received?.UnixSeconds ?? PairRow.NoDate));
        }
        return true;
    }

    private static IEnumerable<(long, long)> NotCopied(FolderWork work)
    {
        if (work.SourceView is null) yield break;
        var paired = work.PairedSource.Build();
        var messages = work.SourceView.New;
        for (var i = 0; i < messages.Count; i++)
            if (!paired.Contains(messages[i].Uid)) yield return (messages[i].Size, messages[i].ReceivedSeconds);
    }

    /// <summary>Which of a folder's candidates somebody has touched since they were compared, with their flags now. Opens the folder.</summary>
    public IReadOnlyDictionary<uint, MessageFlags> Touched(FolderWork work, IMailboxTarget target) => work.Removals.Count == 0 || MustWait ? new Dictionary<uint, MessageFlags>() : TouchedNow(work, target);

    /// <summary>Removes a folder's candidates but for those, when the source has been looked at.</summary>
    public void Make(FolderWork work, IMailboxTarget target, IReadOnlyDictionary<uint, MessageFlags> touched)
    {
        if (work.Removals.Count == 0) return;
        if (!MayGo()) return;
        var removable = work.Removals.FindAll(r => !_arrived.Contains((r.Size, r.ReceivedSeconds)) && !touched.ContainsKey(r.TargetUid));
        if (work.Removals.Exists(r => _arrived.Contains((r.Size, r.ReceivedSeconds)))) work.HoldsBack = true;
        var changes = new LedgerChanges();
        if (touched.Count > 0)
        {
            context.Tally.Note($"{touched.Count} messages are gone from the source and stay on the target because their flags were changed there.");
            LedgerRows.Change(context.Ledger, work.Id, UidSet.Of(touched.Keys),
                row => row with { State = row.State | PairState.SourceGone | PairState.Touched, Target = context.Keywords.Base(touched[row.TargetUid]) }, changes);
        }
        var uids = UidSet.Of(removable.Select(r => r.TargetUid));
        foreach (var set in uids.Chunk(long.MaxValue)) target.RemoveMessages(work.TargetFolder, work.TargetGeneration, set, context.Cancellation);
        LedgerRows.Change(context.Ledger, work.Id, uids, row => row with { State = row.State | PairState.Tombstone }, changes);
        if (!changes.IsEmpty) context.Ledger.Commit(changes);
        work.TargetGrowth -= uids.Count;
        context.Tally.Deleted(uids.Count);
    }

    /// <summary>Candidates whose flags have changed since they were compared, with their flags now.</summary>
    private Dictionary<uint, MessageFlags> TouchedNow(FolderWork work, IMailboxTarget target)
    {
        var candidates = work.Removals.ToDictionary(r => r.TargetUid);
        var touched = new Dictionary<uint, MessageFlags>();
        var marker = work.TargetView!.Status.Marker;
        using var listing = target.ListMessages(work.TargetFolder, work.TargetGeneration, marker.IsKnown ? marker : null, context.Cancellation);
        while (listing.MoveNext(out var entry))
        {
            if (!candidates.TryGetValue(entry.Uid, out var row)) continue;
            if (TouchedFlags.Differ(context.Keywords.Flags(row.Target), entry.Flags)) touched[entry.Uid] = entry.Flags;
        }
        return touched;
    }

    /// <summary>Deletes target folders that we made, whose source is gone and which are empty now, children first.</summary>
    public void DeleteEmptiedFolders()
    {
        if (context.Settings.Deletions != DeletionPolicy.Mirror) return;
        foreach (var work in works.Where(w => w.Source is null && w is { Fault: null, HoldsBack: false }).OrderByDescending(w => w.Record.Target.Path.Depth))
            context.ForFolder(work, () => DeleteEmptied(work));
    }

    private void DeleteEmptied(FolderWork work)
    {
        if (work.Target is { } target)
        {
            if (!work.Record.CreatedByUs || target.Folder.Path.IsInbox) return;
            var status = context.Target.ReadStatus([target.Folder], context.Cancellation)[0];
            if (status is null || status.Messages > 0 || HasChildren(target.Folder)) return;
            context.Target.DeleteFolder(target.Folder, context.Cancellation);
            context.Tally.FoldersDeleted++;
        }
        var changes = new LedgerChanges();
        changes.ForgottenFolders.Add(work.Id);
        context.Ledger.Commit(changes);
        work.IsForgotten = true;
    }

    private bool HasChildren(Folder folder) => works.Any(w => !w.IsForgotten && w.Target is { } target && target.Folder.Path.IsBelow(folder.Path));
}
