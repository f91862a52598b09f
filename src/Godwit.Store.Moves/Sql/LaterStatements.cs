using System.Data.Common;

namespace Godwit.Store.Moves;

/// <summary>Statements that are sent together. Only where the connection has batches: SQLite, which answers at once, gains nothing by them.</summary>
/// <param name="connection">The connection.</param>
internal sealed class LaterStatements(DbConnection connection)
{
    private const int Most = 200;
    private DbBatch? _batch;

    /// <summary>Takes a statement; false where it has to be run by itself.</summary>
    public bool Add(string sql, ReadOnlySpan<object?> values)
    {
        if (!connection.CanCreateBatch) return false;
        _batch ??= connection.CreateBatch();
        var command = _batch.CreateBatchCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = Columns.ParameterName(i);
            parameter.Value = Columns.Storable(values[i]);
            command.Parameters.Add(parameter);
        }
        _batch.BatchCommands.Add(command);
        return true;
    }

    /// <summary>Sends what waits when it has become much.</summary>
    public void SendIfMany(DbTransaction? transaction)
    {
        if (_batch?.BatchCommands.Count >= Most) Send(transaction);
    }

    /// <summary>Sends what waits.</summary>
    public void Send(DbTransaction? transaction)
    {
        if (_batch is not { } batch) return;
        _batch = null;
        using (batch)
        {
            batch.Transaction = transaction;
            batch.ExecuteNonQuery();
        }
    }

    /// <summary>Lets go of what waits.</summary>
    public void Forget()
    {
        _batch?.Dispose();
        _batch = null;
    }
}
