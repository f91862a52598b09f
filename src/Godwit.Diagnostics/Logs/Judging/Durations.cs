namespace Godwit.Diagnostics.Logs;

/// <summary>How long requests took that were cut short: when most of them took nearly the same time, a timer of a device ended them.</summary>
internal sealed class Durations
{
    private const int Most = 100_000;
    private const int Fewest = 5;
    private const double Share = 0.6;
    private readonly Dictionary<long, int> _seconds = [];
    private int _count;

    /// <summary>Notes one, in milliseconds; less than a second is no timer's.</summary>
    public void Add(long milliseconds)
    {
        var second = milliseconds / 1000;
        if (milliseconds < 0 || _count >= Most) return;
        _count++;
        _seconds[second] = _seconds.GetValueOrDefault(second) + 1;
    }

    /// <summary>The seconds after which most were cut (two seconds of play), or null.</summary>
    public long? Timer()
    {
        if (_count < Fewest) return null;
        var best = _seconds.Keys.Where(second => second > 0).Select(second => (Second: second, Near: Near(second))).OrderByDescending(pair => pair.Near).FirstOrDefault();
        return best.Near >= _count * Share ? best.Second : null;
    }

    private int Near(long second) => _seconds.GetValueOrDefault(second - 1) + _seconds.GetValueOrDefault(second) + _seconds.GetValueOrDefault(second + 1);
}
