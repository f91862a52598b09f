namespace Godwit.Proxy.Protocol;

/// <summary>Closes a lane's connection when an answer is owed and not one byte has moved for too long: a dead proxy behind a living balancer looks like a slow one.</summary>
internal sealed class SilenceWatch : IDisposable
{
    private readonly LaneConnection _connection;
    private readonly ProxySettings _settings;
    private readonly ITimer _timer;
    private (int, long) _seen;
    private long _since;
    private int _owed;

    public SilenceWatch(LaneConnection connection, ProxySettings settings)
    {
        (_connection, _settings) = (connection, settings);
        var period = settings.SilenceTimeout / 4;
        _timer = settings.Clock.CreateTimer(static watch => ((SilenceWatch)watch!).Look(), this, period, period);
    }

    /// <summary>True when it struck.</summary>
    public bool HasStruck { get; private set; }

    /// <summary>An answer is owed from now on.</summary>
    public void Begin()
    {
        _since = _settings.Clock.GetTimestamp();
        Interlocked.Exchange(ref _owed, 1);
    }

    /// <summary>Nothing is owed any more, or whoever waits does so for somebody else.</summary>
    public void End() => Interlocked.Exchange(ref _owed, 0);

    private void Look()
    {
        var now = _settings.Clock.GetTimestamp();
        var progress = _connection.Progress;
        if (Volatile.Read(ref _owed) == 0 || progress != _seen)
        {
            (_seen, _since) = (progress, now);
            return;
        }
        if (_settings.Clock.GetElapsedTime(_since, now) < _settings.SilenceTimeout) return;
        HasStruck = true;
        _connection.Abort();
    }

    public void Dispose() => _timer.Dispose();
}
