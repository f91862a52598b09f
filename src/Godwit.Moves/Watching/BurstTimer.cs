namespace Godwit.Moves;

/// <summary>Makes one sync of a burst of changes: it is due once nothing more has come for a moment, or when it has gone on for long enough. Safe for several threads.</summary>
/// <param name="clock">The clock.</param>
internal sealed class BurstTimer(TimeProvider clock)
{
    /// <summary>So long nothing more may come.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    /// <summary>So long a burst is waited for at most.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private long? _first;
    private long _last;

    /// <summary>Something changed.</summary>
    public void Changed()
    {
        lock (_gate)
        {
            _last = clock.GetTimestamp();
            _first ??= _last;
        }
    }

    /// <summary>True, once, when a sync is due for what has changed until now.</summary>
    public bool TryTake()
    {
        lock (_gate)
        {
            if (_first is not { } first || (clock.GetElapsedTime(_last) < Quiet && clock.GetElapsedTime(first) < Longest)) return false;
            _first = null;
            return true;
        }
    }
}
