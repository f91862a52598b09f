namespace Godwit.Store;

/// <summary>The state's one row of <c>meta</c>: whose it is, and what its tables hold.</summary>
internal sealed record StateHead(string Source, string Target, long CreatedSeconds)
{
    public Tally Folders { get; init; }
    public Tally Skipped { get; init; }
    public Tally Keywords { get; init; }
    public Tally Shelves { get; init; }

    /// <summary>Reads the row.</summary>
    /// <exception cref="DamagedStateException">It is missing or was changed.</exception>
    public static StateHead Read(Database database)
    {
        using var select = database.Prepare("""
            SELECT id, source, target, created, folders_count, folders_sum, skipped_count, skipped_sum,
                   keywords_count, keywords_sum, shelves_count, shelves_sum, sum
            FROM meta WHERE id = 1
            """u8);
        DamagedStateException.Unless(select.Step(), "its first record is missing");
        var row = new RowReader(select);
        row.Long();
        var head = new StateHead(row.Text() ?? "", row.Text() ?? "", row.Long())
        {
            Folders = ReadTally(ref row),
            Skipped = ReadTally(ref row),
            Keywords = ReadTally(ref row),
            Shelves = ReadTally(ref row),
        };
        row.Check("its first record");
        return head;
    }

    /// <summary>Writes the row with a statement prepared from <see cref="WriteSql"/>.</summary>
    public void Write(Statement upsert)
    {
        var row = new RowWriter(upsert);
        row.Long(1);
        row.Text(Source);
        row.Text(Target);
        row.Long(CreatedSeconds);
        WriteTally(ref row, Folders);
        WriteTally(ref row, Skipped);
        WriteTally(ref row, Keywords);
        WriteTally(ref row, Shelves);
        row.Write();
    }

    private static void WriteTally(ref RowWriter row, Tally tally)
    {
        row.Long(tally.Count);
        row.Long(tally.Sum);
    }

    /// <summary>Inserts or replaces the row.</summary>
    public static ReadOnlySpan<byte> WriteSql => """
        INSERT OR REPLACE INTO meta (id, source, target, created, folders_count, folders_sum, skipped_count, skipped_sum,
               keywords_count, keywords_sum, shelves_count, shelves_sum, sum)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """u8;

    private static Tally ReadTally(ref RowReader row) => new(row.Long(), row.Long());
}
