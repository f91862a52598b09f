namespace Godwit.Sync;

/// <summary>
/// A folder was rebuilt on one side (UIDVALIDITY changed): its pairs keep their content and get new uids. What has an equal size, date and header block is the same message; where several
/// are equal so far, or another folder stands in the place of the one that the ledger knew, the whole content decides. On the target what is not found counts as never copied; on the source, as removed.
/// </summary>
internal static class Relinker
{
    /// <summary>Lists the side whole, relinks the pairs and commits them with the new generation.</summary>
    public static void Relink(FolderWork work, SyncSide side, PassContext context)
    {
        var isSource = side == SyncSide.Source;
        IMailboxSource lane = isSource ? context.Source : context.Target;
        var folder = isSource ? work.SourceFolder : work.TargetFolder;
        var (status, listed) = ListWhole(lane, folder, context);
        // Two folders may have exchanged their names since the trees were read: the pairs of the one would be looked for in the other.
        Comparison.ExpectGeneration(folder, side, (isSource ? work.Source : work.Target)?.Status?.Generation ?? default, status.Generation);
        var rows = All(work.Pairs).Where(r => ToRelink(r, side, isSource)).ToList();
        var matches = Match(rows, listed, lane, folder, status.Generation, byHeader: !work.IsTakenOver, context);
        var relinked = Rows(rows, listed, matches, isSource);
        relinked.AddRange(Others(work.Pairs, side, isSource));

        var before = side.Record(work.Record);
        var after = before with { Generation = status.Generation, Marker = default, UidNext = status.UidNext, Messages = 0, Unpaired = UidSet.Empty };
        work.Record = isSource
            ? work.Record with { Source = after }
            // The old floor means nothing here: whatever has no pair now is a candidate, for the ledger may have lost pairs before the rebuild.
            : work.Record with { Target = after, Source = SourceAfter(work.Record.Source, hasLost: matches.Count < rows.Count), Floor = 1, ConfirmedBelow = status.UidNext, TwinsFrom = 0 };
        context.Tally.Note($"{work.SourceName}: rebuilt on the {(isSource ? "source" : "target")} (UIDVALIDITY changed); {matches.Count} of {rows.Count} messages were recognised by their content.");
        if (context.Settings.DryRun) { work.Pairs = Table(relinked); return; }
        var changes = new LedgerChanges();
        changes.ReplacedPairs[work.Id] = relinked;
        changes.Folders.Add(work.Record);
        // What was skipped was remembered by uids that mean nothing any more; it is new to this pass.
        if (isSource) changes.NoLongerSkipped.AddRange(context.Ledger.Skipped.Where(s => s.FolderId == work.Id).Select(s => (s.FolderId, s.SourceUid)));
        context.Ledger.Commit(changes);
        work.Pairs = context.Ledger.ReadPairs(work.Id);
    }

    /// <summary>What the target has lost is new to the source's listing, which tells it only when it is read whole.</summary>
    private static SideRecord SourceAfter(SideRecord source, bool hasLost) => hasLost ? source with { Marker = default } : source;

    private static IEnumerable<PairRow> All(PairTable table) => Enumerable.Range(0, table.Count).Select(i => table[i]);

    private static bool ToRelink(in PairRow row, SyncSide side, bool isSource) => side.Has(row) || !isSource && row.OnSource && row.OnTarget;

    /// <summary>Rows that are not on this side keep what they remember of the other.</summary>
    private static IEnumerable<PairRow> Others(PairTable table, SyncSide side, bool isSource) =>
        All(table).Where(r => !ToRelink(r, side, isSource) && (r.OnSource || r.OnTarget));

    private static PairTable Table(List<PairRow> rows)
    {
        var table = new PairTable();
        var number = 0;
        foreach (var chunk in rows.Chunk(PairTable.SegmentRows)) table.AddSegment(new PairSegment(number++, chunk, chunk.Length));
        return table;
    }

    private static (FolderStatus Status, List<MessageEntry> Listed) ListWhole(IMailboxSource lane, Folder folder, PassContext context)
    {
        using var listing = lane.ListMessages(folder, default, null, context.Cancellation);
        var listed = new List<MessageEntry>();
        while (listing.MoveNext(out var entry)) listed.Add(entry);
        return (listing.Status, listed);
    }

    private static List<(int Row, int Listed)> Match(
        List<PairRow> rows, List<MessageEntry> listed, IMailboxSource lane, Folder folder, FolderGeneration generation, bool byHeader, PassContext context)
    {
        var keys = rows.Select(r => (r.Size, r.ReceivedSeconds)).ToHashSet();
        var possible = byHeader ? listed.FindAll(e => keys.Contains((e.SizeHint, e.Received?.UnixSeconds ?? PairRow.NoDate))) : [];
        var headers = DigestReader.Read(lane, folder, generation, UidSet.Of(possible.Select(e => e.Uid)), MessagePart.Header, context.Cancellation);
        // Unique on both sides: of two messages with equal headers only one may have been copied so far.
        var unique = rows.Where(r => r.Header != 0).GroupBy(r => (r.Size, r.ReceivedSeconds, r.Header)).Where(g => g.Count() == 1).Select(g => g.Key).ToHashSet();
        unique.IntersectWith(possible.Where(e => headers.ContainsKey(e.Uid)).GroupBy(e => (e.SizeHint, e.Received?.UnixSeconds ?? PairRow.NoDate, headers[e.Uid].Header))
            .Where(g => g.Count() == 1).Select(g => g.Key));
        var matches = ContentMatching.Match<(long, long, ulong)>(
            [.. rows.Select(r => unique.Contains((r.Size, r.ReceivedSeconds, r.Header)) ? (r.Size, r.ReceivedSeconds, r.Header) : ((long, long, ulong)?)null)],
            [.. listed.Select(e => headers.TryGetValue(e.Uid, out var d) ? (e.SizeHint, e.Received?.UnixSeconds ?? PairRow.NoDate, d.Header) : ((long, long, ulong)?)null)]);
        var (doneRows, doneListed) = (matches.Select(m => m.Left).ToHashSet(), matches.Select(m => m.Right).ToHashSet());
        var openRows = Enumerable.Range(0, rows.Count).Where(i => !doneRows.Contains(i) && rows[i].Content.IsKnown).ToArray();
        var openListed = Enumerable.Range(0, listed.Count).Where(i => !doneListed.Contains(i)).ToArray();
        if (openRows.Length == 0 || openListed.Length == 0) return matches;
        var contents = DigestReader.Read(lane, folder, generation, UidSet.Of(openListed.Select(i => listed[i].Uid)), MessagePart.Whole, context.Cancellation);
        matches.AddRange(ContentMatching.Match<ContentHash>(
                [.. openRows.Select(i => (ContentHash?)rows[i].Content)],
                [.. openListed.Select(i => contents.TryGetValue(listed[i].Uid, out var d) ? d.Content : (ContentHash?)null)])
            .Select(m => (openRows[m.Left], openListed[m.Right])));
        return matches;
    }

    private static List<PairRow> Rows(List<PairRow> rows, List<MessageEntry> listed, List<(int Row, int Listed)> matches, bool isSource)
    {
        var uids = matches.ToDictionary(m => m.Row, m => listed[m.Listed].Uid);
        var result = new List<PairRow>(rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            if (uids.TryGetValue(i, out var uid)) { if (isSource) row.SourceUid = uid; else row.TargetUid = uid; }
            else if (isSource) row.SourceUid = 0;   // known to be nowhere: the next comparison finds it gone
            else continue;
            result.Add(row);
        }
        return result;
    }
}
