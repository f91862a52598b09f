namespace Godwit.Store;

/// <summary>The folder records.</summary>
internal sealed class FolderTable(Database database) : RowTable<FolderRecord>(database, "folder records")
{
    protected override ReadOnlySpan<byte> SelectSql => """
        SELECT id, source_path, source_object, source_generation, source_uid_next, source_marker, source_messages, source_unpaired,
               target_path, target_object, target_generation, target_uid_next, target_marker, target_messages, target_unpaired,
               floor, intent, confirmed_below, created_by_us, twins_from, twins_until, sum
        FROM folders ORDER BY id
        """u8;

    protected override ReadOnlySpan<byte> UpsertSql => """
        INSERT OR REPLACE INTO folders
              (id, source_path, source_object, source_generation, source_uid_next, source_marker, source_messages, source_unpaired,
               target_path, target_object, target_generation, target_uid_next, target_marker, target_messages, target_unpaired,
               floor, intent, confirmed_below, created_by_us, twins_from, twins_until, sum)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """u8;

    protected override ReadOnlySpan<byte> DeleteSql => "DELETE FROM folders WHERE id = ?"u8;

    public void Put(FolderRecord record) => Put(record.Id, record);

    protected override FolderRecord Read(long key, ref RowReader row) => new((int)key)
    {
        Source = ReadSide(ref row),
        Target = ReadSide(ref row),
        Floor = (uint)row.Long(),
        IntentSeconds = row.Long(),
        ConfirmedBelow = (uint)row.Long(),
        CreatedByUs = row.Long() != 0,
        TwinsFrom = (uint)row.Long(),
        TwinsUntil = row.Long(),
    };

    protected override void Write(FolderRecord value, ref RowWriter row)
    {
        WriteSide(value.Source, ref row);
        WriteSide(value.Target, ref row);
        row.Long(value.Floor);
        row.Long(value.IntentSeconds);
        row.Long(value.ConfirmedBelow);
        row.Long(value.CreatedByUs ? 1 : 0);
        row.Long(value.TwinsFrom);
        row.Long(value.TwinsUntil);
    }

    private static SideRecord ReadSide(ref RowReader row) => new(StoredPath.Parse(row.Text()))
    {
        ObjectId = row.Text(),
        Generation = new FolderGeneration((uint)row.Long()),
        UidNext = (uint)row.Long(),
        Marker = new ChangeMarker((ulong)row.Long()),
        Messages = row.Long(),
        Unpaired = PackedUids.Unpack(row.Bytes()),
    };

    private static void WriteSide(SideRecord side, ref RowWriter row)
    {
        row.Text(side.Path.ToString());
        row.Text(side.ObjectId);
        row.Long(side.Generation.Number);
        row.Long(side.UidNext);
        row.Long((long)side.Marker.Value);
        row.Long(side.Messages);
        row.Bytes(PackedUids.Pack(side.Unpaired));
    }
}
