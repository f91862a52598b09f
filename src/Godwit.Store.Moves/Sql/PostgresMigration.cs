using System.Text;

namespace Godwit.Store.Moves;

/// <summary>Brings the tables of a schema to this program's version, within the transaction of whoever calls.</summary>
internal static class PostgresMigration
{
    /// <summary>Does what is to be done; nothing when all is as it should be.</summary>
    /// <returns>How many versions it went.</returns>
    /// <exception cref="FaultException"><see cref="MoveFaults.StoreTooNew"/> or <see cref="MoveFaults.StoreUnusable"/>; nothing was changed.</exception>
    public static int Run(SqlSession session, PostgresSettings settings)
    {
        var version = VersionOf(session, settings);
        if (version > Schema.Version) throw MoveFaults.Refuse(MoveFaults.StoreTooNew, string.Create(CultureInfo.InvariantCulture, $"The database {settings} has version {version}, and this program knows versions up to {Schema.Version}; it was left untouched: use the newer program."));
        if (version == Schema.Version) return 0;
        var script = new StringBuilder();
        if (version == 0) script.Append(CultureInfo.InvariantCulture, $"CREATE SCHEMA IF NOT EXISTS {settings.Schema}; CREATE TABLE schema_version (version INTEGER NOT NULL); INSERT INTO schema_version VALUES (0);\n");
        foreach (var step in Schema.Migrations.Skip(version)) script.Append(step(SqlDialect.Postgres));
        script.Append(CultureInfo.InvariantCulture, $"UPDATE schema_version SET version = {Schema.Version};");
        session.RunOnce(script.ToString());
        return Schema.Version - version;
    }

    private static int VersionOf(SqlSession session, PostgresSettings settings)
    {
        var tables = session.Number("SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = @p0", settings.Schema);
        if (tables == 0) return 0;
        var ours = session.Number("SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = @p0 AND table_name = 'schema_version'", settings.Schema);
        return ours > 0 ? (int)session.Number("SELECT version FROM schema_version")
            : throw MoveFaults.Refuse(MoveFaults.StoreUnusable, $"The service's database {settings} cannot be used: the schema holds another program's tables.");
    }
}
