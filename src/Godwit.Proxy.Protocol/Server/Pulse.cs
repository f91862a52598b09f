namespace Godwit.Proxy.Protocol;

/// <summary>While a thread waits for its store: sends what is in the buffer, and a heartbeat when nothing was said for long. Ends when disposed.</summary>
internal sealed class Pulse : IDisposable
{
    private readonly RecordWriter _records;
    private readonly ServiceSettings _settings;
    private readonly ITimer _timer;
    private readonly Action _clientGone;
    private long _lastSent;
    private long _lastBytes;
    private readonly Lock _gate = new();
    private bool _isOver;

    /// <param name="records">The answer.</param>
    /// <param name="settings">How often.</param>
    /// <param name="clientGone">Called when the answer cannot be sent any more: nobody waits for the store's work.</param>
    public Pulse(RecordWriter records, ServiceSettings settings, Action clientGone)
    {
        (_records, _settings, _clientGone) = (records, settings, clientGone);
        _lastSent = settings.Clock.GetTimestamp();
        _timer = settings.Clock.CreateTimer(static pulse => ((Pulse)pulse!).Tick(), this, settings.FlushAfter, settings.FlushAfter);
    }

    // Never waits: a pool of threads that wait for slow clients has none left to serve them.
    private void Tick()
    {
        if (!_gate.TryEnter()) return;
        try
        {
            if (!_isOver) Beat();
        }
        catch (Exception)
        {
            // The writing thread meets the same at its next record; until then it shall not wait for a store in vain.
            _isOver = true;
            _clientGone();
        }
        finally
        {
            _gate.Exit();
        }
    }

    private void Beat()
    {
        var now = _settings.Clock.GetTimestamp();
        var isSilent = _records.BytesSent == _lastBytes;
        if (_records.TryPulse(beat: isSilent && _settings.Clock.GetElapsedTime(_lastSent, now) >= _settings.HeartbeatAfter) || !isSilent) _lastSent = now;
        _lastBytes = _records.BytesSent;
    }

    public void Dispose()
    {
        _timer.Dispose();
        lock (_gate) _isOver = true;
    }
}
