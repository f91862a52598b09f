namespace Godwit.Connectors;

/// <summary>Adds up what the lanes of a mailbox do. Safe for many threads; nothing here allocates or locks but <see cref="Snapshot"/>.</summary>
internal sealed class TrafficCounter
{
    private readonly LatencyHistogram[] _calls = new LatencyHistogram[LaneCalls.Count];
    private readonly int[] _waiting = new int[LaneCalls.Count];
    private readonly TimeProvider _time;
    private long _bytesRead;
    private long _bytesWritten;
    private long _messagesRead;
    private long _messagesWritten;
    private long _waitedTicks;

    public TrafficCounter(TimeProvider time)
    {
        _time = time;
        for (var i = 0; i < _calls.Length; i++) _calls[i] = new LatencyHistogram();
    }

    public long Now => _time.GetTimestamp();

    public TimeSpan Since(long timestamp) => _time.GetElapsedTime(timestamp);

    /// <summary>Another number whenever something has come to an end: a call, a message, a piece.</summary>
    public long Activity => Interlocked.Read(ref _bytesRead) + Interlocked.Read(ref _bytesWritten) + Interlocked.Read(ref _messagesRead) + Interlocked.Read(ref _messagesWritten) + Interlocked.Read(ref _waitedTicks);

    /// <summary>A call that a lane waits in now; null when all work on their own side.</summary>
    public LaneCall? WaitsIn
    {
        get
        {
            for (var call = 0; call < _waiting.Length; call++)
                if (Volatile.Read(ref _waiting[call]) > 0) return (LaneCall)call;
            return null;
        }
    }

    /// <summary>A lane begins to wait for the store.</summary>
    public void Enter(LaneCall call) => Interlocked.Increment(ref _waiting[(int)call]);

    /// <summary>The store has answered.</summary>
    public void Leave(LaneCall call) => Interlocked.Decrement(ref _waiting[(int)call]);

    public void Record(LaneCall call, TimeSpan took, TimeSpan waited)
    {
        _calls[(int)call].Record(took);
        AddWait(waited);
    }

    public void AddWait(TimeSpan waited) => Interlocked.Add(ref _waitedTicks, waited.Ticks);

    public void ReadMessage() => Interlocked.Increment(ref _messagesRead);

    public void ReadBytes(int count) => Interlocked.Add(ref _bytesRead, count);

    public void WroteMessage() => Interlocked.Increment(ref _messagesWritten);

    public void WroteBytes(int count) => Interlocked.Add(ref _bytesWritten, count);

    public MailboxTraffic Snapshot()
    {
        var calls = new CallLatency[_calls.Length];
        for (var i = 0; i < calls.Length; i++) calls[i] = _calls[i].Snapshot((LaneCall)i);
        return new MailboxTraffic(
            Interlocked.Read(ref _bytesRead), Interlocked.Read(ref _bytesWritten), Interlocked.Read(ref _messagesRead),
            Interlocked.Read(ref _messagesWritten), TimeSpan.FromTicks(Interlocked.Read(ref _waitedTicks)), calls);
    }
}
