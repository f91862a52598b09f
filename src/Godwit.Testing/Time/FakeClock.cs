namespace Godwit.Testing;

/// <summary>
/// A clock that stands still until the test moves it. Timers fire inside <see cref="Advance"/>, on the caller's thread, in the order of their moments, and see the clock at their own moment. Safe for several threads.
/// </summary>
public sealed class FakeClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<FakeTimer> _timers = [];
    private DateTimeOffset _now;
    private long _ticks;
    private long _order;

    /// <summary>A clock that shows this moment; noon of 2024-06-01 UTC when none is given.</summary>
    public FakeClock(DateTimeOffset? now = null) => _now = now?.ToUniversalTime() ?? new DateTimeOffset(2024, 6, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Ticks of 100 ns, as <see cref="TimeSpan"/> has them.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() { lock (_gate) return _now; }

    /// <inheritdoc/>
    public override long GetTimestamp() { lock (_gate) return _ticks; }

    /// <summary>How many timers are set: what a test asks before it advances, to know that the code under test has begun to wait.</summary>
    public int PendingTimers { get { lock (_gate) return _timers.Count; } }

    /// <summary>Lets time pass; fires what falls due.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public void Advance(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        long end;
        lock (_gate) end = _ticks + time.Ticks;
        while (NextDue(end) is { } timer) timer.Fire();
        lock (_gate) MoveTo(end);
    }

    /// <summary>Sets the wall clock, forward or back, as an administrator does: timestamps and timers do not notice.</summary>
    public void SetWallClock(DateTimeOffset now)
    {
        lock (_gate) _now = now.ToUniversalTime();
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private FakeTimer? NextDue(long end)
    {
        lock (_gate)
        {
            var next = _timers.Where(t => t.Due <= end).MinBy(t => (t.Due, t.Order));
            if (next is null) return null;
            MoveTo(Math.Max(_ticks, next.Due));
            Reset(next, next.Period > TimeSpan.Zero ? next.Period : Timeout.InfiniteTimeSpan, next.Period);
            return next;
        }
    }

    private void MoveTo(long ticks)
    {
        _now += TimeSpan.FromTicks(ticks - _ticks);
        _ticks = ticks;
    }

    private void Reset(FakeTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        _timers.Remove(timer);
        timer.Period = period;
        if (dueTime == Timeout.InfiniteTimeSpan) return;
        timer.Due = _ticks + dueTime.Ticks;
        timer.Order = ++_order;
        _timers.Add(timer);
    }

    private sealed class FakeTimer(FakeClock clock, TimerCallback callback, object? state) : ITimer
    {
        private bool _disposed;

        public long Due { get; set; }
        public long Order { get; set; }
        public TimeSpan Period { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                if (_disposed) return false;
                clock.Reset(this, dueTime, period);
                return true;
            }
        }

        public void Dispose()
        {
            lock (clock._gate)
            {
                _disposed = true;
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
