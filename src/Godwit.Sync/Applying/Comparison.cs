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

    /// <summary>Fills the two views of each folder. Both sides are listed at the same time where that may be; a folder that was rebuilt is relinked first, and then everything goes in turn.</summary>
    public void Compare(IReadOnlyList<FolderWork> works)
    {
        foreach (var work in works) context.ForFolder(work, () => Begin(work));
        var atOnce = context.IsParallel && !works.Any(w => w.SourceRebuilt || w.TargetRebuilt);
        if (atOnce) ListAtOnce(works);
        else foreach (var work in works) context.ForFolder(work, () => ListInTurn(work));
    }

    private void Begin(FolderWork work)
    {
        work.Pairs = context.Ledger.ReadPairs(work.Id);
        if (work.SourceRebuilt) Relinker.Relink(work, SyncSide.Source, context);
        if (work.TargetRebuilt) Relinker.Relink(work, SyncSide.Target, context);
        work.TriedAgain = Skipped(work.Id, again: true);
    }

    private void ListInTurn(FolderWork work) => Take(work, View(work, SyncSide.Source), View(work, SyncSide.Target));

    private void ListAtOnce(IReadOnlyList<FolderWork> works)
    {
        var open = works.Where(w => w.Fault is null).ToList();
        Announce(open, SyncSide.Source);
        Announce(open, SyncSide.Target);
        var (source, target) = BothSides.Do(atOnce: true, () => Views(open, SyncSide.Source), () => Views(open, SyncSide.Target));
        for (var i = 0; i < open.Count; i++)
        {
            var (work, from, to) = (open[i], source[i], target[i]);
            context.ForFolder(work, () => Take(work, from.Get(), to.Get()));
        }
    }

    /// <summary>The lane may ask for all of them at once.</summary>
    private void Announce(List<FolderWork> works, SyncSide side)
    {
        if (Lane(side) is not IReadsAhead lane) return;
        lane.ExpectListings([.. works.Where(w => Entry(w, side) is not null).Select(w => new ExpectedListing(Entry(w, side)!.Folder, side.Record(w.Record).Generation, Since(w, side)))]);
    }

    /// <summary>One side's views of these folders, each or what stopped it. After a fault that reaches beyond the folder the lane is closed, and so the rest ends at once.</summary>
    private List<Outcome> Views(List<FolderWork> works, SyncSide side) => works.ConvertAll(work =>
    {
        try { return new Outcome(View(work, side), null); }
        catch (FaultException e) { return new Outcome(null, e); }
    });

    private static void Take(FolderWork work, SideView source, SideView target)
    {
        (work.SourceView, work.TargetView) = (source, target);
        work.TargetNext = target.Status.UidNext;
        if (work.Source is not null) work.Record = work.Record with { Source = Listed(work.Record.Source, source) };
        if (work.Target is not null) work.Record = work.Record with { Target = work.Record.Target with { Generation = target.Status.Generation } };
    }

    /// <summary>
    /// What a whole listing shows may be older than the marker, and what is paired of it now has changes that are still to be made: changes since that marker would not tell them to the pass after one that
    /// was broken off. So the marker means nothing until the pass is closed.
    /// </summary>
    private static SideRecord Listed(SideRecord record, SideView view) => record with { Generation = view.Status.Generation, Marker = view.IsWhole ? default : record.Marker };

    private IMailboxSource Lane(SyncSide side) => side == SyncSide.Source ? context.Source : context.Target;

    private static FolderEntry? Entry(FolderWork work, SyncSide side) => side == SyncSide.Source ? work.Source : work.Target;

    /// <summary>The point from which changes are enough; null where the folder is listed whole.</summary>
    private static ChangeMarker? Since(FolderWork work, SyncSide side)
    {
        var marker = side.Record(work.Record).Marker;
        return marker.IsKnown && (side == SyncSide.Target || work.TriedAgain.IsEmpty) ? marker : null;
    }

    /// <summary>What earlier runs have skipped of the folder: what this one tries again, or the others.</summary>
    private UidSet Skipped(int folder, bool again) => UidSet.Of(context.Ledger.Skipped.Where(s => s.FolderId == folder && context.IsTriedAgain(s) == again).Select(s => s.SourceUid));

    private SideView View(FolderWork work, SyncSide side)
    {
        // A folder that does not exist (yet) has nothing in it, and nothing of what is known is anywhere.
        if (Entry(work, side) is not { } entry) return SideView.Nothing(work.Pairs, side);
        var (folder, record) = (entry.Folder, side.Record(work.Record));
        // Where there are no pairs yet, what counts is that this is the folder that was seen when the trees were read: two folders may have exchanged their names since.
        var expected = record.Generation.IsKnown && work.Pairs.Count > 0 ? record.Generation : entry.Status?.Generation ?? default;
        // On the source only a skipped message has a reason to live without a pair: any other is new, whatever became of its pair.
        var unpaired = side == SyncSide.Source ? record.Unpaired.Intersect(Skipped(work.Id, again: false)) : record.Unpaired;
        return (Since(work, side) is { } since ? List(since) : null) ?? List(null)!;

        SideView? List(ChangeMarker? since)
        {
            using var listing = Lane(side).ListMessages(folder, record.Generation, since, context.Cancellation);
            ExpectGeneration(folder, side, expected, listing.Status.Generation);
            return SideView.Read(listing, work.Pairs, side, unpaired, context.Keywords);
        }
    }

    /// <summary>Ends the folder's part in this pass where another folder was listed than was seen before.</summary>
    public static void ExpectGeneration(Folder folder, SyncSide side, FolderGeneration expected, FolderGeneration generation)
    {
        if (!expected.IsKnown || generation == expected) return;
        throw new FaultException(new Fault(ConnectorFaults.GenerationChanged, side.Side,
            $"The folder {folder.Path} was rebuilt while it was being looked at (UIDVALIDITY {expected} became {generation})."));
    }

    /// <summary>A view, or what stopped it.</summary>
    private sealed record Outcome(SideView? View, FaultException? Fault)
    {
        public SideView Get() => View ?? throw new FaultException(Fault!.Fault, Fault);
    }
}
