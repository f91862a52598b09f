namespace Godwit.Sync;

/// <summary>Gathers what a move did, over all passes and lanes.</summary>
internal sealed class Tally
{
    private readonly Lock _gate = new();
    private readonly List<Fault> _faults = [];
    private readonly List<Fault> _retried = [];
    private readonly List<string> _notes = [];
    private long _copied, _adopted, _updated, _moved, _deleted, _bytes;

    public int Folders { get; set; }
    public int FoldersCreated { get; set; }
    public int FoldersRenamed { get; set; }
    public int FoldersDeleted { get; set; }
    public long DeletionsWaiting { get; set; }

    /// <summary>Grows with everything that is achieved: a pass that moved it has made progress.</summary>
    public long Achieved => Interlocked.Read(ref _copied) + Interlocked.Read(ref _adopted) + Interlocked.Read(ref _updated) + Interlocked.Read(ref _moved) + Interlocked.Read(ref _deleted);

    public void Copied(long bytes)
    {
        Interlocked.Increment(ref _copied);
        Interlocked.Add(ref _bytes, bytes);
    }

    public void WouldCopy(long messages, long bytes)
    {
        Interlocked.Add(ref _copied, messages);
        Interlocked.Add(ref _bytes, bytes);
    }

    /// <summary>Our own copy turned out to be the second one and was taken back.</summary>
    public void Uncopied(long bytes)
    {
        Interlocked.Decrement(ref _copied);
        Interlocked.Add(ref _bytes, -bytes);
        Adopted(1);
    }

    public void Adopted(long count) => Interlocked.Add(ref _adopted, count);
    public void Updated(long count) => Interlocked.Add(ref _updated, count);
    public void Moved(long count) => Interlocked.Add(ref _moved, count);
    public void Deleted(long count) => Interlocked.Add(ref _deleted, count);

    public void Note(string note)
    {
        lock (_gate) if (!_notes.Contains(note) && _notes.Count < 1_000) _notes.Add(note);
    }

    public void Fault(Fault fault)
    {
        lock (_gate) if (!_faults.Contains(fault) && _faults.Count < 1_000) _faults.Add(fault);
    }

    /// <summary>Faults of a pass that is followed by another one have passed.</summary>
    public void FaultsPassed()
    {
        lock (_gate)
        {
            _retried.AddRange(_faults);
            _faults.Clear();
        }
    }

    public MoveResult Result(IReadOnlyList<SkippedItem> skipped, TimeSpan elapsed)
    {
        lock (_gate)
        {
            return new MoveResult
            {
                Folders = Folders, FoldersCreated = FoldersCreated, FoldersRenamed = FoldersRenamed, FoldersDeleted = FoldersDeleted,
                ItemsCopied = _copied, ItemsAdopted = _adopted, ItemsUpdated = _updated, ItemsMoved = _moved, ItemsDeleted = _deleted,
                DeletionsWaiting = DeletionsWaiting, BytesCopied = _bytes, Elapsed = elapsed,
                Skipped = skipped, Faults = [.. _faults], Notes = [.. _notes], Retried = [.. _retried],
            };
        }
    }
}
