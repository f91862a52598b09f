namespace Godwit.Sync;

/// <summary>What became of a folder that the ledger knows.</summary>
/// <param name="Record">The ledger's record.</param>
/// <param name="Found">The folder now; null when it is gone.</param>
/// <param name="IsRebuilt">True when its uids mean nothing any more (UIDVALIDITY changed): it must be relinked by content.</param>
internal sealed record KnownFolder(FolderRecord Record, FolderEntry? Found, bool IsRebuilt);

/// <summary>
/// Finds the ledger's folders in a listing of one side: by the store's own identifier, else by path and generation, else (a renamed folder) by generation, UIDNEXT and a sample of its messages, one to one;
/// a folder at the old path with another generation was rebuilt, where the record has messages that could tell: an empty one lays no claim to a place by its name alone, which may be another's by now. Swapped names and a rename with a new folder in the old place come out right because a generation counts more than a path.
/// </summary>
internal static class FolderIdentity
{
    /// <summary>One answer a record. <paramref name="sampleAgrees"/> looks whether a folder holds the messages that a record speaks of, <paramref name="hasMessages"/> whether it speaks of any on this side.</summary>
    public static IReadOnlyList<KnownFolder> Match(
        IReadOnlyList<FolderRecord> records, IReadOnlyList<FolderEntry> listed, SyncSide side, Func<FolderRecord, FolderEntry, bool> sampleAgrees, Func<FolderRecord, bool> hasMessages)
    {
        var open = new List<FolderRecord>(records);
        var free = new List<FolderEntry>(listed);
        var found = new Dictionary<int, KnownFolder>();

        Pair((record, entry) => side.Record(record).ObjectId is { } id && id == entry.Folder.ObjectId, isRebuilt: (record, entry) => !SameGeneration(record, entry));
        Pair((record, entry) => side.Record(record).Path == entry.Folder.Path && SameGeneration(record, entry), isRebuilt: (_, _) => false);
        PairRenamed();
        Pair((record, entry) => side.Record(record).Path == entry.Folder.Path && (!side.Record(record).Generation.IsKnown || hasMessages(record)), isRebuilt: (record, _) => side.Record(record).Generation.IsKnown);
        return [.. records.Select(record => found.GetValueOrDefault(record.Id) ?? new KnownFolder(record, null, false))];

        // UIDNEXT never falls within a generation (RFC 9051 section 2.3.1.1): where it has, the store uses a UIDVALIDITY for the second time.
        bool SameGeneration(FolderRecord record, FolderEntry entry) =>
            entry.Status is { } status && status.Generation == side.Record(record).Generation && status.Generation.IsKnown && status.UidNext >= side.Record(record).UidNext;

        void Pair(Func<FolderRecord, FolderEntry, bool> same, Func<FolderRecord, FolderEntry, bool> isRebuilt)
        {
            foreach (var record in open.ToArray())
            {
                if (free.FirstOrDefault(e => same(record, e)) is not { } entry) continue;
                Settle(record, entry, isRebuilt(record, entry));
            }
        }

        // Several records may share a generation: one of them is left over from before the ledger lost its tail, and only the messages tell which.
        void PairRenamed()
        {
            foreach (var entry in free.ToArray())
            {
                var agreeing = open.Where(r => SameGeneration(r, entry) && free.Count(e => SameGeneration(r, e)) == 1 && sampleAgrees(r, entry)).ToList();
                if (agreeing.Count == 1) Settle(agreeing[0], entry, false);
            }
        }

        void Settle(FolderRecord record, FolderEntry entry, bool isRebuilt)
        {
            found[record.Id] = new KnownFolder(record, entry, isRebuilt);
            open.Remove(record);
            free.Remove(entry);
        }
    }
}
