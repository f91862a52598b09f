namespace Godwit.Connectors.Tests;

/// <summary>A clock that moves only when it is told to, and a pause that moves it: nothing in these tests waits.</summary>
internal sealed class ManualClock : TimeProvider, IPause
{
    private readonly Lock _gate = new();
    private readonly List<TimeSpan> _pauses = [];
    private long _ticks;

    /// <summary>Every pause that was made.</summary>
    public IReadOnlyList<TimeSpan> Pauses => _pauses;

    /// <summary>Time since the beginning.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(_ticks);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + Elapsed;

    public void Advance(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);

    public void For(TimeSpan time, CancellationToken cancellation)
    {
        lock (_gate) _pauses.Add(time);
        cancellation.ThrowIfCancellationRequested();
        Advance(time);
    }
}

/// <summary>Accidents by a function.</summary>
internal sealed class ScriptedFaults(Func<MemoryMoment, MemoryTwist?> script) : IMemoryFaults
{
    public MemoryTwist? At(in MemoryMoment moment) => script(moment);
}
