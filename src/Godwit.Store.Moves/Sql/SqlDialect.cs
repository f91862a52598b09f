namespace Godwit.Store.Moves;

/// <summary>
/// What SQLite and PostgreSQL say differently. All statements of <c>Records/</c> are the same for both: they use what both understand (<c>ON CONFLICT</c>, <c>IS NOT DISTINCT FROM</c>, <c>LIMIT</c>, a collation
/// called <c>nocase</c>).
/// </summary>
internal abstract class SqlDialect
{
    /// <summary>SQLite 3.39 and newer.</summary>
    public static SqlDialect Sqlite { get; } = new SqliteDialect();

    /// <summary>PostgreSQL 13 and newer.</summary>
    public static SqlDialect Postgres { get; } = new PostgresDialect();

    /// <summary>What has to be there before the first table; empty for nothing.</summary>
    public abstract string Foundation { get; }

    /// <summary>The type of a key that counts upwards and never gives a number twice.</summary>
    public abstract string CountingKey { get; }

    /// <summary>Makes a table take new rows and refuse everything else.</summary>
    /// <param name="table">The table: our own text.</param>
    public abstract string AppendOnly(string table);

    private sealed class SqliteDialect : SqlDialect
    {
        public override string Foundation => "";

        public override string CountingKey => "INTEGER PRIMARY KEY AUTOINCREMENT";

        public override string AppendOnly(string table) => $"""
            CREATE TRIGGER {table}_unchanged BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, 'the {table} is append-only'); END;
            CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, 'the {table} is append-only'); END;
            """;
    }

    private sealed class PostgresDialect : SqlDialect
    {
        // SQLite's NOCASE under the same name; it compares letters beyond ASCII without case too.
        public override string Foundation => "CREATE COLLATION nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false);\n";

        public override string CountingKey => "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY";

        public override string AppendOnly(string table) => $"""
            CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the {table} is append-only'; END $$;
            CREATE TRIGGER {table}_unchanged BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_refuse();
            CREATE TRIGGER {table}_kept BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse();
            """;
    }
}
