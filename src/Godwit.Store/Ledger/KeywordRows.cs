namespace Godwit.Store;

/// <summary>The keyword sets by their index from 1, names separated by spaces.</summary>
internal sealed class KeywordRows(Database database) : RowTable<KeywordSet>(database, "keyword sets")
{
    protected override ReadOnlySpan<byte> SelectSql => "SELECT id, names, sum FROM keywords ORDER BY id"u8;

    protected override ReadOnlySpan<byte> UpsertSql => "INSERT OR REPLACE INTO keywords (id, names, sum) VALUES (?, ?, ?)"u8;

    protected override ReadOnlySpan<byte> DeleteSql => "DELETE FROM keywords WHERE id = ?"u8;

    /// <summary>Writes the sets that the table has and the database has not.</summary>
    public void Append(KeywordTable keywords)
    {
        var count = keywords.Count;
        for (var index = (int)Tally.Count + 1; index < count; index++) Put(index, keywords[index]);
    }

    /// <summary>The table of the sets in the database.</summary>
    /// <exception cref="DamagedStateException">They are not numbered from 1 without gaps, or two are the same: rows would get the wrong keywords.</exception>
    public KeywordTable ToTable()
    {
        var table = new KeywordTable(All);
        DamagedStateException.Unless(table.Count == All.Count + 1 && (All.Count == 0 || Find(All.Count) is not null), "keyword sets are numbered wrongly");
        return table;
    }

    // Stored names are escaped once here, for the separator, and again as a whole like any text.
    protected override KeywordSet Read(long key, ref RowReader row) =>
        KeywordSet.Of((row.Text() ?? "").Split(' ').Select(StoredText.Unescape));

    protected override void Write(KeywordSet value, ref RowWriter row) =>
        row.Text(string.Join(' ', value.Select(name => StoredText.Escape(name, alsoSpaces: true))));
}
