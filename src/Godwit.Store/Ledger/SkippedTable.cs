namespace Godwit.Store;

/// <summary>The items that are skipped, by folder and source uid.</summary>
internal sealed class SkippedTable(Database database) : RowTable<SkippedItem>(database, "skipped items")
{
    protected override ReadOnlySpan<byte> SelectSql => """
        SELECT id, reason, folder, code, told, size, has_received, received, received_offset, subject, tries, sum FROM skipped ORDER BY id
        """u8;

    protected override ReadOnlySpan<byte> UpsertSql => """
        INSERT OR REPLACE INTO skipped (id, reason, folder, code, told, size, has_received, received, received_offset, subject, tries, sum)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """u8;

    protected override ReadOnlySpan<byte> DeleteSql => "DELETE FROM skipped WHERE id = ?"u8;

    public void Put(SkippedItem item) => Put(RowKey.Of(item.FolderId, item.SourceUid), item);

    protected override SkippedItem Read(long key, ref RowReader row) => new(RowKey.Folder(key), RowKey.Number(key), (SkipReason)row.Long())
    {
        Folder = StoredPath.Parse(row.Text()),
        Code = row.Text() ?? "",
        Told = row.Text() ?? "",
        Size = row.Long(),
        Received = ReadDate(ref row),
        Subject = row.Text(),
        Tries = (int)row.Long(),
    };

    protected override void Write(SkippedItem value, ref RowWriter row)
    {
        row.Long((long)value.Reason);
        row.Text(value.Folder.ToString());
        row.Text(value.Code);
        row.Text(value.Told);
        row.Long(value.Size);
        row.Long(value.Received is null ? 0 : 1);
        row.Long(value.Received?.UnixSeconds ?? 0);
        row.Long(value.Received?.OffsetMinutes ?? 0);
        row.Text(value.Subject);
        row.Long(value.Tries);
    }

    private static ReceivedDate? ReadDate(ref RowReader row)
    {
        var known = row.Long() != 0;
        var date = new ReceivedDate(row.Long(), (short)row.Long());
        return known ? date : null;
    }
}
