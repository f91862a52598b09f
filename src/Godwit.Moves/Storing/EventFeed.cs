namespace Godwit.Moves;

/// <summary>Tells listeners what happens. Keeps the last 10,000 events, so that a listener who was away for a moment misses nothing; one who was away longer is told so. Safe for several threads.</summary>
public sealed class EventFeed
{
    private const int Kept = 10_000;
    private readonly Lock _gate = new();
    private readonly LinkedList<ServiceEvent> _last = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _next;

    /// <summary>A feed. Its ids begin with the time, so that they ascend over restarts: milliseconds since 1970 times 1000, which a double holds exactly.</summary>
    public EventFeed(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        _next = clock.GetUtcNow().ToUnixTimeMilliseconds() * 1000;
    }

    /// <summary>The id of the last event; what comes later has a higher one.</summary>
    public long LastId { get { lock (_gate) return _next - 1; } }

    /// <summary>Tells; the ids are given here.</summary>
    public void Tell(IReadOnlyList<ServiceEvent> happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        if (happened.Count == 0) return;
        TaskCompletionSource waiting;
        lock (_gate)
        {
            foreach (var one in happened) _last.AddLast(one with { Id = _next++ });
            while (_last.Count > Kept) _last.RemoveFirst();
            (waiting, _more) = (_more, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        waiting.TrySetResult();
    }

    /// <summary>What has happened since an id, and what ends when there is more.</summary>
    /// <param name="after">The last id that is known; events behind it are given.</param>
    public (IReadOnlyList<ServiceEvent> Events, bool Lost, Task More) Since(long after)
    {
        lock (_gate)
        {
            var events = new List<ServiceEvent>();
            for (var node = _last.Last; node is not null && node.Value.Id > after; node = node.Previous) events.Add(node.Value);
            events.Reverse();
            var first = _last.First?.Value.Id ?? _next;
            return (events, after < first - 1 && after < _next - 1, _more.Task);
        }
    }
}
