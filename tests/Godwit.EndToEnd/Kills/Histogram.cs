using System.Globalization;
using System.Text;

namespace Godwit.EndToEnd.Kills;

/// <summary>Counts kills by phase.</summary>
internal sealed class Histogram
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, int> _phases = new(StringComparer.Ordinal);

    /// <summary>All of them.</summary>
    public int Kills { get; private set; }

    /// <summary>Those between a group's last byte and its OK.</summary>
    public int BetweenByteAndOk { get; private set; }

    /// <summary>Those that left a transaction of the state half written.</summary>
    public int InsideTransaction { get; private set; }

    public void Add(KillPoint point, bool insideTransaction)
    {
        lock (_gate)
        {
            _phases[point.Phase] = _phases.GetValueOrDefault(point.Phase) + 1;
            Kills++;
            if (point.IsBetweenByteAndOk) BetweenByteAndOk++;
            if (insideTransaction) InsideTransaction++;
        }
    }

    public override string ToString()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Kills} kills:\n");
        foreach (var (phase, count) in _phases) text.Append(CultureInfo.InvariantCulture, $"{count,6}  {phase}\n");
        return text.Append(CultureInfo.InvariantCulture, $"{InsideTransaction,6}  of them left a transaction of the state half written").ToString();
    }
}
