namespace Godwit.Store;

/// <summary>What there is of one folder's pairs: enough to notice a segment that went missing.</summary>
/// <param name="Last">The highest number that a segment has.</param>
/// <param name="Pairs">Number and sum of the segments in <c>pairs</c>.</param>
/// <param name="States">Number and sum of the segments in <c>states</c>.</param>
internal sealed record Shelf(int Last, Tally Pairs, Tally States)
{
    public static Shelf Empty { get; } = new(0, default, default);
}

/// <summary>The shelves by folder.</summary>
internal sealed class ShelfTable(Database database) : RowTable<Shelf>(database, "records of pairs")
{
    protected override ReadOnlySpan<byte> SelectSql =>
        "SELECT id, last, pairs_count, pairs_sum, states_count, states_sum, sum FROM shelves ORDER BY id"u8;

    protected override ReadOnlySpan<byte> UpsertSql => """
        INSERT OR REPLACE INTO shelves (id, last, pairs_count, pairs_sum, states_count, states_sum, sum) VALUES (?, ?, ?, ?, ?, ?, ?)
        """u8;

    protected override ReadOnlySpan<byte> DeleteSql => "DELETE FROM shelves WHERE id = ?"u8;

    protected override Shelf Read(long key, ref RowReader row) =>
        new((int)row.Long(), new Tally(row.Long(), row.Long()), new Tally(row.Long(), row.Long()));

    protected override void Write(Shelf value, ref RowWriter row)
    {
        row.Long(value.Last);
        row.Long(value.Pairs.Count);
        row.Long(value.Pairs.Sum);
        row.Long(value.States.Count);
        row.Long(value.States.Sum);
    }
}
