namespace Godwit.Sync;

/// <summary>
/// Reads both folder trees, finds the ledger's folders in them, decides where each source folder goes, and makes the target's tree so: renames first, then what is missing.
/// </summary>
internal sealed class Survey(PassContext context)
{
    private readonly List<FolderEntry> _sourceTree = [];
    private readonly List<FolderEntry> _targetTree = [];
    private MessageFilter _filter = context.Settings.Filter;
    private readonly Dictionary<int, FolderPath> _places = [];
    private List<FolderWork> _works = [];

    /// <summary>The work of this pass: one for each source folder that takes part, and for each known one that is gone.</summary>
    public List<FolderWork> Run()
    {
        context.Progress.Phase = MovePhase.ListingFolders;
        var (source, target) = BothSides.Do(context.IsParallel, () => FolderTree.Read(context.Source, context.Cancellation), () => FolderTree.Read(context.Target, context.Cancellation));
        _sourceTree.AddRange(source);
        _targetTree.AddRange(target);
        _filter = context.Settings.Filter.For([.. _sourceTree.Select(e => e.Folder)]);
        context.SourceNames = _sourceTree.Select(e => e.Folder.WireName).ToHashSet();
        var records = context.Ledger.Folders;
        var known = FolderIdentity.Match(records, [.. _sourceTree.Where(e => e.Folder.HoldsMessages)], SyncSide.Source, SampleAgreesOnSource, record => HasMessages(record, SyncSide.Source));
        var knownOnTarget = FolderIdentity.Match(records, [.. _targetTree.Where(e => e.Folder.HoldsMessages)], SyncSide.Target, SampleAgreesOnTarget, record => HasMessages(record, SyncSide.Target))
            .ToDictionary(k => k.Record.Id);

        var works = known.Where(k => TakesPart(k)).Select(k => Known(k, knownOnTarget[k.Record.Id])).ToList();
        works.AddRange(NewFolders(known, records));
        _works = works;
        if (records.Count == 0) AnnounceListings();
        PlaceAll(works, known);
        foreach (var work in works.Where(w => w.Source is not null)) MarkUnchanged(work);
        TellOfViews();
        return works;
    }

    /// <summary>In a first run every folder is listed whole: a far source answers while the target's folders are made.</summary>
    private void AnnounceListings()
    {
        if (context.IsParallel && context.Source is IReadsAhead source) source.ExpectListings([.. _works.Select(w => w.SourceFolder)]);
    }

    /// <summary>A view of all mail is left out unless it is named, since what it shows is in other folders too; but perhaps not everything, and that must be said.</summary>
    private void TellOfViews()
    {
        if (context.Settings.Filter.IncludeFolders.Count > 0 || context.Settings.Filter.ExcludeFolders.Count > 0) return;
        foreach (var view in _sourceTree.Where(e => e.Folder is { Role: SpecialUse.All, HoldsMessages: true }))
            context.Tally.Note($"{view.Folder.Path} shows all mail and was left out; messages that are in no other folder are moved only when it is named: #All#.");
    }

    /// <summary>A folder that is gone takes part where it would if it were there: nothing outside the filter is ever removed.</summary>
    private bool TakesPart(KnownFolder known) => _filter.Takes(known.Found?.Folder ?? new Folder(known.Record.Source.Path, ""));

    private static FolderWork Known(KnownFolder source, KnownFolder target) => new(source.Record)
    {
        Source = source.Found, SourceRebuilt = source.IsRebuilt, Target = target.Found, TargetRebuilt = target.IsRebuilt,
    };

    private IEnumerable<FolderWork> NewFolders(IReadOnlyList<KnownFolder> known, IReadOnlyList<FolderRecord> records)
    {
        var taken = known.Where(k => k.Found is not null).Select(k => k.Found!.Folder.WireName).ToHashSet();
        var next = records.Count == 0 ? 1 : records.Max(r => r.Id) + 1;
        foreach (var entry in _sourceTree)
        {
            if (!entry.Folder.HoldsMessages || taken.Contains(entry.Folder.WireName) || !_filter.Takes(entry.Folder)) continue;
            yield return new FolderWork(new FolderRecord(next++)
            {
                Source = new SideRecord(entry.Folder.Path) { ObjectId = entry.Folder.ObjectId },
                Target = new SideRecord(entry.Folder.Path),
            }) { Source = entry };
        }
    }

    // ---- where folders go -------------------------------------------------------------------------------------------------------------------------------

    private void PlaceAll(List<FolderWork> works, IReadOnlyList<KnownFolder> known)
    {
        var recorded = context.Ledger.Folders.Select(r => r.Id).ToHashSet();
        var stays = new Dictionary<FolderPath, FolderPath>();
        foreach (var k in known)
        {
            // A renamed source folder is placed anew; one that kept its path stays where it is, wherever the target's users have put it.
            if (k.Found is { } found && found.Folder.Path == k.Record.Source.Path && PlaceOnTarget(works, k.Record) is { } place) stays[found.Folder.Path] = place;
        }
        var mapped = FolderMapping.Map([.. _sourceTree.Select(e => e.Folder)], [.. _targetTree.Select(e => e.Folder)], context.Target.Traits.Naming, stays)
            .ToDictionary(m => m.Source.WireName);
        foreach (var work in works.Where(w => w.Source is not null)) _places[work.Id] = mapped[work.SourceFolder.WireName].TargetPath;
        // What is known is renamed first, so that a new folder of an old name does not take the old one's place.
        var inOrder = works.Where(w => w.Source is not null).OrderBy(w => w.Source!.Folder.Path.Depth).ToList();
        var (old, fresh) = (inOrder.FindAll(w => recorded.Contains(w.Id)), inOrder.FindAll(w => !recorded.Contains(w.Id)));
        foreach (var work in old) Place(work, mapped[work.SourceFolder.WireName], isRecorded: true);
        MakeTogether(fresh.Select(w => mapped[w.SourceFolder.WireName]));
        foreach (var work in fresh) Place(work, mapped[work.SourceFolder.WireName], isRecorded: false);
    }

    /// <summary>The folders that are missing, in a flight or two where the target can; each is then found made when its turn comes.</summary>
    private void MakeTogether(IEnumerable<MappedFolder> wanted)
    {
        if (context.Settings.DryRun || context.Target is not IMakesFoldersTogether together) return;
        var there = _targetTree.Where(e => e.Folder.HoldsMessages).Select(e => e.Folder.Path).ToHashSet();
        var missing = wanted.Where(m => !there.Contains(m.TargetPath)).Select(m => new WantedFolder(m.TargetPath, m.Source.Role, m.Source.IsSubscribed == true)).ToList();
        if (missing.Count > 1) together.MakeFolders(missing, context.Cancellation);
    }

    /// <summary>Null for a folder that is gone from the target: its old name may be another one's by now.</summary>
    private static FolderPath? PlaceOnTarget(List<FolderWork> works, FolderRecord record) =>
        works.FirstOrDefault(w => w.Id == record.Id) is { } work ? work.Target?.Folder.Path : record.Target.Path;

    private void Place(FolderWork work, MappedFolder mapped, bool isRecorded)
    {
        if (mapped.Why is { } why) context.Tally.Note($"{mapped.Source.Path} is {mapped.TargetPath} on the target: {why}.");
        context.ForFolder(work, () =>
        {
            if (isRecorded && work.Target is { } target && target.Folder.Path != mapped.TargetPath) Rename(work, target, mapped.TargetPath);
            // A known folder that is gone from the target was deleted there; it is made again only when something has to be copied into it.
            if (work.Target is null && isRecorded) TakeRebuilt(work, mapped = Unclaimed(mapped));
            if (work.Target is null && isRecorded) TakeByContent(work, mapped);
            if (work.Target is null && !isRecorded) work = Create(work, mapped);
            var place = work.Target?.Folder.Path ?? mapped.TargetPath;
            work.IsRenamed = isRecorded && (work.Record.Source.Path != mapped.Source.Path || work.Record.Target.Path != place);
            work.Record = work.Record with
            {
                Source = work.Record.Source with { Path = mapped.Source.Path, ObjectId = mapped.Source.ObjectId },
                Target = work.Record.Target with { Path = place, ObjectId = work.Target?.Folder.ObjectId ?? work.Record.Target.ObjectId },
            };
        });
    }

    private void Rename(FolderWork work, FolderEntry target, FolderPath path)
    {
        if (_targetTree.FirstOrDefault(e => e.Folder.Path == path) is { } already && !StepsAside(already))
        {
            context.Tally.Note($"{work.SourceName} keeps its name {target.Folder.Path} on the target: {path} is taken there.");
            return;
        }
        context.Tally.FoldersRenamed++;
        if (context.Settings.DryRun) return;
        // No folder can move below itself: its old name is wanted by a new one above it.
        if (path.IsBelow(work.Target!.Folder.Path)) Rename(work.Target.Folder, Aside(work.Target.Folder.Path));
        Rename(work.Target.Folder, path);
    }

    /// <summary>Two folders that have exchanged their names: the one in the way gets another name for a moment. After a crash in between it is found by what it is, and gets its new name then.</summary>
    private bool StepsAside(FolderEntry inTheWay)
    {
        var moves = _works.Exists(w => w.Target?.Folder.WireName == inTheWay.Folder.WireName && _places.TryGetValue(w.Id, out var place) && place != inTheWay.Folder.Path);
        if (!moves || context.Settings.DryRun || inTheWay.Folder.Path.IsInbox) return moves;
        Rename(inTheWay.Folder, Aside(inTheWay.Folder.Path));
        return true;
    }

    private FolderPath Aside(FolderPath path)
    {
        var number = 0;
        FolderPath aside;
        do { aside = Beside(path, $"{path.Name} aside{++number}"); } while (_targetTree.Exists(e => e.Folder.Path == aside));
        return aside;
    }

    private static FolderPath Beside(FolderPath path, string name) => path.Parent is { } parent ? parent.Child(name) : FolderPath.Of(name);

    /// <summary>Renames, and takes the new names of the folder and of everything below it over into what was listed.</summary>
    private void Rename(Folder folder, FolderPath to)
    {
        var from = folder.Path;
        context.Target.RenameFolder(folder, to, context.Cancellation);
        var fresh = context.Target.ListFolders(context.Cancellation).ToDictionary(e => e.Folder.Path);
        for (var i = 0; i < _targetTree.Count; i++)
        {
            var path = _targetTree[i].Folder.Path.Rebase(from, to);
            if (fresh.TryGetValue(path, out var entry)) _targetTree[i] = _targetTree[i] with { Folder = entry.Folder };
        }
        var carried = _works.Where(w => w.Target is { } target && target.Folder.Path.Rebase(from, to) != target.Folder.Path).ToList();
        foreach (var work in _works)
            if (work.Target is { } target && fresh.TryGetValue(target.Folder.Path.Rebase(from, to), out var entry)) work.Target = target with { Folder = entry.Folder };
        NoticeRebuilt(carried);
    }

    /// <summary>Courier gives a renamed folder another UIDVALIDITY: the messages are the same, and are recognised by their content as in any folder that was rebuilt.</summary>
    private void NoticeRebuilt(List<FolderWork> renamed)
    {
        var statuses = context.Target.ReadStatus([.. renamed.Select(w => w.TargetFolder)], context.Cancellation);
        foreach (var (work, status) in renamed.Zip(statuses))
        {
            if (status is null || work.Target!.Status?.Generation is not { IsKnown: true } before) continue;
            work.TargetRebuilt |= status.Generation != before;
            work.Target = work.Target with { Status = status };
        }
    }

    /// <summary>A place beside the mapped one where another known folder, whose source is gone, still stands there.</summary>
    private MappedFolder Unclaimed(MappedFolder mapped)
    {
        var (path, number) = (mapped.TargetPath, 1);
        while (_works.Exists(w => w.Target?.Folder.Path == path))
            path = Beside(mapped.TargetPath, NameRules.Fit($"{mapped.TargetPath.Name} ({++number})", context.Target.Traits.Naming));
        return mapped with { TargetPath = path };
    }

    /// <summary>A folder that nobody else is stands where the known one belongs: it was renamed and rebuilt (the ledger may have lost the rename), and is relinked by content.</summary>
    private void TakeRebuilt(FolderWork work, MappedFolder mapped)
    {
        if (_targetTree.FirstOrDefault(e => e.Folder.Path == mapped.TargetPath && e.Folder.HoldsMessages) is not { } there) return;
        if (_works.Exists(w => w.Target?.Folder.WireName == there.Folder.WireName)) return;
        (work.Target, work.TargetRebuilt, work.IsTakenOver) = (there, true, true);
    }

    /// <summary>A folder that nobody else is holds the known one's messages: it was renamed and rebuilt, and the ledger has lost the rename.</summary>
    private void TakeByContent(FolderWork work, MappedFolder mapped)
    {
        var unclaimed = _targetTree.FindAll(e => e.Folder.HoldsMessages && !_works.Exists(w => w.Target?.Folder.WireName == e.Folder.WireName));
        if (FolderByContent.Find(work.Record, unclaimed, context) is not { } there) return;
        (work.Target, work.TargetRebuilt, work.IsTakenOver) = (there, true, true);
        if (there.Folder.Path != mapped.TargetPath) Rename(work, there, mapped.TargetPath);
    }

    /// <summary>Gives the new folder its place on the target; the answer is the work that goes on with it.</summary>
    private FolderWork Create(FolderWork work, MappedFolder mapped)
    {
        if (_targetTree.FirstOrDefault(e => e.Folder.Path == mapped.TargetPath && e.Folder.HoldsMessages) is { } entry)
        {
            if (_works.Find(w => w.Target?.Folder.WireName == entry.Folder.WireName) is { } other) return TakeOver(other, work, entry.Folder);
            work.Target = entry;
            return work;
        }
        context.Tally.FoldersCreated++;
        if (context.Settings.DryRun) return work;
        var folder = context.Target.CreateFolder(mapped.TargetPath, mapped.Source.Role, context.Cancellation);
        if (mapped.Source.IsSubscribed == true) Subscribe(folder);
        work.Target = new FolderEntry(folder, null);
        _targetTree.Add(work.Target);
        work.Record = work.Record with { CreatedByUs = true };
        return work;
    }

    /// <summary>
    /// The ledger knows the target's folder, and has lost sight of its source (its tail was lost, or the source's folder was made anew): the same record goes on, its messages are linked by content.
    /// </summary>
    private FolderWork TakeOver(FolderWork known, FolderWork anew, Folder place)
    {
        if (known.Source is not null)
            throw new FaultException(new Fault(ConnectorFaults.FolderRefused, Side.Target, $"{anew.SourceFolder.Path} cannot be {place.Path} on the target: {known.SourceFolder.Path} is."));
        (known.Source, known.SourceRebuilt, known.IsTakenOver) = (anew.Source, true, true);
        _works.Remove(anew);
        return known;
    }

    private void Subscribe(Folder folder)
    {
        try { context.Target.SetSubscribed(folder, true, context.Cancellation); }
        catch (FaultException e) when (PassContext.EndsFolder(e)) { context.Tally.Note($"{folder.Path} could not be subscribed to: {e.Fault.Told}"); }
    }

    // ---- what is the same -------------------------------------------------------------------------------------------------------------------------------

    private void MarkUnchanged(FolderWork work)
    {
        work.IsUnchanged = work is { IsRenamed: false, Record.IntentSeconds: 0 } && !work.SourceRebuilt && !work.TargetRebuilt
            && Same(work.Source, work.Record.Source) && Same(work.Target, work.Record.Target)
            && !context.Ledger.Skipped.Any(s => s.FolderId == work.Id && context.IsTriedAgain(s));
        // However old: an intent is dated before the first message, which may be hours later, and what a blocked socket holds is sent after the process has died.
        work.IsWatched = work.Record.IntentSeconds != 0;
    }

    private static bool Same(FolderEntry? entry, SideRecord record) =>
        entry?.Status is { } status && status.Marker.IsKnown && status.Marker == record.Marker && status.Generation == record.Generation
        && status.UidNext == record.UidNext && status.Messages == record.Messages;

    private bool HasMessages(FolderRecord record, SyncSide side) => context.Ledger.ReadPairs(record.Id).InOrderOf(side.Uid, side.Has).Length > 0;

    private bool SampleAgreesOnSource(FolderRecord record, FolderEntry entry) => SampleAgrees(record, entry, SyncSide.Source, context.Source);

    private bool SampleAgreesOnTarget(FolderRecord record, FolderEntry entry) => SampleAgrees(record, entry, SyncSide.Target, context.Target);

    /// <summary>
    /// Up to five messages spread over the pairs are the ones that the ledger remembers; where all five have gone since, any of the others; where all have gone, nothing speaks against it. A folder without
    /// pairs agrees when it is as empty as it was.
    /// </summary>
    private bool SampleAgrees(FolderRecord record, FolderEntry entry, SyncSide side, IMailboxSource lane)
    {
        var table = context.Ledger.ReadPairs(record.Id);
        var rows = table.InOrderOf(side.Uid, r => side.Has(r) && side.Uid(r) != 0 && r.Header != 0);
        if (rows.Length == 0) return entry.Status!.UidNext == side.Record(record).UidNext;
        var sample = Enumerable.Range(0, Math.Min(5, rows.Length)).Select(i => table[rows[(int)((long)i * rows.Length / 5)]]).ToList();
        return Agrees(sample, entry, side, lane) ?? Agrees([.. rows.Select(r => table[r])], entry, side, lane) ?? true;
    }

    /// <summary>By header blocks, and where the stored one may be another by received dates. Null when none of the messages is there.</summary>
    private bool? Agrees(IReadOnlyList<PairRow> rows, FolderEntry entry, SyncSide side, IMailboxSource lane)
    {
        var byUid = rows.DistinctBy(side.Uid).ToDictionary(side.Uid);
        var mayDiffer = side == SyncSide.Target && (lane.Traits.Keeps.RewritesMessages || byUid.Values.Any(r => (r.State & PairState.Altered) != 0));
        if (mayDiffer) return DatesAgree(byUid, entry, lane);
        var digests = DigestReader.Read(lane, entry.Folder, entry.Status!.Generation, UidSet.Of(byUid.Keys), MessagePart.Header, context.Cancellation);
        return digests.Count == 0 ? null : digests.All(d => byUid[d.Key].Header == d.Value.Header);
    }

    private bool? DatesAgree(Dictionary<uint, PairRow> byUid, FolderEntry entry, IMailboxSource lane)
    {
        bool? agree = null;
        using var listing = lane.ListFrom(entry.Folder, byUid.Keys.Min(), context.Cancellation);
        while (listing.MoveNext(out var message))
        {
            if (!byUid.TryGetValue(message.Uid, out var row) || row.Received is not { } date) continue;
            agree = (agree ?? true) && message.Received is { } there && there.SameMoment(date);
        }
        return agree;
    }
}
