namespace Godwit.Store.Moves;

/// <summary>The tables, and the ways to them from older versions.</summary>
internal static class Schema
{
    /// <summary>Tells our files from other people's databases: "GDWS".</summary>
    public const int ApplicationId = 0x47445753;

    /// <summary>What to do to a database of version 0 (empty), 1, 2, ... to make it the next one's.</summary>
    public static readonly IReadOnlyList<Func<SqlDialect, string>> Migrations = [First, Second];

    /// <summary>The version that this program reads and writes.</summary>
    public static int Version => Migrations.Count;

    // Columns are what is searched and counted; the rest of a record is its document. The audit takes lines and nothing else.
    private static string First(SqlDialect sql) => sql.Foundation + $"""
        CREATE TABLE limits (id INTEGER PRIMARY KEY CHECK (id = 1), document TEXT NOT NULL);
        CREATE TABLE endpoints (id TEXT PRIMARY KEY, name TEXT NOT NULL COLLATE NOCASE UNIQUE, created BIGINT NOT NULL, modified BIGINT NOT NULL, failing_since BIGINT, version INTEGER NOT NULL, document TEXT NOT NULL);
        CREATE TABLE endpoint_tests (number {sql.CountingKey}, endpoint_id TEXT NOT NULL REFERENCES endpoints (id) ON DELETE CASCADE, document TEXT NOT NULL);
        CREATE INDEX endpoint_tests_endpoint ON endpoint_tests (endpoint_id, number);
        CREATE TABLE batches (id TEXT PRIMARY KEY, name TEXT NOT NULL COLLATE NOCASE UNIQUE, created BIGINT NOT NULL, started BIGINT, stopped INTEGER NOT NULL, completion_asked BIGINT, removing INTEGER NOT NULL,
            version INTEGER NOT NULL, document TEXT NOT NULL);
        CREATE TABLE moves (number {sql.CountingKey}, id TEXT NOT NULL UNIQUE, batch_id TEXT REFERENCES batches (id), endpoint_id TEXT REFERENCES endpoints (id), address TEXT NOT NULL, label TEXT,
            status INTEGER NOT NULL, over INTEGER NOT NULL, held INTEGER NOT NULL, epoch BIGINT NOT NULL, lease_until BIGINT, due BIGINT, step INTEGER NOT NULL, rank BIGINT NOT NULL,
            last_sync BIGINT, seeded BIGINT, completed BIGINT, items BIGINT NOT NULL, bytes BIGINT NOT NULL, source_bytes BIGINT NOT NULL, copied_bytes DOUBLE PRECISION NOT NULL, rate DOUBLE PRECISION NOT NULL,
            version INTEGER NOT NULL, order_document TEXT NOT NULL, standing_document TEXT NOT NULL, counts_document TEXT NOT NULL);
        CREATE INDEX moves_batch ON moves (batch_id, status);
        CREATE INDEX moves_endpoint ON moves (endpoint_id);
        CREATE INDEX moves_address ON moves (address);
        CREATE INDEX moves_due ON moves (due) WHERE due IS NOT NULL;
        CREATE INDEX moves_held ON moves (held) WHERE held = 1;
        CREATE TABLE slots (scope TEXT NOT NULL, move_id TEXT NOT NULL REFERENCES moves (id), PRIMARY KEY (scope, move_id));
        CREATE INDEX slots_move ON slots (move_id);
        CREATE TABLE reports (move_id TEXT PRIMARY KEY, number BIGINT NOT NULL, address TEXT NOT NULL, batch TEXT, folders TEXT, skipped TEXT, failures TEXT, source_latency TEXT, target_latency TEXT);
        CREATE INDEX reports_address ON reports (address, number);
        CREATE TABLE report_entries (number {sql.CountingKey}, move_id TEXT NOT NULL, at BIGINT NOT NULL, node TEXT NOT NULL, type TEXT NOT NULL, message TEXT NOT NULL);
        CREATE INDEX report_entries_move ON report_entries (move_id, number);
        CREATE TABLE administrators (name TEXT PRIMARY KEY COLLATE NOCASE, document TEXT NOT NULL);
        CREATE TABLE tokens (id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, owner TEXT NOT NULL COLLATE NOCASE, document TEXT NOT NULL);
        CREATE TABLE audit (id {sql.CountingKey}, identity TEXT NOT NULL, document TEXT NOT NULL);
        CREATE INDEX audit_identity ON audit (identity, id);
        {sql.AppendOnly("audit")}
        """;

    // Where a move is written to, and how it stands as a request. What was there before is kept anew at the start (EarlierMoves).
    private static string Second(SqlDialect sql) => """
        ALTER TABLE moves ADD COLUMN place TEXT;
        ALTER TABLE moves ADD COLUMN request_status INTEGER;
        CREATE INDEX moves_request ON moves (request_status, number);
        CREATE INDEX moves_place ON moves (place) WHERE over = 0;
        """;
}
