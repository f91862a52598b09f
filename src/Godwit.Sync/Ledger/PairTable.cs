namespace Godwit.Sync;

/// <summary>
/// The pairs of one folder, in segments of fixed-size rows as the ledger keeps them. Rows are changed in place; a changed segment is marked and written whole at the next commit.
/// Not for two threads at once.
/// </summary>
public sealed class PairTable
{
    /// <summary>The most rows in one segment.</summary>
    public const int SegmentRows = 4096;

    private readonly List<PairSegment> _segments = [];
    private readonly List<int> _starts = [];

    /// <summary>How many rows there are, tombstones included.</summary>
    public int Count { get; private set; }

    /// <summary>The segments in order; their rows one after the other are the table.</summary>
    public IReadOnlyList<PairSegment> Segments => _segments;

    /// <summary>The row at an index. Change it through <see cref="Change"/>, so that the change is written.</summary>
    public ref readonly PairRow this[int index] => ref Locate(index, out var within).Rows[within];

    /// <summary>The row at an index, to be changed: its segment is written at the next commit.</summary>
    public ref PairRow Change(int index)
    {
        var segment = Locate(index, out var within);
        segment.IsDirty = true;
        return ref segment.Rows[within];
    }

    /// <summary>Takes over a segment as the ledger read it.</summary>
    public void AddSegment(PairSegment segment)
    {
        ArgumentNullException.ThrowIfNull(segment);
        if (segment.Count == 0) return;
        _starts.Add(Count);
        _segments.Add(segment);
        Count += segment.Count;
    }

    private PairSegment Locate(int index, out int within)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        var at = _starts.BinarySearch(index);
        if (at < 0) at = ~at - 1;
        within = index - _starts[at];
        return _segments[at];
    }

    /// <summary>
    /// Row indexes in ascending order of one side's uid, rows left out where <paramref name="include"/> says so. Rows are nearly always in that order already.
    /// </summary>
    public int[] InOrderOf(Func<PairRow, uint> uid, Func<PairRow, bool> include)
    {
        ArgumentNullException.ThrowIfNull(uid);
        ArgumentNullException.ThrowIfNull(include);
        var indexes = new int[Count];
        var keys = new uint[Count];
        var (used, sorted, previous) = (0, true, 0u);
        for (var i = 0; i < Count; i++)
        {
            ref readonly var row = ref this[i];
            if (!include(row)) continue;
            keys[used] = uid(row);
            sorted &= keys[used] >= previous;
            previous = keys[used];
            indexes[used++] = i;
        }
        if (!sorted) Array.Sort(keys, indexes, 0, used);
        Array.Resize(ref indexes, used);
        return indexes;
    }
}

/// <summary>A run of rows that is stored as one.</summary>
public sealed class PairSegment
{
    /// <summary>A segment of the first <paramref name="count"/> of these rows.</summary>
    /// <param name="number">Its place in the folder, as the ledger numbers it.</param>
    /// <param name="rows">At most <see cref="PairTable.SegmentRows"/> rows; the segment keeps the array.</param>
    /// <param name="count">How many of them are used.</param>
    public PairSegment(int number, PairRow[] rows, int count)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, rows.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, PairTable.SegmentRows);
        (Number, Rows, Count) = (number, rows, count);
    }

    /// <summary>Its place in the folder, ascending, not without gaps.</summary>
    public int Number { get; }

    /// <summary>The rows; only the first <see cref="Count"/> count.</summary>
    public PairRow[] Rows { get; }

    /// <summary>How many rows it has.</summary>
    public int Count { get; }

    /// <summary>True when a row was changed since the last commit.</summary>
    public bool IsDirty { get; set; }
}
