namespace Godwit.Store;

/// <summary>One of the two tables of segments, <c>pairs</c> or <c>states</c>: blobs by folder and number, each with its checksum.</summary>
internal sealed class SegmentTable(Database database, SegmentSql sql)
{
    private Statement? _upsert;
    private Statement? _sums;
    private Statement? _delete;

    /// <summary>The checksum of a segment as it is stored, or null when there is none.</summary>
    public uint? Sum(long key)
    {
        var select = _sums ??= database.Prepare(sql.Sums);
        if (!select.Bind(key).Bind(key).Step()) return null;
        var sum = (uint)select.Long(0);
        select.Reset();
        return sum;
    }

    /// <summary>Inserts or replaces a segment and gives the folder's tally afterwards. Nothing is written when it is there already as it should be.</summary>
    public Tally Put(long key, int rows, ReadOnlySpan<byte> data, bool isNew, Tally tally)
    {
        var before = isNew ? null : Sum(key);
        if (before == SumOf(key, rows, data)) return tally;
        var row = new RowWriter(_upsert ??= database.Prepare(sql.Upsert));
        row.Long(key);
        row.Long(rows);
        row.Bytes(data);
        var after = row.Write();
        return (before is { } old ? tally.Minus(old) : tally).Plus(after);
    }

    /// <summary>Deletes the segments from one key to another, both included.</summary>
    public void Delete(long first, long last) => (_delete ??= database.Prepare(sql.Delete)).Bind(first).Bind(last).Run();

    /// <summary>The same, and gives the folder's tally afterwards.</summary>
    public Tally Delete(long first, long last, Tally tally)
    {
        var select = _sums ??= database.Prepare(sql.Sums);
        select.Bind(first).Bind(last);
        while (select.Step()) tally = tally.Minus((uint)select.Long(0));
        Delete(first, last);
        return tally;
    }

    private static uint SumOf(long key, int rows, ReadOnlySpan<byte> data)
    {
        var sum = new Checksum();
        sum.Add(key);
        sum.Add(rows);
        sum.Add(data);
        return sum.Value;
    }
}

/// <summary>The statements of a <see cref="SegmentTable"/>; the sum stands before the data, so that it is found without reading the data.</summary>
internal sealed record SegmentSql(byte[] Upsert, byte[] Sums, byte[] Delete)
{
    public static SegmentSql Pairs { get; } = new(
        "INSERT OR REPLACE INTO pairs (id, rows, data, sum) VALUES (?, ?, ?, ?)"u8.ToArray(),
        "SELECT sum FROM pairs WHERE id BETWEEN ? AND ?"u8.ToArray(),
        "DELETE FROM pairs WHERE id BETWEEN ? AND ?"u8.ToArray());

    public static SegmentSql States { get; } = new(
        "INSERT OR REPLACE INTO states (id, rows, data, sum) VALUES (?, ?, ?, ?)"u8.ToArray(),
        "SELECT sum FROM states WHERE id BETWEEN ? AND ?"u8.ToArray(),
        "DELETE FROM states WHERE id BETWEEN ? AND ?"u8.ToArray());
}
