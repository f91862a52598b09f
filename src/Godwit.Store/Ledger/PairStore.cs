using System.Buffers;

namespace Godwit.Store;

/// <summary>
/// The pairs of all folders, in segments. What never changes and what does are two tables, so that a flag that changed costs the rewriting of some kilobytes.
/// </summary>
internal sealed class PairStore(Database database)
{
    private readonly ShelfTable _shelves = new(database);
    private readonly SegmentTable _pairs = new(database, SegmentSql.Pairs);
    private readonly SegmentTable _states = new(database, SegmentSql.States);
    private Statement? _select;

    /// <summary>Number and sum of the shelves.</summary>
    public Tally Tally => _shelves.Tally;

    /// <summary>Reads the shelves; segments are read when they are asked for.</summary>
    public void Load(Tally expected) => _shelves.Load(expected);

    /// <summary>The segments of a folder in order.</summary>
    /// <exception cref="DamagedStateException">A segment was changed, or one is missing.</exception>
    public List<PairSegment> Read(int folder, int keywordSets)
    {
        var segments = new List<PairSegment>();
        if (_shelves.Find(folder) is not { } shelf) return segments;
        var select = _select ??= database.Prepare("""
            SELECT p.id, p.rows, p.data, p.sum, s.id, s.rows, s.data, s.sum
            FROM pairs p JOIN states s ON s.id = p.id WHERE p.id BETWEEN ? AND ? ORDER BY p.id
            """u8);
        var (pairs, states) = (default(Tally), default(Tally));
        try
        {
            select.Bind(RowKey.First(folder)).Bind(RowKey.Last(folder));
            while (select.Step()) segments.Add(ReadSegment(select, keywordSets, ref pairs, ref states));
        }
        finally
        {
            select.Reset();
        }
        DamagedStateException.Unless(pairs == shelf.Pairs && states == shelf.States, "segments of pairs are missing");
        return segments;
    }

    private static PairSegment ReadSegment(Statement select, int keywordSets, ref Tally pairs, ref Tally states)
    {
        const int stateColumns = 4;
        var row = new RowReader(select);
        var key = row.Long();
        var count = row.Long();
        DamagedStateException.Unless(count is > 0 and <= PairTable.SegmentRows, "a segment has an impossible number of rows");
        var rows = new PairRow[count];
        PairColumns.Decode(row.Bytes(), rows);
        pairs = pairs.Plus(row.Check("a segment of pairs"));

        row = new RowReader(select, stateColumns);
        DamagedStateException.Unless(row.Long() == key && row.Long() == count, "a segment of states is not the one of its pairs");
        StateColumns.Decode(row.Bytes(), rows, keywordSets);
        states = states.Plus(row.Check("a segment of states"));
        return new PairSegment((int)RowKey.Number(key), rows, rows.Length);
    }

    /// <summary>Adds rows to the end of a folder, in segments of their own: a table that somebody holds keeps its numbers.</summary>
    public void Append(int folder, List<PairRow> rows)
    {
        var shelf = _shelves.Find(folder) ?? Shelf.Empty;
        var chunk = new PairRow[Math.Min(rows.Count, PairTable.SegmentRows)];
        for (var done = 0; done < rows.Count; done += PairTable.SegmentRows)
        {
            var count = Math.Min(rows.Count - done, PairTable.SegmentRows);
            rows.CopyTo(done, chunk, 0, count);
            shelf = Put(folder, shelf.Last + 1, chunk, count, shelf);
        }
        if (shelf != Shelf.Empty) _shelves.Put(folder, shelf);
    }

    /// <summary>Writes segments over the ones of their numbers.</summary>
    public void Write(int folder, IEnumerable<PairSegment> segments)
    {
        var shelf = _shelves.Find(folder) ?? Shelf.Empty;
        var before = shelf;
        foreach (var segment in segments) shelf = Put(folder, segment.Number, segment.Rows, segment.Count, shelf);
        if (shelf != before) _shelves.Put(folder, shelf);
    }

    /// <summary>Writes packed segments in place of the ones that they were packed from.</summary>
    public void Write(int folder, Compaction compaction)
    {
        var shelf = _shelves.Find(folder) ?? Shelf.Empty;
        foreach (var run in compaction.Runs)
        {
            shelf = Delete(folder, run, shelf);
            foreach (var segment in run.Segments) shelf = Put(folder, segment.Number, segment.Rows, segment.Count, shelf);
        }
        _shelves.Put(folder, shelf);
    }

    private Shelf Delete(int folder, Compaction.Run run, Shelf shelf)
    {
        var (first, last) = (RowKey.Of(folder, (uint)run.First), RowKey.Of(folder, (uint)run.Last));
        return shelf with { Pairs = _pairs.Delete(first, last, shelf.Pairs), States = _states.Delete(first, last, shelf.States) };
    }

    /// <summary>Deletes all pairs of a folder.</summary>
    public void Forget(int folder)
    {
        if (_shelves.Find(folder) is null) return;
        _pairs.Delete(RowKey.First(folder), RowKey.Last(folder));
        _states.Delete(RowKey.First(folder), RowKey.Last(folder));
        _shelves.Remove(folder);
    }

    private Shelf Put(int folder, int number, PairRow[] rows, int count, Shelf shelf)
    {
        var key = RowKey.Of(folder, (uint)number);
        var isNew = number > shelf.Last;
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(count * PairColumns.RowBytes, StateColumns.MaxBytes(count)));
        try
        {
            var pairs = buffer.AsSpan(0, count * PairColumns.RowBytes);
            PairColumns.Encode(rows, count, pairs);
            var pairsTally = _pairs.Put(key, count, pairs, isNew, shelf.Pairs);
            var states = buffer.AsSpan(0, StateColumns.Encode(rows, count, buffer));
            var statesTally = _states.Put(key, count, states, isNew, shelf.States);
            return new Shelf(Math.Max(shelf.Last, number), pairsTally, statesTally);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
