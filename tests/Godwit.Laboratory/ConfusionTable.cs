using System.Text;

namespace Godwit.Laboratory;

/// <summary>What each mode was taken for.</summary>
internal sealed class ConfusionTable
{
    private readonly SortedDictionary<(string Expected, string Mode), SortedDictionary<string, int>> _rows = [];

    public int Runs { get; private set; }

    public int Right { get; private set; }

    public void Add(Mode mode, string found) => Add(mode.Name, mode.Expected.Code, found);

    public void Add(string mode, string expected, string found)
    {
        var key = (expected, mode);
        if (!_rows.TryGetValue(key, out var row)) _rows.Add(key, row = []);
        row[found] = row.GetValueOrDefault(found) + 1;
        Runs++;
        if (found == expected) Right++;
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var ((expected, mode), row) in _rows)
            text.Append(CultureInfo.InvariantCulture, $"{expected}  {mode,-36} {string.Join("  ", row.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Key} {pair.Value}"))}\n");
        return text.Append(CultureInfo.InvariantCulture, $"{_rows.Count} modes, {Runs} runs, {Right} right at first ({100.0 * Right / Math.Max(1, Runs):0.0} %)").ToString();
    }
}
