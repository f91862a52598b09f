namespace Godwit.Store.Moves;

/// <summary>Administrators, tokens and the audit.</summary>
internal sealed class AccessRows(SqlSession session) : IAccessRecords
{
    public IReadOnlyList<StoredAdministrator> Administrators() => session.Query("SELECT document FROM administrators ORDER BY name", static row => Documents.Read(row.GetString(0), Documents.Default.StoredAdministrator));

    public StoredAdministrator? FindAdministrator(string name) =>
        session.First("SELECT document FROM administrators WHERE name = @p0", static row => Documents.Read(row.GetString(0), Documents.Default.StoredAdministrator), name);

    public void Save(StoredAdministrator administrator) => session.Run(
        "INSERT INTO administrators (name, document) VALUES (@p0, @p1) ON CONFLICT (name) DO UPDATE SET document = excluded.document", administrator.Name, Documents.Write(administrator, Documents.Default.StoredAdministrator));

    public void RemoveAdministrator(string name)
    {
        session.Run("DELETE FROM tokens WHERE owner = @p0", name);
        session.Run("DELETE FROM administrators WHERE name = @p0", name);
    }

    public IReadOnlyList<StoredToken> Tokens(string? owner) => owner is null
        ? session.Query("SELECT document FROM tokens ORDER BY id", static row => Documents.Read(row.GetString(0), Documents.Default.StoredToken))
        : session.Query("SELECT document FROM tokens WHERE owner = @p0 ORDER BY id", static row => Documents.Read(row.GetString(0), Documents.Default.StoredToken), owner);

    public StoredToken? FindToken(string hash) => session.First("SELECT document FROM tokens WHERE hash = @p0", static row => Documents.Read(row.GetString(0), Documents.Default.StoredToken), hash);

    public void Save(StoredToken token) =>
        session.Run("INSERT INTO tokens (id, hash, owner, document) VALUES (@p0, @p1, @p2, @p3)", Columns.Text(token.Details.Id), token.Hash, token.Details.Owner, Documents.Write(token, Documents.Default.StoredToken));

    public void RemoveToken(Guid id) => session.Run("DELETE FROM tokens WHERE id = @p0", Columns.Text(id));

    public void Audit(AuditEntry entry) => session.Run("INSERT INTO audit (identity, document) VALUES (@p0, @p1)", entry.Identity, Documents.Write(entry, Documents.Default.AuditEntry));

    public IReadOnlyList<AuditEntry> Audit(string? identity, long before, int count) => identity is null
        ? session.Query("SELECT id, document FROM audit WHERE id < @p0 ORDER BY id DESC LIMIT @p1", Read, before, count)
        : session.Query("SELECT id, document FROM audit WHERE identity = @p2 AND id < @p0 ORDER BY id DESC LIMIT @p1", Read, before, count, identity);

    public long CountAudit(string? identity) => identity is null ? session.Number("SELECT COUNT(*) FROM audit") : session.Number("SELECT COUNT(*) FROM audit WHERE identity = @p0", identity);

    private static AuditEntry Read(System.Data.Common.DbDataReader row) => Documents.Read(row.GetString(1), Documents.Default.AuditEntry) with { Id = row.GetInt64(0) };
}
