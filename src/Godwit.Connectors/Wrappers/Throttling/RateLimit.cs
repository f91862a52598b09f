namespace Godwit.Connectors;

/// <summary>How fast a mailbox may be read and written, all its lanes together.</summary>
/// <param name="BytesPerSecond">Bytes of message bodies in both directions; null without a limit.</param>
/// <param name="MessagesPerSecond">Messages in both directions; null without a limit.</param>
public sealed record RateLimit(long? BytesPerSecond, double? MessagesPerSecond);

/// <summary>
/// A token bucket that holds a tenth of a second's worth: whoever takes more waits until it would have been filled again. Safe for many threads; each waits for its own share.
/// </summary>
internal sealed class TokenBucket(double perSecond, TimeProvider time, IPause pause)
{
    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(100);

    // Debts below this are carried on, so that thousands of small pieces do not each start a timer.
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(10);

    private readonly Lock _gate = new();
    private readonly long _began = time.GetTimestamp();
    private TimeSpan _paidUntil = -Burst;

    /// <summary>Takes this many tokens, and waits as long as that costs.</summary>
    public void Take(long tokens, CancellationToken cancellation)
    {
        var debt = Book(tokens);
        if (debt >= ShortestPause) pause.For(debt, cancellation);
    }

    private TimeSpan Book(long tokens)
    {
        lock (_gate)
        {
            var now = time.GetElapsedTime(_began);
            if (_paidUntil < now - Burst) _paidUntil = now - Burst;
            _paidUntil += TimeSpan.FromSeconds(tokens / perSecond);
            return _paidUntil - now;
        }
    }
}
