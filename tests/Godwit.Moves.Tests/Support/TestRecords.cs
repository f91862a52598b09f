using System.Text;
using Godwit.Store.Moves;
using Npgsql;

namespace Godwit.Moves.Tests.Support;

/// <summary>Empty records of a test: a SQLite file, or a schema of its own on the PostgreSQL that <c>GODWIT_TEST_POSTGRES</c> names (PORT:PASSWORD-FILE:CA-FILE).</summary>
internal sealed class TestRecords : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("godwit-desk-").FullName;
    private readonly PostgresSettings? _postgres = Environment.GetEnvironmentVariable("GODWIT_TEST_POSTGRES") is { Length: > 0 } where ? Settings(where.Split(':')) : null;

    /// <summary>Opens them, as a start of the service does.</summary>
    public IMoveStore Open(TimeProvider clock) => _postgres is null ? SqliteMoveStore.Open(DatabaseFile, clock) : PostgresMoveStore.Open(_postgres, "node", clock);

    /// <summary>All bytes of the file, or all rows.</summary>
    public byte[] Dump() => _postgres is null ? [.. File.ReadAllBytes(DatabaseFile), .. File.Exists(DatabaseFile + "-wal") ? File.ReadAllBytes(DatabaseFile + "-wal") : []] : Rows(_postgres);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string DatabaseFile => Path.Combine(_folder, "service.db");

    private static PostgresSettings Settings(string[] where) => new("localhost", "godwit", "godwit")
    {
        Port = int.Parse(where[0], CultureInfo.InvariantCulture), Password = () => File.ReadAllText(where[1]).Trim(), AuthorityFile = where[2], Schema = "t" + Guid.NewGuid().ToString("N"),
    };

    private static byte[] Rows(PostgresSettings settings)
    {
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder { Host = settings.Host, Port = settings.Port, Database = settings.Database, Username = settings.User, Password = settings.Password!(), Pooling = false }.ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand("SELECT schema_to_xml($1, true, false, '')::text", connection) { Parameters = { new() { Value = settings.Schema } } };
        return Encoding.UTF8.GetBytes((string)command.ExecuteScalar()!);
    }
}
