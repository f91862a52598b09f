namespace Godwit.Diagnostics.Logs;

/// <summary>
/// Puts the 401 lines of handshakes together with the answer that ends them, so that exchanges are judged and not lines. A client (by address) at a server has five seconds from one leg to the next; an
/// answer ends as many legs as one handshake may have. What stays without an answer is an exchange that was not finished.
/// </summary>
/// <param name="unfinished">Told of legs that nothing followed.</param>
internal sealed class ExchangeJudge(Action<string, PendingLegs> unfinished)
{
    /// <summary>How long one exchange may pause.</summary>
    public static readonly long Pause = TimeSpan.FromSeconds(5).Ticks;

    private const int MaxPending = 50_000;
    private const int LegsOfAHandshake = 4;
    private readonly Dictionary<(LogKind Kind, string Server, CallerAddress Caller), PendingLegs> _pending = [];
    private long _now;

    /// <summary>True when a leg's line should be kept, for all that is known of its client.</summary>
    public bool HasPending(LogEntry entry, string server) => _pending.ContainsKey((entry.Kind, server, entry.Caller));

    /// <summary>A leg came.</summary>
    public void AddLeg(LogEntry entry, string server, bool isLeg, bool fromService, KeptLine? line)
    {
        _now = Math.Max(_now, entry.Ticks);
        var key = (entry.Kind, server, entry.Caller);
        if (_pending.TryGetValue(key, out var legs) && entry.Ticks - legs.Last > Pause) Flush(key, legs);
        if (!_pending.TryGetValue(key, out legs)) _pending[key] = legs = new PendingLegs { First = entry.Ticks };
        (legs.Count, legs.Last, legs.FromService) = (legs.Count + 1, entry.Ticks, fromService);
        legs.HasLeg |= isLeg;
        legs.Line = line ?? legs.Line;
        if (_pending.Count > MaxPending) Sweep();
    }

    /// <summary>An answer came, good or bad: it ends the handshake that it belongs to.</summary>
    /// <returns>How many legs it ended.</returns>
    public int End(LogEntry entry, string server)
    {
        _now = Math.Max(_now, entry.Ticks);
        var key = (entry.Kind, server, entry.Caller);
        if (!_pending.TryGetValue(key, out var legs)) return 0;
        if (entry.Ticks - legs.Last > Pause)
        {
            Flush(key, legs);
            return 0;
        }
        var ended = Math.Min(legs.Count, LegsOfAHandshake);
        legs.Count -= ended;
        if (legs.Count == 0) _pending.Remove(key);
        return ended;
    }

    /// <summary>No more lines come.</summary>
    public void Finish()
    {
        foreach (var (key, legs) in _pending.ToList()) Flush(key, legs);
    }

    private void Flush((LogKind Kind, string Server, CallerAddress Caller) key, PendingLegs legs)
    {
        _pending.Remove(key);
        unfinished(key.Server, legs);
    }

    /// <summary>Ends what is too old; when everything is young, the oldest half.</summary>
    private void Sweep()
    {
        foreach (var (key, legs) in _pending.Where(pair => _now - pair.Value.Last > Pause).ToList()) Flush(key, legs);
        if (_pending.Count <= MaxPending) return;
        foreach (var (key, legs) in _pending.OrderBy(pair => pair.Value.Last).Take(MaxPending / 2).ToList()) Flush(key, legs);
    }
}
