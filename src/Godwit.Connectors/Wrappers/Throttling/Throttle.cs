namespace Godwit.Connectors;

/// <summary>A rate that is kept by everything that goes through it together: several mailboxes at once share what it leaves. Safe for many threads.</summary>
public sealed class Throttle
{
    /// <summary>Begins to count.</summary>
    /// <param name="limit">The rate.</param>
    /// <param name="time">Tells the time.</param>
    /// <param name="pause">Waits.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is not positive.</exception>
    public Throttle(RateLimit limit, TimeProvider time, IPause pause)
    {
        ArgumentNullException.ThrowIfNull(limit);
        Bytes = BucketOf(limit.BytesPerSecond, time, pause);
        Messages = BucketOf(limit.MessagesPerSecond, time, pause);
    }

    internal TokenBucket? Bytes { get; }

    internal TokenBucket? Messages { get; }

    private static TokenBucket? BucketOf(double? perSecond, TimeProvider time, IPause pause)
    {
        if (perSecond is not { } rate) return null;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate, nameof(perSecond));
        return new TokenBucket(rate, time, pause);
    }
}
