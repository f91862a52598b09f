namespace Godwit.Sync;

/// <summary>
/// Finds the uids of messages that a target stored without telling them (no UIDPLUS): lists from the floor and matches, in order while sizes agree one by one, by content in doubt.
/// </summary>
internal static class UidLookup
{
    /// <summary>The rows with their uids; a row whose message is not found is left out, and will be looked for in the next run.</summary>
    public static List<PairRow> Find(FolderWork work, IReadOnlyList<UnnumberedCopy> copies, LanePair lanes, CancellationToken cancellation)
    {
        var candidates = Candidates(work, lanes.Target, cancellation);
        var rows = copies.Select(c => c.Row).ToList();
        if (!work.HasUntoldMoves && candidates.Count == rows.Count && InOrder(rows, candidates)) return [.. rows.Select((row, i) => Numbered(row, candidates[i].Uid))];
        var digests = DigestReader.Read(
            lanes.Target, work.TargetFolder, work.TargetGeneration, UidSet.Of(candidates.Select(c => c.Uid)), MessagePart.Whole, cancellation);
        var matches = ContentMatching.Match<ContentHash>(
            [.. copies.Select(c => (ContentHash?)c.Sent)], [.. candidates.Select(c => digests.TryGetValue(c.Uid, out var d) ? d.Content : (ContentHash?)null)]);
        var found = matches.Select(m => Numbered(rows[m.Left], candidates[m.Right].Uid)).ToList();
        found.AddRange(ByHeader(work, rows, candidates, matches, lanes, cancellation));
        return found;
    }

    private static List<MessageEntry> Candidates(FolderWork work, IMailboxTarget lane, CancellationToken cancellation)
    {
        var known = work.PairedTarget.Build().Union(work.TargetView!.Unpaired).Union(work.TargetView.New.Uids());
        var candidates = new List<MessageEntry>();
        using var listing = lane.ListFrom(work.TargetFolder, Math.Max(work.TargetView.Status.UidNext, 1), cancellation);
        while (listing.MoveNext(out var entry)) if (!known.Contains(entry.Uid)) candidates.Add(entry);
        return candidates;
    }

    private static bool InOrder(IReadOnlyList<PairRow> rows, List<MessageEntry> candidates)
    {
        for (var i = 0; i < rows.Count; i++)
            if (candidates[i].SizeHint != rows[i].Size || candidates[i].Received is { } date && date.UnixSeconds != rows[i].ReceivedSeconds) return false;
        return true;
    }

    /// <summary>
    /// A target that rewrites what it stores, or was given a repaired form: the rest is told apart by those header fields that survive, and where several are equal in these by the body too.
    /// </summary>
    private static IEnumerable<PairRow> ByHeader(
        FolderWork work, IReadOnlyList<PairRow> rows, List<MessageEntry> candidates, List<(int Left, int Right)> matches, LanePair lanes, CancellationToken cancellation)
    {
        var (left, right) = (matches.Select(m => m.Left).ToHashSet(), matches.Select(m => m.Right).ToHashSet());
        var openRows = Enumerable.Range(0, rows.Count).Where(i => !left.Contains(i)).ToList();
        var openCandidates = Enumerable.Range(0, candidates.Count).Where(i => !right.Contains(i)).ToList();
        if (openRows.Count == 0 || openCandidates.Count == 0) return [];
        var (ourUids, theirUids) = (UidSet.Of(openRows.Select(i => rows[i].SourceUid)), UidSet.Of(openCandidates.Select(i => candidates[i].Uid)));
        var ours = Prints(Headers(lanes.Source, work.SourceFolder, work.SourceGeneration, ourUids, cancellation));
        var theirs = Prints(Headers(lanes.Target, work.TargetFolder, work.TargetGeneration, theirUids, cancellation));
        var doubtful = Repeated(ours).Union(Repeated(theirs)).ToHashSet();
        foreach (var (uid, print) in FingerprintReader.Read(lanes.Source, work.SourceFolder, work.SourceGeneration, Doubtful(ours), cancellation)) ours[uid] = print;
        foreach (var (uid, print) in FingerprintReader.Read(lanes.Target, work.TargetFolder, work.TargetGeneration, Doubtful(theirs), cancellation)) theirs[uid] = print;
        return ContentMatching.Match<MessageFingerprint>([.. openRows.Select(i => Of(ours, rows[i].SourceUid))], [.. openCandidates.Select(i => Of(theirs, candidates[i].Uid))])
            .Select(m => Numbered(rows[openRows[m.Left]], candidates[openCandidates[m.Right]].Uid, PairState.Altered));

        UidSet Doubtful(Dictionary<uint, MessageFingerprint> prints) => UidSet.Of(prints.Where(p => doubtful.Contains(p.Value.Header)).Select(p => p.Key));

        static MessageFingerprint? Of(Dictionary<uint, MessageFingerprint> prints, uint uid) => prints.TryGetValue(uid, out var print) ? print : null;
    }

    private static Dictionary<uint, MessageFingerprint> Prints(Dictionary<uint, HeaderFingerprint> headers) => headers.ToDictionary(h => h.Key, h => new MessageFingerprint(h.Value, default));

    private static IEnumerable<HeaderFingerprint> Repeated(Dictionary<uint, MessageFingerprint> prints) => prints.Values.GroupBy(p => p.Header).Where(g => g.Count() > 1).Select(g => g.Key);

    private static Dictionary<uint, HeaderFingerprint> Headers(IMailboxSource lane, Folder folder, FolderGeneration generation, UidSet uids, CancellationToken cancellation)
    {
        var headers = new Dictionary<uint, HeaderFingerprint>();
        DigestReader.ForEach(lane, folder, generation, uids, MessagePart.Header, message => headers[message.Uid] = HeaderFingerprint.Of(HeaderBytes.Of(message)), cancellation);
        return headers;
    }

    private static PairRow Numbered(PairRow row, uint uid, PairState state = PairState.Alive)
    {
        row.TargetUid = uid;
        row.State |= state;
        return row;
    }
}

/// <summary>A message that was stored without being told its uid.</summary>
/// <param name="Row">Its pair so far.</param>
/// <param name="Sent">The hash of the bytes that were sent: the original's, or a repaired form's.</param>
internal sealed record UnnumberedCopy(PairRow Row, ContentHash Sent);
