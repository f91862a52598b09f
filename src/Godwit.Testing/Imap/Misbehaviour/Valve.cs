namespace Godwit.Testing.Imap;

/// <summary>Lets bytes through, all or a counted number of them: a slow or stuck reader without any sleeping. Open at first.</summary>
public sealed class Valve
{
    private readonly object _gate = new();
    private long _allowance = long.MaxValue;
    private bool _broken;

    /// <summary>Nothing passes from here on.</summary>
    public void Close() => Set(0);

    /// <summary>Everything passes.</summary>
    public void Open() => Set(long.MaxValue);

    /// <summary>This many bytes more pass.</summary>
    public void Let(long bytes)
    {
        lock (_gate) Set(_allowance == long.MaxValue ? bytes : _allowance + bytes);
    }

    /// <summary>Waits until something may pass; answers how many bytes of the wanted ones.</summary>
    internal int Take(int wanted)
    {
        lock (_gate)
        {
            while (_allowance == 0 && !_broken) Monitor.Wait(_gate);
            if (_broken || _allowance == long.MaxValue) return wanted;
            var given = (int)Math.Min(wanted, _allowance);
            _allowance -= given;
            return given;
        }
    }

    internal void Break()
    {
        lock (_gate)
        {
            _broken = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void Set(long allowance)
    {
        lock (_gate)
        {
            _allowance = allowance;
            Monitor.PulseAll(_gate);
        }
    }
}
