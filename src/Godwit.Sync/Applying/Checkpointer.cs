namespace Godwit.Sync;

/// <summary>
/// Takes the rows of copied messages from the lanes and commits them, at most once in a while and off the copy path: on the thread that reads the target's answers. A commit that fails
/// is kept and thrown to the copying threads, so that no connector has to carry it.
/// </summary>
internal sealed class Checkpointer(ILedger ledger, TimeProvider clock, TimeSpan every)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, Pending> _pending = [];
    private long _last = clock.GetTimestamp();
    private FaultException? _failure;

    /// <summary>Adds a row; commits when it is time.</summary>
    public void Add(FolderWork work, in PairRow row)
    {
        lock (_gate)
        {
            if (!_pending.TryGetValue(work.Id, out var pending)) _pending[work.Id] = pending = new Pending(work, []);
            pending.Rows.Add(row);
            if (_failure is null && clock.GetElapsedTime(_last) >= every) Commit();
        }
    }

    /// <summary>Throws what stopped an earlier commit.</summary>
    public void ThrowIfFailed()
    {
        if (Volatile.Read(ref _failure) is { } failure) throw new FaultException(failure.Fault, failure);
    }

    /// <summary>Commits what is left.</summary>
    public void Flush()
    {
        lock (_gate) if (_failure is null) Commit();
        ThrowIfFailed();
    }

    private void Commit()
    {
        _last = clock.GetTimestamp();
        if (_pending.Count == 0) return;
        var changes = new LedgerChanges();
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        foreach (var (work, rows) in _pending.Values)
        {
            changes.NewPairs[work.Id] = rows;
            changes.NoLongerSkipped.AddRange(work.NoLongerSkipped(rows));
            changes.Folders.Add(RaiseFloor(work, rows[^1].TargetUid, now));
        }
        try
        {
            ledger.Commit(changes);
            _pending.Clear();
        }
        catch (FaultException e) { _failure = e; }
    }

    /// <summary>
    /// Groups of one folder are answered in order, so everything below the last uid is ours and recorded, or not ours. Not where a late append of an earlier run may still come up, nor while the target has
    /// kept quiet about some uids.
    /// </summary>
    private static FolderRecord RaiseFloor(FolderWork work, uint lastUid, long now) =>
        work.Record = work.Record.TwinsFrom != 0 || work.HasUnnumbered || work.HasUntoldMoves || lastUid == 0
            ? work.Record with { IntentSeconds = now }
            : work.Record with { IntentSeconds = now, Floor = Math.Max(work.Record.Floor, lastUid + 1) };

    private sealed record Pending(FolderWork Work, List<PairRow> Rows);
}
