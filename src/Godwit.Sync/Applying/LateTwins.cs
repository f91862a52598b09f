namespace Godwit.Sync;

/// <summary>
/// A dead run's last appends may be stored after we looked for them and copied the same messages again. When uids turn up that nobody can account for, they are read; the twin of a message that
/// we have just copied is claimed for its pair, and our own copy, whose uid the target told us in this session, is taken back.
/// </summary>
internal sealed class LateTwins(FolderWork work, IMailboxTarget lane, PassContext context, Checkpointer checkpointer)
{
    private readonly Dictionary<uint, MessageFlags> _flagsOfOurs = [];

    public void TakeBack(IReadOnlyList<PairRow> ours)
    {
        if (ours.Count == 0) return;
        var unknown = Unknown(ours);
        if (unknown.Count == 0) return;
        checkpointer.Flush();
        var digests = DigestReader.Read(lane, work.TargetFolder, work.TargetGeneration, UidSet.Of(unknown.Keys), MessagePart.Whole, context.Cancellation).OrderBy(d => d.Key).ToList();
        var twins = ContentMatching.Match<ContentHash>([.. ours.Select(r => (ContentHash?)r.Content)], [.. digests.Select(d => (ContentHash?)d.Value.Content)])
            .Select(t => (Ours: ours[t.Left], Twin: digests[t.Right].Key)).ToList();
        var left = unknown.Where(u => !twins.Exists(t => t.Twin == u.Key)).ToDictionary();
        if (left.Count > 0) twins.AddRange(Altered([.. ours.Except(twins.Select(t => t.Ours))], left));
        if (twins.Count > 0) Exchange([.. twins.Select(t => (t.Ours, unknown[t.Twin]))]);
    }

    /// <summary>Where the target rewrites messages, or we repaired one, the two stored copies are compared.</summary>
    private IEnumerable<(PairRow Ours, uint Twin)> Altered(List<PairRow> ours, Dictionary<uint, MessageEntry> unknown)
    {
        var dates = unknown.Values.Select(Seconds).ToHashSet();
        var possible = ours.Where(r => r.ReceivedSeconds == PairRow.NoDate || dates.Contains(r.ReceivedSeconds)).ToList();
        if (possible.Count == 0) return [];
        var fingerprints = FingerprintReader.Read(
            lane, work.TargetFolder, work.TargetGeneration, UidSet.Of(possible.Select(r => r.TargetUid).Concat(unknown.Keys)), context.Cancellation);
        var right = unknown.Keys.Order().ToList();
        return ContentMatching.Match<MessageFingerprint>([.. possible.Select(r => Fingerprint(r.TargetUid))], [.. right.Select(Fingerprint)])
            .Select(m => (possible[m.Left], right[m.Right]));

        MessageFingerprint? Fingerprint(uint uid) => fingerprints.TryGetValue(uid, out var fingerprint) ? fingerprint : null;
    }

    private static long Seconds(MessageEntry entry) => entry.Received?.UnixSeconds ?? PairRow.NoDate;

    /// <summary>What nobody can account for.</summary>
    private Dictionary<uint, MessageEntry> Unknown(IReadOnlyList<PairRow> ours)
    {
        var known = work.PairedTarget.Build().Union(work.TargetView!.Unpaired).Union(work.TargetView.New.Uids());
        var uidsOfOurs = UidSet.Of(ours.Select(r => r.TargetUid));
        var listed = new Dictionary<uint, MessageEntry>();
        using var listing = lane.ListFrom(work.TargetFolder, Math.Max(work.TargetView.Status.UidNext, 1), context.Cancellation);
        while (listing.MoveNext(out var entry))
        {
            if (uidsOfOurs.Contains(entry.Uid)) _flagsOfOurs[entry.Uid] = entry.Flags;
            else if (!known.Contains(entry.Uid)) listed[entry.Uid] = entry;
        }
        return listed;
    }

    /// <summary>The dead run's copy has the flags of its time; those that came since on the source, or that somebody gave our copy, are added. The answer is what it has then.</summary>
    private MessageFlags AddMissingFlags(in PairRow ours, in MessageEntry twin)
    {
        var source = context.Keywords.Flags(ours.Source);
        var change = FlagMerge.Merge(MessageFlags.None, source.Union(_flagsOfOurs.GetValueOrDefault(ours.TargetUid)), twin.Flags, work.TargetView!.Status.Accepts);
        if (!change.IsEmpty) lane.ChangeFlags(work.TargetFolder, work.TargetGeneration, UidSet.Of(twin.Uid), change.Add, MessageFlags.None, context.Cancellation);
        return twin.Flags.Union(change.Add);
    }

    private void Exchange(IReadOnlyList<(PairRow Ours, MessageEntry Twin)> twins)
    {
        if (!lane.Traits.Moves.CanRemove)
        {
            context.Tally.Note($"{work.SourceName}: {twins.Count} messages are on the target twice, because an interrupted run's copies came late and the target cannot remove single messages.");
            return;
        }
        // Our copies go before the ledger learns it: after a crash in between, the pairs are looked for by content and the twins found.
        var changes = new LedgerChanges();
        var rows = new List<PairRow>();
        foreach (var (ours, twin) in twins)
        {
            rows.Add(ours with { TargetUid = twin.Uid, Target = context.Keywords.Base(AddMissingFlags(ours, twin)) });
            work.Claim(twin.Uid);
        }
        changes.NewPairs[work.Id] = rows;
        LedgerRows.Change(context.Ledger, work.Id, UidSet.Of(twins.Select(t => t.Ours.TargetUid)), row => row with { State = row.State | PairState.Tombstone }, changes);
        lane.RemoveMessages(work.TargetFolder, work.TargetGeneration, UidSet.Of(twins.Select(t => t.Ours.TargetUid)), context.Cancellation);
        context.Ledger.Commit(changes);
        foreach (var (ours, _) in twins) context.Tally.Uncopied(ours.Size);
    }
}
