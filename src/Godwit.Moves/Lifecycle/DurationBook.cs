namespace Godwit.Moves;

/// <summary>What the time of a move is spent on. Exactly one at each moment, so that the durations add up to the elapsed time.</summary>
public enum TimeSpentOn
{
    /// <summary>Waiting for a check, a slot or a time.</summary>
    Queued,
    /// <summary>The check, the initial or an incremental sync.</summary>
    InProgress,
    /// <summary>The final sync.</summary>
    Finalization,
    /// <summary>In step, between syncs.</summary>
    Idle,
    /// <summary>Stopped.</summary>
    Suspended,
    /// <summary>Failed.</summary>
    Failed,
    /// <summary>Pausing before another try.</summary>
    TransientFailure,
    /// <summary>Over: time does not count any more.</summary>
    Over,
}

/// <summary>How long a move has been at what. Immutable.</summary>
/// <param name="Current">What its time is spent on now.</param>
/// <param name="Since">Since when; never after an instant that was noted later, also when the clock was set back.</param>
/// <param name="Ticks">What was spent before, in ticks of 100 ns, in the order of <see cref="TimeSpentOn"/> without <see cref="TimeSpentOn.Over"/>.</param>
public sealed record DurationBook(TimeSpentOn Current, DateTimeOffset Since, IReadOnlyList<long> Ticks)
{
    private const int Kinds = 7;

    /// <summary>A book that begins now.</summary>
    public static DurationBook Begin(TimeSpentOn current, DateTimeOffset now) => new(current, now, new long[Kinds]);

    /// <summary>The book after a change; the same when its time goes on being spent on the same.</summary>
    public DurationBook Turn(TimeSpentOn next, DateTimeOffset now)
    {
        if (next == Current) return this;
        if (Current == TimeSpentOn.Over) return this with { Current = next, Since = now };
        var ticks = Ticks.ToArray();
        ticks[(int)Current] += Running(now);
        return new DurationBook(next, now > Since ? now : Since, ticks);
    }

    /// <summary>All that was spent on something until now.</summary>
    public TimeSpan Of(TimeSpentOn kind, DateTimeOffset now) => TimeSpan.FromTicks(Ticks[(int)kind] + (kind == Current ? Running(now) : 0));

    /// <summary>All together until now.</summary>
    public TimeSpan Overall(DateTimeOffset now) => TimeSpan.FromTicks(Ticks.Sum() + (Current == TimeSpentOn.Over ? 0 : Running(now)));

    private long Running(DateTimeOffset now) => Math.Max(0, (now - Since).Ticks);
}
