namespace Godwit.Proxy.Protocol;

/// <summary>Keeps the lanes of one mailbox open for a while after each request.</summary>
/// <param name="connector">The mailbox.</param>
/// <param name="clock">The clock.</param>
/// <param name="maxIdle">How many unused lanes are kept.</param>
/// <param name="keepFor">How long an unused lane is kept; below what a server lets a session be silent (30 minutes, RFC 9051 section 5.4).</param>
public sealed class LanePool(IMailboxConnector connector, TimeProvider clock, int maxIdle, TimeSpan keepFor) : IMailboxLanes, IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<Idle> _idle = [];
    private bool _isDisposed;

    private readonly record struct Idle(IMailboxSource Lane, LaneAccess Access, long Since);

    /// <summary>Lanes that wait for a request.</summary>
    public int IdleLanes { get { lock (_gate) return _idle.Count; } }

    /// <inheritdoc/>
    public LentLane Take(LaneAccess access, bool mustBeFresh, CancellationToken cancellation)
    {
        CloseIdle(TakeStale(access, mustBeFresh));
        if (TakeIdle(access) is { } kept) return new LentLane(kept, access, WasKept: true);
        var lane = access == LaneAccess.Write ? connector.OpenTarget(cancellation) : connector.OpenSource(cancellation);
        return new LentLane(lane, access, WasKept: false);
    }

    /// <inheritdoc/>
    public void GiveBack(LentLane lane, bool isWhole)
    {
        ArgumentNullException.ThrowIfNull(lane);
        if (!isWhole || !TryKeep(lane)) lane.Lane.Dispose();
        Trim();
    }

    /// <summary>Closes what was unused for too long. True when lanes are left.</summary>
    public bool Trim()
    {
        CloseIdle(TakeStale(null, all: false));
        return IdleLanes > 0;
    }

    private bool TryKeep(LentLane lane)
    {
        lock (_gate)
        {
            if (_isDisposed || _idle.Count >= maxIdle) return false;
            _idle.Add(new Idle(lane.Lane, lane.Access, clock.GetTimestamp()));
            return true;
        }
    }

    private IMailboxSource? TakeIdle(LaneAccess access)
    {
        lock (_gate)
        {
            // The one used last is the likeliest to be whole.
            var index = _idle.FindLastIndex(idle => idle.Access == access);
            if (index < 0) return null;
            var lane = _idle[index].Lane;
            _idle.RemoveAt(index);
            return lane;
        }
    }

    private List<Idle> TakeStale(LaneAccess? access, bool all)
    {
        lock (_gate)
        {
            var stale = _idle.FindAll(idle => (all && idle.Access == access) || clock.GetElapsedTime(idle.Since) >= keepFor);
            _idle.RemoveAll(stale.Contains);
            return stale;
        }
    }

    private static void CloseIdle(List<Idle> idle)
    {
        foreach (var one in idle) one.Lane.Dispose();
    }

    /// <summary>Closes the unused lanes; those in use are closed when they come back.</summary>
    public void Dispose()
    {
        List<Idle> all;
        lock (_gate)
        {
            _isDisposed = true;
            all = [.. _idle];
            _idle.Clear();
        }
        CloseIdle(all);
    }
}
