namespace Godwit.Sync;

/// <summary>
/// Copies the planned folders, the largest first, through as many pairs of lanes as the settings say: whole folders each, so that target uids follow source uids. With one pair everything
/// happens on the calling thread.
/// </summary>
internal sealed class Copying(IReadOnlyList<FolderWork> works, Lanes lanes, PassContext context)
{
    private readonly Checkpointer _checkpointer = new(context.Ledger, context.Environment.Clock, context.Settings.CheckpointEvery);
    private readonly Queue<FolderWork> _queue = new(works.Where(w => w.Fault is null && w.Target is not null && !w.ToCopy.IsEmpty).OrderByDescending(w => w.BytesToCopy).ThenBy(w => w.Id));
    private readonly Lock _gate = new();
    private Exception? _failure;

    public void Run()
    {
        if (_queue.Count == 0) return;
        context.Progress.Phase = MovePhase.Copying;
        // The listings came through the first pair: its connections have opened their windows, the others have to grow theirs. So it takes the largest folder, which would be the last to end.
        var largest = Next();
        var threads = Enumerable.Range(1, Math.Min(context.Lanes, _queue.Count + 1) - 1).Select(StartLane).ToList();
        WorkOn(context.First, largest);
        foreach (var thread in threads) thread.Join();
        try { _checkpointer.Flush(); }
        catch (FaultException e) { _failure ??= e; }
        if (_failure is FaultException fault) throw new FaultException(fault.Fault, fault);
        if (_failure is OperationCanceledException) context.Cancellation.ThrowIfCancellationRequested();
        if (_failure is not null) throw new InvalidOperationException("A copying lane failed.", _failure);
    }

    private Thread StartLane(int number)
    {
        var thread = new Thread(() => Guarded(() => { if (Another() is { } pair) WorkOn(pair, Next()); })) { IsBackground = true, Name = $"copy {number}" };
        thread.Start();
        return thread;
    }

    /// <summary>Another pair of lanes; null where a side gives no more connections: what is there goes on, only more slowly.</summary>
    private LanePair? Another()
    {
        try { return lanes.Open(atOnce: true, context.Cancellation); }
        catch (FaultException e)
        {
            context.Tally.Note($"Fewer folders are copied at once than would be: {e.Fault.Told}");
            return null;
        }
    }

    private void WorkOn(LanePair pair, FolderWork? first)
    {
        for (var next = first; next is { } work; next = Next()) Guarded(() => context.ForFolder(work, () => Copy(work, pair)));
    }

    private FolderWork? Next()
    {
        lock (_gate) return _failure is null && _queue.TryDequeue(out var work) ? work : null;
    }

    /// <summary>The first failure ends all lanes, after the messages that they have in hand.</summary>
    private void Guarded(Action step)
    {
        try { step(); }
        catch (Exception e) { lock (_gate) _failure ??= e; }
    }

    private void Copy(FolderWork work, LanePair pair)
    {
        var copy = new FolderCopy(work, pair, context, _checkpointer);
        try { copy.Run(); }
        finally
        {
            work.Skipped.AddRange(copy.Plan.Skipped.Values);
            copy.Plan.Report();
        }
        context.Progress.FolderDone();
    }
}
