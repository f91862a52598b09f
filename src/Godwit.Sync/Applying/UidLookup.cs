namespace Godwit.Sync;

/// <summary>
/// Finds the uids of messages that a target stored without telling them (no UIDPLUS): lists from the floor and matches, in order while sizes agree one by one, by content in doubt.
/// </summary>
internal static class UidLookup
{
    /// <summary>The rows with their uids; a row whose message is not found is left out, and will be looked for in the next run.</summary>
    public static List<PairRow> Find(FolderWork work, IReadOnlyList<PairRow> rows, IMailboxTarget lane, CancellationToken cancellation)
    {
        var candidates = Candidates(work, lane, cancellation);
        if (!work.HasUntoldMoves && candidates.Count == rows.Count && InOrder(rows, candidates)) return [.. rows.Select((row, i) => Numbered(row, candidates[i].Uid))];
        var digests = DigestReader.Read(
            lane, work.TargetFolder, work.TargetGeneration, UidSet.Of(candidates.Select(c => c.Uid)), MessagePart.Whole, cancellation);
        var matches = ContentMatching.Match<ContentHash>(
            [.. rows.Select(r => (ContentHash?)r.Content)], [.. candidates.Select(c => digests.TryGetValue(c.Uid, out var d) ? d.Content : (ContentHash?)null)]);
        var found = matches.Select(m => Numbered(rows[m.Left], candidates[m.Right].Uid)).ToList();
        found.AddRange(ByDate(rows, candidates, matches));
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

    /// <summary>A target that rewrites what it stores: the rest is told apart by its received date, in order.</summary>
    private static IEnumerable<PairRow> ByDate(IReadOnlyList<PairRow> rows, List<MessageEntry> candidates, List<(int Left, int Right)> matches)
    {
        var (left, right) = (matches.Select(m => m.Left).ToHashSet(), matches.Select(m => m.Right).ToHashSet());
        var openRows = Enumerable.Range(0, rows.Count).Where(i => !left.Contains(i)).ToList();
        var openCandidates = Enumerable.Range(0, candidates.Count).Where(i => !right.Contains(i)).ToList();
        return ContentMatching.Match<long>(
                [.. openRows.Select(i => (long?)rows[i].ReceivedSeconds)], [.. openCandidates.Select(i => candidates[i].Received?.UnixSeconds)])
            .Select(m => Numbered(rows[openRows[m.Left]], candidates[openCandidates[m.Right]].Uid, PairState.Altered));
    }

    private static PairRow Numbered(PairRow row, uint uid, PairState state = PairState.Alive)
    {
        row.TargetUid = uid;
        row.State |= state;
        return row;
    }
}
