using System.Diagnostics;
using Npgsql;

namespace Godwit.Store.Moves.Tests.Support;

/// <summary>A PostgreSQL of the tests' own on a free port, started by its script; it ends with the tests.</summary>
public sealed class PostgresServer : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "godwit-" + Guid.NewGuid().ToString("N")[..12]);
    private readonly Dictionary<string, string> _told;

    public PostgresServer() =>
        _told = Script("start").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split('=', 2)).ToDictionary(static pair => pair[0], static pair => pair[1]);

    /// <summary>Where it is, for the test programs of others.</summary>
    public string Where => $"{_told["port"]}:{_told["password"]}:{_told["ca"]}";

    /// <summary>Its certificate authority.</summary>
    public string Authority => _told["ca"];

    /// <summary>The folder of the checkout.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A schema that nobody else has.</summary>
    public PostgresSettings NewRecords() => new("localhost", "godwit", "godwit")
    {
        Port = int.Parse(_told["port"], CultureInfo.InvariantCulture), Password = Password, AuthorityFile = Authority, Schema = "t" + Guid.NewGuid().ToString("N"),
    };

    /// <summary>Asks the server something past the store.</summary>
    public object? Ask(PostgresSettings records, string sql)
    {
        using var connection = Connect(records);
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }

    /// <summary>A connection past the store.</summary>
    public NpgsqlConnection Connect(PostgresSettings records)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder { Host = records.Host, Port = records.Port, Database = records.Database, Username = records.User, Password = Password(), SearchPath = records.Schema, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    /// <summary>Ends every process of it, as a machine that dies does.</summary>
    public void Kill() => Script("kill");

    /// <summary>Starts it again, with what it had.</summary>
    public void Start() => Script("start");

    public void Dispose() => Script("stop");

    private string Password() => File.ReadAllText(_told["password"]).Trim();

    private string Script(string verb)
    {
        var start = new ProcessStartInfo(Path.Combine(Root, "tests", "Godwit.EndToEnd", "servers", "postgresql"), [verb, _folder]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"postgresql {verb}: {error.Result}");
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Godwit.slnx"))) return folder.FullName;
        throw new InvalidOperationException("The tests run from inside a checkout.");
    }
}
