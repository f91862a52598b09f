namespace Godwit.Store;

/// <summary>Everything in a state file, and how a commit changes it. Used under the ledger's lock and, for changes, inside a transaction.</summary>
internal sealed class Contents(Database database)
{
    private readonly KeywordRows _keywordRows = new(database);
    private Statement? _writeHead;
    private StateHead? _head;

    public FolderTable Folders { get; } = new(database);

    public SkippedTable Skipped { get; } = new(database);

    public PairStore Pairs { get; } = new(database);

    /// <summary>Reads everything but the segments, and gives the keyword sets in their order.</summary>
    /// <exception cref="DamagedStateException">Something was changed or is missing.</exception>
    public KeywordTable Load(StateHead head)
    {
        _head = head;
        Folders.Load(head.Folders);
        Skipped.Load(head.Skipped);
        Pairs.Load(head.Shelves);
        _keywordRows.Load(head.Keywords);
        return _keywordRows.ToTable();
    }

    /// <summary>Writes the changes, in the order in which <see cref="MemoryLedger"/> applies them.</summary>
    public void Apply(LedgerChanges changes, KeywordTable keywords)
    {
        _keywordRows.Append(keywords);
        foreach (var record in changes.Folders) Folders.Put(record);
        foreach (var (folder, table) in changes.ChangedTables) Pairs.Write(folder, table.Segments.Where(static s => s.IsDirty));
        foreach (var (folder, rows) in changes.ReplacedPairs) Replace(folder, rows);
        foreach (var (folder, rows) in changes.NewPairs) Pairs.Append(folder, rows);
        foreach (var item in changes.Skipped) Skipped.Put(item);
        foreach (var (folder, uid) in changes.NoLongerSkipped) Skipped.Remove(RowKey.Of(folder, uid));
        foreach (var folder in changes.ForgottenFolders) Forget(folder);
        WriteHead();
    }

    /// <summary>Writes packed segments; nothing else changes.</summary>
    public void Apply(int folder, Compaction compaction)
    {
        Pairs.Write(folder, compaction);
        WriteHead();
    }

    private void Replace(int folder, List<PairRow> rows)
    {
        Pairs.Forget(folder);
        Pairs.Append(folder, rows);
    }

    private void Forget(int folder)
    {
        Folders.Remove(folder);
        Pairs.Forget(folder);
        Skipped.RemoveRange(RowKey.First(folder), RowKey.Last(folder));
    }

    private void WriteHead()
    {
        _head = _head! with { Folders = Folders.Tally, Skipped = Skipped.Tally, Keywords = _keywordRows.Tally, Shelves = Pairs.Tally };
        _head.Write(_writeHead ??= database.Prepare(StateHead.WriteSql));
    }
}
