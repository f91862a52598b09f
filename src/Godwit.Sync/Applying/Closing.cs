namespace Godwit.Sync;

/// <summary>
/// Ends a pass: where everything that a folder's listing implied has been applied, its markers move on and its intent is closed. One burst of STATUS on the target tells whether exactly our own
/// messages have been added since its listing; then they are confirmed.
/// </summary>
internal sealed class Closing(IReadOnlyList<FolderWork> works, Crew crew, PassContext context)
{
    private readonly Dictionary<int, End> _ends = [];
    private readonly Dictionary<int, SideRecord> _sources = [];

    public void Run()
    {
        var open = works.Where(w => w is { Fault: null, IsUnchanged: false, IsForgotten: false, SourceView: not null, TargetView: not null }).ToList();
        if (open.Count == 0) return;
        var withTarget = open.Where(w => w.Target is not null).ToList();
        var statuses = withTarget.Count == 0 ? [] : context.Target.ReadStatus([.. withTarget.Select(w => w.TargetFolder)], context.Cancellation);
        foreach (var (work, now) in withTarget.Zip(statuses)) context.ForFolder(work, () => _ends.Add(work.Id, new End(work, now)));
        foreach (var work in open) context.ForFolder(work, () => EndSource(work));
        crew.DoAll([.. _ends.Values.Where(e => e.NeedsLastLook).Select(e => e.Work).OrderByDescending(w => w.TargetView!.Status.Messages)], (work, pair) => LastLook(_ends[work.Id], pair.Target));
        var changes = new LedgerChanges();
        foreach (var work in open) context.ForFolder(work, () => Close(work, changes));
        context.Ledger.Commit(changes);
    }

    /// <summary>The source's side, before the last look reads all pairs of a folder that was copied for the first time: both a million rows.</summary>
    private void EndSource(FolderWork work)
    {
        _sources.Add(work.Id, SourceRecord(work));
        work.SourceView!.LetGoOfNew();
    }

    private void Close(FolderWork work, LedgerChanges changes)
    {
        work.Record = work.Record with { Source = _sources[work.Id], IntentSeconds = context.NeedsAnotherPass ? work.Record.IntentSeconds : 0 };
        work.Record = TargetRecord(work);
        changes.Folders.Add(work.Record);
        changes.Skipped.AddRange(work.Skipped);
        changes.NoLongerSkipped.AddRange(NoLongerSkipped(work).Enumerate().Select(uid => (work.Id, uid)));
    }

    /// <summary>What was tried again and came to something. A folder that is held back still has the others among those that live without a pair: forgotten here, they would never be looked at again.</summary>
    private static UidSet NoLongerSkipped(FolderWork work)
    {
        var ended = work.TriedAgain.Except(UidSet.Of(work.Skipped.Select(s => s.SourceUid)));
        return work.HoldsBack ? ended.Intersect(work.PairedSource.Build()) : ended;
    }

    /// <summary>
    /// The counts say that only our own messages were added; they say nothing of flags. So before a marker is moved beyond what we have written, what has changed since the listing has to be looked at once
    /// more: unknown when somebody else has worked there meanwhile, which the next run must see. After a folder's first copy that is done here, so that the next run has nothing to look at; later the
    /// marker stays where it is, and the next run lists the little that we have changed with whatever others have changed by then.
    /// </summary>
    private void LastLook(End end, IMailboxTarget target)
    {
        var work = end.Work;
        using var listing = target.ListMessages(work.TargetFolder, work.TargetGeneration, work.TargetView!.Status.Marker, context.Cancellation);
        var view = SideView.Read(listing, context.Ledger.ReadPairs(work.Id), SyncSide.Target, end.Strangers, context.Keywords);
        if (view is { HasChanges: false } && listing.IsDelta) end.Target = listing.Status;
    }

    /// <summary>
    /// With a filter on messages the folder is listed whole every time, so that another filter finds what this one left out; and once more after something was listed and then not given, which has
    /// vanished or was left out by a server.
    /// </summary>
    private SideRecord SourceRecord(FolderWork work)
    {
        if (work.HoldsBack || work.Source is null) return work.Record.Source;
        var view = work.SourceView!;
        var skipped = UidSet.Of(work.Skipped.Select(s => s.SourceUid));
        var filtered = context.Settings.Filter.TestsMessages;
        var paired = work.PairedSource.Build();
        var notGiven = work.ToCopy.Except(paired).Except(skipped);
        return work.Record.Source with
        {
            Marker = filtered || !notGiven.IsEmpty ? default : view.Status.Marker, UidNext = view.Status.UidNext, Messages = view.Status.Messages,
            Unpaired = filtered ? view.Unpaired.Union(skipped) : view.Unpaired.Union(view.New.Uids().Except(paired).Except(notGiven)),
        };
    }

    private FolderRecord TargetRecord(FolderWork work)
    {
        if (!_ends.TryGetValue(work.Id, out var end)) return work.Record;
        var status = end.Target ?? work.TargetView!.Status;
        return work.Record with
        {
            ConfirmedBelow = Math.Max(work.Record.ConfirmedBelow, (end.Settled ?? status).UidNext),
            Floor = work.HasUnnumbered || work.HasUntoldMoves ? work.Record.Floor : Math.Max(work.Record.Floor, work.TargetNext),
            Target = work.Record.Target with { Marker = status.Marker, UidNext = status.UidNext, Messages = status.Messages, Unpaired = end.Strangers },
        };
    }

    /// <summary>How a folder's target side ends.</summary>
    private sealed class End
    {
        public End(FolderWork work, FolderStatus? now)
        {
            var view = work.TargetView!;
            var settled = now is not null && !work.HoldsBack && now.Generation == view.Status.Generation
                && now.Messages == view.Status.Messages + work.TargetGrowth && now.UidNext == work.TargetNext;
            (Work, Settled) = (work, settled ? now : null);
            if (!MovesBeyond(view.Status.Marker)) Target = Settled;
            Strangers = view.Unpaired.Union(view.New.Uids()).Except(work.PairedTarget.Build());
        }

        public FolderWork Work { get; }

        /// <summary>How the folder stands, when nothing but our own messages came and went; else null.</summary>
        public FolderStatus? Settled { get; }

        /// <summary>What the next run may begin from; null when that is what this pass has listed.</summary>
        public FolderStatus? Target { get; set; }

        /// <summary>What others have put there.</summary>
        public UidSet Strangers { get; }

        public bool NeedsLastLook => MovesBeyond(Work.TargetView!.Status.Marker) && Work.Pairs.Count == 0;

        private bool MovesBeyond(ChangeMarker listed) => Settled is { } now && listed.IsKnown && now.Marker != listed;
    }
}
