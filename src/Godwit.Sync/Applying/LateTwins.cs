namespace Godwit.Sync;

/// <summary>
/// A run that was broken off may have left appends with the server, which stores them after we have looked for them and copied the same messages again: seconds later as a rule, after the end of our
/// run where the server is busy. So from the run that recovers on, and for an hour, what turns up in its folders without anybody to account for it is read; the twin of a message that we have copied
/// since is claimed for its pair, and our own copy, whose uid we know, is taken back. The first run after that hour looks for the last time. Never is the last copy taken back: where ours has gone
/// meanwhile, the twin stays, and is the pair's from then on: ours was removed by somebody, or by ourselves in a run of which the ledger has lost the tail.
/// </summary>
internal sealed class LateTwins(FolderWork work, PassContext context)
{
    private const long ExpectedForSeconds = 3600;
    private readonly IMailboxTarget _lane = context.Target;
    private readonly Dictionary<uint, MessageFlags> _flagsOfOurs = [];
    private readonly HashSet<uint> _known = [];
    private readonly HashSet<uint> _retired = [];

    private uint ListedBelow => work.TargetView!.Status.UidNext;

    /// <summary>The record of a folder whose last run was broken off: what is copied from this uid on may have a twin.</summary>
    public static FolderRecord Expect(FolderRecord record, uint uidNext, long now) =>
        record with { TwinsFrom = record.TwinsFrom != 0 ? record.TwinsFrom : Math.Max(uidNext, 1), TwinsUntil = now + ExpectedForSeconds };

    /// <summary>Looks for twins in every folder that may have some; nothing is asked of the target where none has.</summary>
    public static void TakeBack(IEnumerable<FolderWork> works, PassContext context)
    {
        foreach (var work in works.Where(w => w is { Fault: null, IsForgotten: false, Record.TwinsFrom: > 0 }))
        {
            context.Progress.Phase = MovePhase.TakingBack;
            context.ForFolder(work, () => TakeBack(work, context));
        }
    }

    private static void TakeBack(FolderWork work, PassContext context)
    {
        var isLast = context.NowSeconds > work.Record.TwinsUntil;
        if (work is { Target: not null, TargetView: not null, SourceView: not null }) new LateTwins(work, context).TakeBack();
        if (isLast) ExpectNoMore(work, context);
    }

    /// <summary>Written down at once where the folder is not looked at in this pass: nothing new is there, and what comes later is not ours.</summary>
    private static void ExpectNoMore(FolderWork work, PassContext context)
    {
        work.Record = work.Record with { TwinsFrom = 0, TwinsUntil = 0 };
        if (!work.IsUnchanged) return;
        var changes = new LedgerChanges();
        changes.Folders.Add(work.Record);
        context.Ledger.Commit(changes);
    }

    /// <summary>True for a message on the target that this would claim at the end of the pass, in place of the copy that we have made in the same folder since.</summary>
    public static bool HasOne(FolderWork work, uint uid, ContentHash content)
    {
        if (work.Record.TwinsFrom == 0 || uid < work.Record.TwinsFrom) return false;
        for (var i = 0; i < work.Pairs.Count; i++)
        {
            ref readonly var row = ref work.Pairs[i];
            var stays = row.OnSource ? !work.SourceView!.IsGone(i) : !work.TargetView!.IsGone(i);
            if (stays && row.Content == content && MayHaveOne(row, work.Record) && !work.Leaving.Contains(row.TargetUid)) return true;
        }
        return work.Found.Exists(row => row.Content == content && MayHaveOne(row, work.Record));
    }

    private static bool MayHaveOne(in PairRow row, FolderRecord record) =>
        (row.OnSource || row.OnTarget) && row is { Origin: PairOrigin.Copied, Content.IsKnown: true } && row.TargetUid >= record.TwinsFrom;

    /// <summary>Until none is found: of a message that was sent again and again several may have come late. First those go to a pair whose copy is gone: of identical messages the last copy might be taken back else.</summary>
    private void TakeBack()
    {
        GiveToBereft();
        while (TakeBackOne()) { }
    }

    /// <summary>A twin that is all there is of its message goes to the pair. What the source has changed since is merged in another pass, which lists the folder whole.</summary>
    private void GiveToBereft()
    {
        var bereft = Ours().FindAll(r => !r.OnTarget);
        var unknown = bereft.Count == 0 ? [] : Unknown(bereft).Where(u => !_retired.Contains(u.Key)).ToDictionary();
        if (unknown.Count == 0) return;
        var given = Equal(bereft, unknown).ToDictionary(t => (t.Ours.SourceUid, t.Ours.TargetUid), t => unknown[t.Twin]);
        if (given.Count == 0) return;
        var table = context.Ledger.ReadPairs(work.Id);
        for (var i = 0; i < table.Count; i++)
        {
            if (table[i] is not { OnSource: true, OnTarget: false } || !given.TryGetValue((table[i].SourceUid, table[i].TargetUid), out var twin)) continue;
            ref var row = ref table.Change(i);
            (row.TargetUid, row.Target, row.State) = (twin.Uid, context.Keywords.Base(AddMissingFlags(row, twin)), row.State & ~PairState.TargetGone);
            work.Claim(twin.Uid);
        }
        var changes = new LedgerChanges { ChangedTables = { [work.Id] = table } };
        context.Ledger.Commit(changes);
        context.Tally.Adopted(given.Count);
        work.Record = work.Record with { Source = work.Record.Source with { Marker = default } };
        work.HoldsBack = context.NeedsAnotherPass = true;
    }

    /// <summary>Takes back one copy of each message that has a twin; true when there was one.</summary>
    private bool TakeBackOne()
    {
        var ours = Ours().FindAll(r => r.OnTarget);
        if (ours.Count == 0) return false;
        var unknown = Unknown(ours);
        if (unknown.Count == 0) return false;
        var twins = Equal(ours, unknown);
        var left = unknown.Where(u => !twins.Exists(t => t.Twin == u.Key)).ToDictionary();
        if (left.Count > 0) twins.AddRange(Altered([.. ours.Except(twins.Select(t => t.Ours))], left));
        return twins.Count > 0 && Exchange([.. twins.Select(t => (t.Ours, unknown[t.Twin]))]);
    }

    private List<(PairRow Ours, uint Twin)> Equal(List<PairRow> ours, Dictionary<uint, MessageEntry> unknown)
    {
        var digests = DigestReader.Read(_lane, work.TargetFolder, work.TargetGeneration, UidSet.Of(unknown.Keys), MessagePart.Whole, context.Cancellation).OrderBy(d => d.Key).ToList();
        return [.. ContentMatching.Match<ContentHash, (long, FlagBase)>([.. ours.Select(r => (ContentHash?)r.Content)], [.. digests.Select(d => (ContentHash?)d.Value.Content)],
                [.. ours.Select(r => (r.ReceivedSeconds, r.Target))], [.. digests.Select(d => (Seconds(unknown[d.Key]), context.Keywords.Base(unknown[d.Key].Flags)))], Settler.MayHaveBeen)
            .Select(t => (ours[t.Left], digests[t.Right].Key))];
    }

    /// <summary>What we have copied since and one side or both have. Gathers which target uids are accounted for, and which should be gone because their exchange was decided.</summary>
    private List<PairRow> Ours()
    {
        var (table, ours) = (context.Ledger.ReadPairs(work.Id), new List<PairRow>());
        for (var i = 0; i < table.Count; i++)
        {
            ref readonly var row = ref table[i];
            if (row.OnTarget) _known.Add(row.TargetUid);
            else if (!row.OnSource) _retired.Add(row.TargetUid);
            if (MayHaveOne(row, work.Record)) ours.Add(row);
        }
        return ours;
    }

    /// <summary>Where the target rewrites messages, or we repaired one, the two stored copies are compared.</summary>
    private IEnumerable<(PairRow Ours, uint Twin)> Altered(List<PairRow> ours, Dictionary<uint, MessageEntry> unknown)
    {
        var dates = unknown.Values.Select(Seconds).ToHashSet();
        var possible = ours.Where(r => r.ReceivedSeconds == PairRow.NoDate || dates.Contains(r.ReceivedSeconds)).ToList();
        if (possible.Count == 0) return [];
        var fingerprints = FingerprintReader.Read(
            _lane, work.TargetFolder, work.TargetGeneration, UidSet.Of(possible.Select(r => r.TargetUid).Concat(unknown.Keys)), context.Cancellation);
        var right = unknown.Keys.Order().ToList();
        return ContentMatching.Match<MessageFingerprint>([.. possible.Select(r => Fingerprint(r.TargetUid))], [.. right.Select(Fingerprint)])
            .Select(m => (possible[m.Left], right[m.Right]));

        MessageFingerprint? Fingerprint(uint uid) => fingerprints.TryGetValue(uid, out var fingerprint) ? fingerprint : null;
    }

    private static long Seconds(MessageEntry entry) => entry.Received?.UnixSeconds ?? PairRow.NoDate;

    /// <summary>What nobody can account for: at or above the floor, or left over from an exchange that was broken off.</summary>
    private Dictionary<uint, MessageEntry> Unknown(List<PairRow> ours)
    {
        var (known, uidsOfOurs) = (work.PairedTarget.Build().Union(work.TargetView!.Unpaired), UidSet.Of(ours.Select(r => r.TargetUid)));
        var listed = new Dictionary<uint, MessageEntry>();
        using var listing = _lane.ListFrom(work.TargetFolder, work.Record.TwinsFrom, context.Cancellation);
        while (listing.MoveNext(out var entry))
        {
            if (uidsOfOurs.Contains(entry.Uid)) _flagsOfOurs[entry.Uid] = entry.Flags;
            else if (!_known.Contains(entry.Uid) && !known.Contains(entry.Uid) && (entry.Uid >= work.Record.Floor || _retired.Contains(entry.Uid))) listed[entry.Uid] = entry;
        }
        return listed;
    }

    /// <summary>The dead run's copy has the flags of its time; those that came since on the source, or that somebody gave our copy, are added. The answer is what it has then.</summary>
    private MessageFlags AddMissingFlags(in PairRow ours, in MessageEntry twin)
    {
        var source = context.Keywords.Flags(ours.Source);
        var change = FlagMerge.Merge(MessageFlags.None, source.Union(_flagsOfOurs.GetValueOrDefault(ours.TargetUid)), twin.Flags, work.TargetView!.Status.Accepts);
        if (!change.IsEmpty) _lane.ChangeFlags(work.TargetFolder, work.TargetGeneration, UidSet.Of(twin.Uid), change.Add, MessageFlags.None, context.Cancellation);
        return twin.Flags.Union(change.Add);
    }

    /// <summary>The twins get the pairs; false where our copies cannot be removed.</summary>
    private bool Exchange(IReadOnlyList<(PairRow Ours, MessageEntry Twin)> twins)
    {
        if (!_lane.Traits.Moves.CanRemove)
        {
            context.Tally.Note($"{work.SourceName}: {twins.Count} messages are on the target twice, because an interrupted run's copies came late and the target cannot remove single messages.");
            return false;
        }
        // The ledger learns it before our copies go: one that is still there after a crash in between is the twin of the next run.
        var changes = new LedgerChanges();
        var rows = new List<PairRow>();
        foreach (var (ours, twin) in twins)
        {
            rows.Add(ours with { TargetUid = twin.Uid, Target = context.Keywords.Base(AddMissingFlags(ours, twin)) });
            work.Claim(twin.Uid);
        }
        changes.NewPairs[work.Id] = rows;
        LedgerRows.Change(context.Ledger, work.Id, UidSet.Of(twins.Select(t => t.Ours.TargetUid)), row => row with { State = row.State | PairState.Tombstone }, changes);
        context.Ledger.Commit(changes);
        _lane.RemoveMessages(work.TargetFolder, work.TargetGeneration, UidSet.Of(twins.Select(t => t.Ours.TargetUid)), context.Cancellation);
        foreach (var (ours, twin) in twins) Count(ours, twin);
        return true;
    }

    private void Count(in PairRow ours, in MessageEntry twin)
    {
        if (ours.TargetUid >= ListedBelow) context.Tally.Uncopied(ours.Size);
        work.TargetGrowth += twin.Uid >= ListedBelow ? 0 : -1;
    }
}
