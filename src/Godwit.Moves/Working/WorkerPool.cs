using static Godwit.Api.MigrationUserStatus;

namespace Godwit.Moves;

/// <summary>
/// The workers of a node: takes moves that are due, each onto a thread of its own, renews their claims, and ends them in good order. Nothing here waits for a sync: a timer looks, threads work.
/// </summary>
/// <param name="parts">What workers need.</param>
/// <param name="most">The most at once.</param>
public sealed class WorkerPool(WorkParts parts, int most) : IDisposable
{
    /// <summary>So often claims are renewed and progress is kept.</summary>
    public static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(2);

    /// <summary>So often it is looked whether a lease comes to its end.</summary>
    private static readonly TimeSpan WatchEvery = TimeSpan.FromSeconds(1);

    /// <summary>So old a lease may become: what writes then has the rest of it to end in good order.</summary>
    private static readonly TimeSpan OldestLease = MoveQueue.Lease - MoveQueue.Landing;

    /// <summary>So often the queue is looked at when nothing woke us.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, (MoveWork Work, Thread Thread)> _running = [];
    private readonly MoveQueue _queue = new(parts.Database, parts.Node);
    private readonly AutoResetEvent _wake = new(false);
    private readonly ManualResetEvent _watchEnds = new(false);
    private Thread? _looker, _watch;
    private volatile bool _ends;
    private long _lastLookTicks;

    /// <summary>The most moves at once on this node.</summary>
    public int Most => most;

    /// <summary>How many are being worked on.</summary>
    public int Running { get { lock (_gate) return _running.Count; } }

    /// <summary>How many of them get nowhere.</summary>
    public int Stuck { get { lock (_gate) return _running.Values.Count(static entry => entry.Work.IsStuck); } }

    /// <summary>When the queue was looked at last; null before.</summary>
    public DateTimeOffset? LastLook => Interlocked.Read(ref _lastLookTicks) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>True while it takes moves.</summary>
    public bool IsWorking => !_ends && _looker is { IsAlive: true };

    /// <summary>Begins. Claims of processes that are gone are given back first.</summary>
    public void Start()
    {
        if (parts.Database.IsShared) _queue.ReleaseOwn();
        else _queue.ReleaseAbandoned(deadOwners: true);
        _looker = new Thread(LookAndRenew) { IsBackground = true, Name = "move queue" };
        _looker.Start();
        if (!parts.Database.IsShared) return;
        _watch = new Thread(WatchLeases) { IsBackground = true, Name = "move leases" };
        _watch.Start();
    }

    /// <summary>Something changed that may be due now.</summary>
    public void Wake()
    {
        lock (_gate) if (!_ends) _wake.Set();
    }

    /// <summary>Looks at the queue once: renews, takes, starts. For tests, and the body of the timer.</summary>
    public void Look()
    {
        Renew();
        _queue.ReleaseAbandoned(deadOwners: false);
        int free;
        lock (_gate) free = _ends ? 0 : most - _running.Count;
        var asked = parts.Clock.GetTimestamp();
        foreach (var claim in _queue.Claim(free)) Begin(claim, asked);
        Interlocked.Exchange(ref _lastLookTicks, parts.Clock.GetUtcNow().UtcTicks);
    }

    /// <summary>Ends all work in good order and waits for it.</summary>
    /// <param name="within">No longer than this; what is not done by then is given back by whoever starts next.</param>
    /// <returns>True when all had ended.</returns>
    public bool Stop(TimeSpan within)
    {
        bool endsAlready;
        lock (_gate) (endsAlready, _ends) = (_ends, true);   // From here nothing is begun.
        if (!endsAlready)
        {
            _wake.Set();
            _watchEnds.Set();
        }
        StopAll();
        var began = parts.Clock.GetTimestamp();
        bool Ends(Thread thread) => within - parts.Clock.GetElapsedTime(began) is var left && left > TimeSpan.Zero && thread.Join(left);
        var looked = _looker is null || Ends(_looker);
        List<Thread> threads;
        lock (_gate) threads = [.. _running.Values.Select(static entry => entry.Thread)];
        return looked && threads.TrueForAll(Ends);
    }

    // Another node takes a move whose lease has run out, and must find that nobody writes any more. Whoever renews may hang in records that do not answer: so somebody looks who asks them nothing.
    private void WatchLeases()
    {
        while (!_watchEnds.WaitOne(WatchEvery))
        {
            List<MoveWork> old;
            lock (_gate) old = [.. _running.Values.Select(static entry => entry.Work).Where(work => parts.Clock.GetElapsedTime(work.Leased) >= OldestLease)];
            foreach (var work in old) work.Stop();
        }
    }

    private void StopAll()
    {
        lock (_gate)
        {
            foreach (var (work, _) in _running.Values) work.Stop();
        }
    }

    private void LookAndRenew()
    {
        while (!_ends)
        {
            try
            {
                Look();
            }
            catch (Exception broken)
            {
                parts.OnCrash(broken);   // The store may be back at the next look; health shows how old the last good one is.
            }
            _wake.WaitOne(Running > 0 ? RenewEvery : LookEvery);
        }
    }

    private void Begin(ClaimedMove claim, long asked)
    {
        var work = new MoveWork(claim, parts) { Leased = asked };
        if (TryBegin(claim.Id, work)) return;
        work.Dispose();
        _queue.GiveBack(claim);
    }

    // Not any more while we end, and never beside an older work on the same move that has not heard yet that it lost it: they share a ledger.
    private bool TryBegin(Guid id, MoveWork work)
    {
        lock (_gate)
        {
            if (_ends || _running.ContainsKey(id)) return false;
            var thread = new Thread(() => Work(work)) { IsBackground = true, Name = "move " + id.ToString("N", CultureInfo.InvariantCulture)[..8] };
            thread.Start();
            _running[id] = (work, thread);
            return true;
        }
    }

    private void Work(MoveWork work)
    {
        using (work) work.Run();
        lock (_gate) _running.Remove(work.Id);
        Wake();
    }

    private void Renew()
    {
        List<MoveWork> running;
        lock (_gate) running = [.. _running.Values.Select(static entry => entry.Work)];
        if (running.Count == 0) return;
        var asked = parts.Clock.GetTimestamp();
        foreach (var work in parts.Database.Change(session => running.Where(work => Renew(session, work)).ToList())) work.Leased = asked;
        foreach (var work in running.Where(static work => work.IsConnected)) work.NoteConnected();
    }

    private static bool Renew(MoveSession session, MoveWork work)
    {
        var line = work.LookForProgress(session.Now);
        var counts = work.Counts;
        if (!session.Records.Moves.Renew(work.Id, work.Epoch, session.Now + MoveQueue.Lease, counts))
        {
            work.Stop();
            return false;
        }
        if (session.Records.Moves.Find(work.Id) is not { } move) return false;
        if (line is (var type, var told)) session.Report(work.Id, move.Standing.Owner ?? "", type, told);
        if (move.Standing.Status is Stopping or Removing) work.Stop();
        session.Tell(new ServiceEvent(0, session.Now, "progress", move.Order.Address, move.Id, session.BatchOf(move)?.Order.Name, move.Standing.Status.ToString(), Percent.Of(move), counts.ItemsCopied, counts.BytesCopied));
        return true;
    }

    /// <summary>Ends without waiting.</summary>
    public void Dispose()
    {
        Stop(TimeSpan.Zero);
        if (_watch is null || _watch.Join(WatchEvery)) _watchEnds.Dispose();
        // A looker that hangs in a store that does not answer still waits on it afterwards.
        if (_looker is not { IsAlive: true }) _wake.Dispose();
    }
}
