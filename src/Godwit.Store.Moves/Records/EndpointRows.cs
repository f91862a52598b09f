using System.Data.Common;

namespace Godwit.Store.Moves;

/// <summary>Endpoints and their tests.</summary>
internal sealed class EndpointRows(SqlSession session) : IEndpointRecords
{
    private const int MostTests = 200;
    private const string Select = "SELECT id, created, modified, failing_since, version, document FROM endpoints";

    public IReadOnlyList<Endpoint> All() => session.Query(Select + " ORDER BY name", Read);

    public Endpoint? Find(Guid id) => session.First(Select + " WHERE id = @p0", Read, Columns.Text(id));

    public Endpoint? Find(string name) => session.First(Select + " WHERE name = @p0", Read, name);

    public void Save(Endpoint endpoint) => session.Run("""
        INSERT INTO endpoints (id, name, created, modified, failing_since, version, document) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, modified = excluded.modified, failing_since = excluded.failing_since, version = excluded.version, document = excluded.document
        """, Columns.Text(endpoint.Id), endpoint.Order.Name, endpoint.Created.UtcTicks, endpoint.Modified.UtcTicks, Columns.Ticks(endpoint.FailingSince), endpoint.Version,
        Documents.Write(endpoint.Order, Documents.Default.EndpointOrder));

    public void Remove(Guid id) => session.Run("DELETE FROM endpoints WHERE id = @p0", Columns.Text(id));

    public void Add(Guid id, EndpointHealth test)
    {
        session.Run("INSERT INTO endpoint_tests (endpoint_id, document) VALUES (@p0, @p1)", Columns.Text(id), Documents.Write(test, Documents.Default.EndpointHealth));
        session.Run("DELETE FROM endpoint_tests WHERE endpoint_id = @p0 AND number <= (SELECT number FROM endpoint_tests WHERE endpoint_id = @p0 ORDER BY number DESC LIMIT 1 OFFSET @p1)", Columns.Text(id), MostTests);
    }

    public IReadOnlyList<EndpointHealth> Tests(Guid id, int count) =>
        session.Query("SELECT document FROM endpoint_tests WHERE endpoint_id = @p0 ORDER BY number DESC LIMIT @p1", static row => Documents.Read(row.GetString(0), Documents.Default.EndpointHealth), Columns.Text(id), count);

    private static Endpoint Read(DbDataReader row) =>
        new(row.Id(0), Documents.Read(row.GetString(5), Documents.Default.EndpointOrder), row.Instant(1), row.Instant(2), row.InstantOrNull(3), row.GetInt32(4));
}
