using System.Data.Common;

namespace Godwit.Store.Moves;

/// <summary>Batches.</summary>
internal sealed class BatchRows(SqlSession session) : IBatchRecords
{
    private const string Select = "SELECT id, created, started, stopped, completion_asked, removing, version, document FROM batches";

    public IReadOnlyList<Batch> All() => session.Query(Select + " ORDER BY name", Read);

    public Batch? Find(Guid id) => session.First(Select + " WHERE id = @p0", Read, Columns.Text(id));

    public Batch? Find(string name) => session.First(Select + " WHERE name = @p0", Read, name);

    public int Count() => (int)session.Number("SELECT COUNT(*) FROM batches");

    public void Save(Batch batch) => session.Run("""
        INSERT INTO batches (id, name, created, started, stopped, completion_asked, removing, version, document) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, started = excluded.started, stopped = excluded.stopped, completion_asked = excluded.completion_asked, removing = excluded.removing,
            version = excluded.version, document = excluded.document
        """, Columns.Text(batch.Id), batch.Order.Name, batch.Created.UtcTicks, Columns.Ticks(batch.Started), batch.Stopped ? 1 : 0, Columns.Ticks(batch.CompletionAsked), batch.Removing ? 1 : 0, batch.Version,
        Documents.Write(batch.Order, Documents.Default.BatchOrder));

    public void Remove(Guid id) => session.Run("DELETE FROM batches WHERE id = @p0", Columns.Text(id));

    private static Batch Read(DbDataReader row) =>
        new(row.Id(0), Documents.Read(row.GetString(7), Documents.Default.BatchOrder), row.Instant(1), row.InstantOrNull(2), row.GetInt32(3) != 0, row.InstantOrNull(4), row.GetInt32(5) != 0, row.GetInt32(6));
}
