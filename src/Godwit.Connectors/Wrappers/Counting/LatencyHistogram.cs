using System.Numerics;

namespace Godwit.Connectors;

/// <summary>
/// Durations in buckets that grow by an eighth of a power of two, so that a percentile is right within 12 %. Recording allocates nothing and takes no
/// lock; a picture taken meanwhile may lack the last few.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int StepBits = 3;
    private const int StepsPerOctave = 1 << StepBits;
    private readonly long[] _buckets = new long[64 * StepsPerOctave];
    private long _count;
    private long _totalMicroseconds;
    private long _minMicroseconds = long.MaxValue;
    private long _maxMicroseconds;

    public void Record(TimeSpan duration)
    {
        var microseconds = Math.Max(0, duration.Ticks / TimeSpan.TicksPerMicrosecond);
        Interlocked.Increment(ref _buckets[BucketOf(microseconds)]);
        Interlocked.Increment(ref _count);
        Interlocked.Add(ref _totalMicroseconds, microseconds);
        Lower(ref _minMicroseconds, microseconds);
        Raise(ref _maxMicroseconds, microseconds);
    }

    public CallLatency Snapshot(LaneCall call)
    {
        var count = Interlocked.Read(ref _count);
        if (count == 0) return new CallLatency(call, 0, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
        var (min, max) = (Interlocked.Read(ref _minMicroseconds), Interlocked.Read(ref _maxMicroseconds));
        var mean = Interlocked.Read(ref _totalMicroseconds) / (double)count;
        var p95 = Math.Clamp(Percentile(count, 0.95), min, max);
        return new CallLatency(call, count, TimeSpan.FromMicroseconds(min), TimeSpan.FromMicroseconds(mean), TimeSpan.FromMicroseconds(p95), TimeSpan.FromMicroseconds(max));
    }

    private double Percentile(long count, double part)
    {
        var rank = (long)Math.Ceiling(count * part);
        for (var i = 0; i < _buckets.Length; i++)
        {
            rank -= Interlocked.Read(ref _buckets[i]);
            if (rank <= 0) return UpperEnd(i);
        }
        return double.MaxValue;
    }

    /// <summary>Below one octave of steps each value has its own bucket; above, the highest bits below the leading one choose the step.</summary>
    private static int BucketOf(long value)
    {
        if (value < StepsPerOctave) return (int)value;
        var octave = BitOperations.Log2((ulong)value);
        return (octave - StepBits + 1) * StepsPerOctave + (int)(value >> (octave - StepBits)) - StepsPerOctave;
    }

    private static double UpperEnd(int bucket)
    {
        if (bucket < StepsPerOctave) return bucket;
        var octave = bucket / StepsPerOctave - 1;
        return (bucket % StepsPerOctave + StepsPerOctave + 1) * Math.Pow(2, octave) - 1;
    }

    private static void Lower(ref long slot, long value)
    {
        for (var seen = Interlocked.Read(ref slot); value < seen;)
        {
            var before = Interlocked.CompareExchange(ref slot, value, seen);
            if (before == seen) return;
            seen = before;
        }
    }

    private static void Raise(ref long slot, long value)
    {
        for (var seen = Interlocked.Read(ref slot); value > seen;)
        {
            var before = Interlocked.CompareExchange(ref slot, value, seen);
            if (before == seen) return;
            seen = before;
        }
    }
}
