namespace Godwit.Moves;

/// <summary>Notices that a sync gets nowhere: nothing has come to an end on either side for a time. Looked at by one thread.</summary>
/// <param name="clock">The clock.</param>
/// <param name="after">So long nothing may happen; null: for ever.</param>
internal sealed class StuckWatch(TimeProvider clock, TimeSpan? after)
{
    private long _activity;
    private long _since = clock.GetTimestamp();

    /// <summary>How long nothing has happened, when that is too long; null while it goes on.</summary>
    /// <param name="activity">Another number whenever something has happened.</param>
    public TimeSpan? Look(long activity)
    {
        if (activity != _activity)
        {
            (_activity, _since) = (activity, clock.GetTimestamp());
            return null;
        }
        return clock.GetElapsedTime(_since) is var still && still >= after ? still : null;
    }

    /// <summary>What an administrator is told.</summary>
    /// <param name="since">When the last thing happened.</param>
    /// <param name="source">What the source is waited for in; null for nothing.</param>
    /// <param name="target">What the target is waited for in; null for nothing.</param>
    public static Fault Told(DateTimeOffset since, LaneCall? source, LaneCall? target)
    {
        var (side, waits) = (source, target) switch
        {
            (null, null) => (Side.Service, "no call to either side is under way"),
            ({ } call, null) => (Side.Source, $"it waits for the source ({call})"),
            (null, { } call) => (Side.Target, $"it waits for the target ({call})"),
            ({ } from, { } to) => (Side.Target, $"it waits for the source ({from}) and the target ({to})"),
        };
        return new Fault(MoveFaults.Stuck, side, string.Create(CultureInfo.InvariantCulture, $"Nothing has moved since {since.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z: {waits}."));
    }
}
