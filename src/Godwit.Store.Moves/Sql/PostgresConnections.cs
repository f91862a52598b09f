using System.Data;
using Npgsql;

namespace Godwit.Store.Moves;

/// <summary>Opens connections to a PostgreSQL, each with the limits that keep one frozen node from holding up the others.</summary>
/// <param name="settings">Where.</param>
/// <param name="node">Who: shown in the server's list of activities, and held by one process at a time.</param>
internal sealed class PostgresConnections(PostgresSettings settings, string node)
{
    // Classes of advisory locks, beside those of whoever else uses the database.
    private const int WriterClass = Schema.ApplicationId, NodeClass = Schema.ApplicationId + 1;
    private const int ConnectSeconds = 5, CommandSeconds = 15, HoldMilliseconds = 3_000;

    // A connection that is gone is noticed within half a minute; a transaction that stands still, or waits for the writer's turn, ends after 10 seconds.
    private const string Limits = "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 -c idle_in_transaction_session_timeout=10000 -c lock_timeout=10000 -c synchronous_commit=on";

    /// <summary>A connection that only reads; what it reads in one transaction is of one moment.</summary>
    public SqlSession ToRead() => new(Open("-c default_transaction_read_only=on"), static made => made.BeginTransaction(IsolationLevel.RepeatableRead));

    /// <summary>The connection of the node's writer.</summary>
    /// <param name="told">Given the server's time at the begin of each transaction.</param>
    /// <exception cref="FaultException"><see cref="MoveFaults.DataInUse"/>: another process has this node's name.</exception>
    public SqlSession ToWrite(Action<DateTimeOffset> told)
    {
        var connection = Open("-c default_transaction_read_only=off");
        try
        {
            if (!HoldNode(connection)) throw MoveFaults.Refuse(MoveFaults.DataInUse, $"Another process works as the node '{node}' on {settings}; end it, or give this one another name with 'node'.");
            return new SqlSession(connection, made => BeginWriting((NpgsqlConnection)made, told));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private NpgsqlConnection Open(string mode)
    {
        var address = new NpgsqlConnectionStringBuilder
        {
            Host = settings.Host, Port = settings.Port, Database = settings.Database, Username = settings.User, Password = settings.Password?.Invoke(), SearchPath = settings.Schema,
            SslMode = settings.Plain || settings.Host.StartsWith('/') ? SslMode.Disable : SslMode.VerifyFull, RootCertificate = settings.AuthorityFile,
            ApplicationName = "godwit " + node, Pooling = false, Timeout = ConnectSeconds, CommandTimeout = CommandSeconds, MaxAutoPrepare = 100, AutoPrepareMinUsages = 3, TcpKeepAlive = true, Options = Limits + " " + mode,
        };
        var connection = new NpgsqlConnection(address.ConnectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // A server that is busy notices a moment late that the process before this one has ended, and holds its lock until then: a restart waits for that.
    private bool HoldNode(NpgsqlConnection connection)
    {
        using var hold = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new($"SET lock_timeout = {HoldMilliseconds}"),
                new("SELECT pg_advisory_lock($1, hashtext($2))") { Parameters = { new() { Value = NodeClass }, new() { Value = settings.Schema + "/" + node } } },
                new("RESET lock_timeout"),
            },
        };
        try { hold.ExecuteNonQuery(); }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable) { return false; }
        return true;
    }

    // One writer over all nodes, as in one file: what a transaction counts stays true until it is kept. READ COMMITTED, since each statement shall see what was kept before the turn came.
    private NpgsqlTransaction BeginWriting(NpgsqlConnection connection, Action<DateTimeOffset> told)
    {
        var transaction = connection.BeginTransaction(IsolationLevel.ReadCommitted);
        try
        {
            using var turn = new NpgsqlBatch(connection, transaction)
            {
                BatchCommands =
                {
                    new("SELECT pg_advisory_xact_lock($1, hashtext($2))") { Parameters = { new() { Value = WriterClass }, new() { Value = settings.Schema } } },
                    new("SELECT clock_timestamp()"),
                },
            };
            using (var answer = turn.ExecuteReader())
            {
                answer.NextResult();
                answer.Read();
                told(answer.GetFieldValue<DateTimeOffset>(0));
            }
            return transaction;
        }
        catch
        {
            transaction.Dispose();
            throw;
        }
    }
}
