namespace Godwit.Store.Moves;

/// <summary>Slots: a row for each that is taken, so that limits are exact for everybody who shares the database.</summary>
internal sealed class SlotRows(SqlSession session) : ISlotRecords
{
    public IReadOnlyDictionary<string, int> InUse() =>
        session.Query("SELECT scope, COUNT(*) FROM slots GROUP BY scope", static row => KeyValuePair.Create(row.GetString(0), row.GetInt32(1))).ToDictionary(StringComparer.Ordinal);

    public void Take(string scope, Guid move) => session.Run("INSERT INTO slots (scope, move_id) VALUES (@p0, @p1)", scope, Columns.Text(move));

    public void Free(Guid move) => session.Run("DELETE FROM slots WHERE move_id = @p0", Columns.Text(move));
}
