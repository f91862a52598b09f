namespace Godwit.Cli;

/// <summary>
/// How fast something grows, from what was counted during the last while: recent enough to follow a change, long enough not to jump. Not for two threads at once.
/// </summary>
/// <param name="window">How far back it looks.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class RateEstimator(TimeSpan window, TimeProvider clock)
{
    private readonly Queue<(long Timestamp, long Count)> _samples = new();
    private (long Timestamp, long Count) _last;

    /// <summary>Takes the count as it is now. It may stand still or go back; going back begins anew.</summary>
    public void Sample(long count)
    {
        var now = clock.GetTimestamp();
        if (_samples.Count > 0 && count < _last.Count) _samples.Clear();
        _last = (now, count);
        _samples.Enqueue(_last);
        // One sample from before the window stays, so that the window is covered whole.
        while (_samples.Count > 2 && clock.GetElapsedTime(_samples.ElementAt(1).Timestamp, now) >= window) _samples.Dequeue();
    }

    /// <summary>Growth a second; null until there is something to say (a second has passed).</summary>
    public double? PerSecond
    {
        get
        {
            if (_samples.Count < 2) return null;
            var first = _samples.Peek();
            var seconds = clock.GetElapsedTime(first.Timestamp, _last.Timestamp).TotalSeconds;
            return seconds < 1 ? null : (_last.Count - first.Count) / seconds;
        }
    }
}
