namespace Godwit.Sync;

/// <summary>
/// Finds a known folder of the target that neither generation nor place gives away: it was renamed and rebuilt, and the ledger has lost the tail that would tell. It is where most of its messages are.
/// </summary>
internal static class FolderByContent
{
    private const int Sample = 50;

    /// <summary>The folder, among those that nobody else is, that holds at least half of a sample of the record's messages, and more than any other; null when there is none.</summary>
    public static FolderEntry? Find(FolderRecord record, IReadOnlyList<FolderEntry> unclaimed, PassContext context)
    {
        if (unclaimed.Count == 0) return null;
        var table = context.Ledger.ReadPairs(record.Id);
        var rows = table.InOrderOf(SyncSide.Target.Uid, static row => SyncSide.Target.Has(row) && row.Header != 0);
        if (rows.Length == 0) return null;
        var count = Math.Min(Sample, rows.Length);
        var keys = Enumerable.Range(0, count).Select(i => Key(table[rows[(int)((long)i * rows.Length / count)]])).ToList();
        var (best, most) = ((FolderEntry?)null, (count - 1) / 2);
        foreach (var entry in unclaimed)
        {
            var held = CountHeldIfReadable(entry, keys, context);
            if (held > most) (best, most) = (entry, held);
        }
        return best;
    }

    private static (long, ulong) Key(PairRow row) => (row.ReceivedSeconds, row.Header);

    private static int CountHeldIfReadable(FolderEntry entry, List<(long Received, ulong Header)> keys, PassContext context)
    {
        try { return CountHeld(entry, keys, context); }
        catch (FaultException e) when (PassContext.EndsFolder(e)) { return 0; }
    }

    private static int CountHeld(FolderEntry entry, List<(long Received, ulong Header)> keys, PassContext context)
    {
        var dates = keys.Select(static k => k.Received).ToHashSet();
        var (possible, received) = (new UidSet.Builder(), new Dictionary<uint, long>());
        FolderGeneration generation;
        using (var listing = context.Target.ListMessages(entry.Folder, default, null, context.Cancellation))
        {
            generation = listing.Status.Generation;
            while (listing.MoveNext(out var message))
            {
                var seconds = message.Received?.UnixSeconds ?? PairRow.NoDate;
                if (!dates.Contains(seconds)) continue;
                possible.Add(message.Uid);
                received[message.Uid] = seconds;
            }
        }
        var headers = DigestReader.Read(context.Target, entry.Folder, generation, possible.Build(), MessagePart.Header, context.Cancellation);
        var there = headers.Select(h => (received[h.Key], h.Value.Header)).ToHashSet();
        return keys.Count(there.Contains);
    }
}
