namespace Godwit.Store.Moves;

/// <summary>The clock of a database, as far as its last answer and the time since then tell. Nodes that share records share it, so that a lease means the same to all of them.</summary>
/// <param name="own">This machine's clock: timestamps and timers are its own.</param>
internal sealed class DatabaseClock(TimeProvider own) : TimeProvider
{
    private long _aheadTicks;

    /// <summary>By how much the database's clock is ahead of this machine's; negative when behind.</summary>
    public TimeSpan Ahead => TimeSpan.FromTicks(Interlocked.Read(ref _aheadTicks));

    /// <inheritdoc/>
    public override long TimestampFrequency => own.TimestampFrequency;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => own.LocalTimeZone;

    /// <summary>The database has just told its time.</summary>
    public void Told(DateTimeOffset now) => Interlocked.Exchange(ref _aheadTicks, (now - own.GetUtcNow()).Ticks);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => own.GetUtcNow() + Ahead;

    /// <inheritdoc/>
    public override long GetTimestamp() => own.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => own.CreateTimer(callback, state, dueTime, period);
}
