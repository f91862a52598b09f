namespace Godwit.Sync;

/// <summary>What one commit writes: all of it or nothing.</summary>
public sealed class LedgerChanges
{
    /// <summary>Records to insert or replace, by their id.</summary>
    public List<FolderRecord> Folders { get; } = [];

    /// <summary>Ids of records to delete with their pairs and skipped items.</summary>
    public List<int> ForgottenFolders { get; } = [];

    /// <summary>New rows a folder, in the order in which they are to be kept.</summary>
    public Dictionary<int, List<PairRow>> NewPairs { get; } = [];

    /// <summary>Tables as read from this ledger, whose changed segments are to be written.</summary>
    public Dictionary<int, PairTable> ChangedTables { get; } = [];

    /// <summary>Folders whose pairs are replaced by these (a relinked folder, a compaction).</summary>
    public Dictionary<int, List<PairRow>> ReplacedPairs { get; } = [];

    /// <summary>Items to insert or replace, by folder and uid.</summary>
    public List<SkippedItem> Skipped { get; } = [];

    /// <summary>Items that are no longer skipped.</summary>
    public List<(int FolderId, uint SourceUid)> NoLongerSkipped { get; } = [];

    /// <summary>True when there is nothing to write.</summary>
    public bool IsEmpty => Folders.Count == 0 && ForgottenFolders.Count == 0 && NewPairs.Count == 0 && ChangedTables.Count == 0
        && ReplacedPairs.Count == 0 && Skipped.Count == 0 && NoLongerSkipped.Count == 0;
}
