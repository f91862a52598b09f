namespace Godwit.Sync;

/// <summary>Lists both sides of a folder, as a delta where they can, and compares them with the ledger.</summary>
internal sealed class Comparison(PassContext context)
{
    /// <summary>Waits until folders with a young intent have shown nothing new for a while: whatever a dead process still had on its way has landed then.</summary>
    public void WaitForQuiet(IReadOnlyList<FolderWork> works)
    {
        var watched = works.Where(w => w.IsWatched && w.Target is not null).Select(w => w.TargetFolder).ToList();
        if (watched.Count == 0 || context.Settings.DryRun) return;
        context.Progress.Phase = MovePhase.WaitingForQuiet;
        var clock = context.Environment.Clock;
        var (start, quietSince) = (clock.GetTimestamp(), clock.GetTimestamp());
        var before = UidNexts(watched);
        while (clock.GetElapsedTime(quietSince) < context.Settings.QuietTime && clock.GetElapsedTime(start) < context.Settings.YoungIntent)
        {
            context.Environment.Pause(context.Settings.QuietTime / 6, context.Cancellation);
            context.Cancellation.ThrowIfCancellationRequested();
            var now = UidNexts(watched);
            if (!now.SequenceEqual(before)) quietSince = clock.GetTimestamp();
            before = now;
        }
    }

    private List<uint> UidNexts(IReadOnlyList<Folder> folders) => [.. context.Target.ReadStatus(folders, context.Cancellation).Select(s => s?.UidNext ?? 0)];

    /// <summary>Fills the folder's two views.</summary>
    public void Compare(FolderWork work)
    {
        work.Pairs = context.Ledger.ReadPairs(work.Id);
        if (work.SourceRebuilt) Relinker.Relink(work, SyncSide.Source, context);
        if (work.TargetRebuilt) Relinker.Relink(work, SyncSide.Target, context);
        work.TriedAgain = TriedAgain(work.Id);
        work.SourceView = View(work, work.Source, SyncSide.Source, context.Source);
        // A folder that does not exist (yet) has nothing in it, and nothing of what is known is anywhere.
        work.TargetView = View(work, work.Target, SyncSide.Target, context.Target);
        work.TargetNext = work.TargetView.Status.UidNext;
        if (work.Source is not null) work.Record = work.Record with { Source = work.Record.Source with { Generation = work.SourceView.Status.Generation } };
        if (work.Target is not null) work.Record = work.Record with { Target = work.Record.Target with { Generation = work.TargetView.Status.Generation } };
    }

    private UidSet TriedAgain(int folder) => UidSet.Of(context.Ledger.Skipped.Where(s => s.FolderId == folder && context.IsTriedAgain(s)).Select(s => s.SourceUid));

    private SideView View(FolderWork work, FolderEntry? entry, SyncSide side, IMailboxSource lane)
    {
        if (entry is null) return SideView.Nothing(work.Pairs, side);
        var (folder, record) = (entry.Folder, side.Record(work.Record));
        // Where there are no pairs yet, what counts is that this is the folder that was seen when the trees were read: two folders may have exchanged their names since.
        var expected = record.Generation.IsKnown && work.Pairs.Count > 0 ? record.Generation : entry.Status?.Generation ?? default;
        var again = side == SyncSide.Source ? work.TriedAgain : UidSet.Empty;
        var unpaired = record.Unpaired.Except(again);
        return (record.Marker.IsKnown && again.IsEmpty ? List(record.Marker) : null) ?? List(null)!;

        SideView? List(ChangeMarker? since)
        {
            using var listing = lane.ListMessages(folder, record.Generation, since, context.Cancellation);
            var generation = listing.Status.Generation;
            if (expected.IsKnown && generation != expected)
                throw new FaultException(new Fault(ConnectorFaults.GenerationChanged, side == SyncSide.Source ? Side.Source : Side.Target,
                    $"The folder {folder.Path} was rebuilt while it was being looked at (UIDVALIDITY {expected} became {generation})."));
            return SideView.Read(listing, work.Pairs, side, unpaired, context.Keywords);
        }
    }
}
