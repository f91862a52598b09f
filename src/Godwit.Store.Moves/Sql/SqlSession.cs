using System.Data.Common;

namespace Godwit.Store.Moves;

/// <summary>One connection with its prepared statements. Parameters are <c>@p0</c>, <c>@p1</c> in the order of the values. Not for two threads at once.</summary>
/// <param name="connection">The connection, open; disposed with this.</param>
/// <param name="begin">Begins a transaction as the session is for: one that writes takes its lock at once.</param>
internal sealed class SqlSession(DbConnection connection, Func<DbConnection, DbTransaction> begin) : IDisposable
{
    // Far more than there are statements of one wording. Some name what is full, or as many addresses as a list has: those would gather for ever.
    private const int MostPrepared = 200;

    private readonly Dictionary<string, DbCommand> _prepared = new(StringComparer.Ordinal);
    private readonly LaterStatements _later = new(connection);
    private DbTransaction? _transaction;

    /// <summary>The connection.</summary>
    public DbConnection Connection => connection;

    /// <summary>How many statements are kept prepared.</summary>
    public int Prepared => _prepared.Count;

    /// <summary>Does something in one transaction; kept only when asked to and nothing is thrown.</summary>
    public T Within<T>(bool keep, Func<T> work)
    {
        using var transaction = begin(connection);
        _transaction = transaction;
        try
        {
            var answer = work();
            _later.Send(transaction);
            if (keep) transaction.Commit();
            else transaction.Rollback();
            return answer;
        }
        finally
        {
            _transaction = null;
            _later.Forget();
        }
    }

    /// <summary>Runs a statement; gives how many rows it changed.</summary>
    public int Run(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteNonQuery();

    /// <summary>
    /// Runs a statement whose answer nobody needs, at the latest before the next one that is asked for an answer: where the database is behind a network, many go in one flight. What is wrong with it is told then.
    /// </summary>
    public void RunLater(string sql, params ReadOnlySpan<object?> values)
    {
        if (_later.Add(sql, values)) _later.SendIfMany(_transaction);
        else Run(sql, values);
    }

    /// <summary>Runs statements that come once and have no values.</summary>
    public void RunOnce(string sql)
    {
        using var command = Make(sql, 0);
        command.Transaction = _transaction;
        command.ExecuteNonQuery();
    }

    /// <summary>Every row of a query.</summary>
    public List<T> Query<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        var rows = new List<T>();
        using var reader = Prepare(sql, values).ExecuteReader();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    /// <summary>The first row of a query; the default when there is none.</summary>
    public T? First<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var reader = Prepare(sql, values).ExecuteReader();
        return reader.Read() ? read(reader) : default;
    }

    /// <summary>The one number that a query gives; 0 for none.</summary>
    public long Number(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteScalar() is { } value and not DBNull ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : 0;

    private DbCommand Prepare(string sql, ReadOnlySpan<object?> values)
    {
        _later.Send(_transaction);
        if (!_prepared.TryGetValue(sql, out var command))
        {
            if (_prepared.Count >= MostPrepared) LetGo();
            _prepared[sql] = command = Make(sql, values.Length);
        }
        command.Transaction = _transaction;
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = Columns.Storable(values[i]);
        return command;
    }

    private DbCommand Make(string sql, int values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = Columns.ParameterName(i);
            command.Parameters.Add(parameter);
        }
        return command;
    }

    public void Dispose()
    {
        _later.Forget();
        LetGo();
        connection.Dispose();
    }

    // Nobody reads by one of them now: a reader is closed before the next statement.
    private void LetGo()
    {
        foreach (var command in _prepared.Values) command.Dispose();
        _prepared.Clear();
    }
}
