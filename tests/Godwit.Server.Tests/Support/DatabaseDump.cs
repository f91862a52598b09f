using System.Text;
using Microsoft.Data.Sqlite;

namespace Godwit.Server.Tests.Support;

/// <summary>Everything that a database holds, row for row.</summary>
internal static class DatabaseDump
{
    public static string Of(string file, params string[] without)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
        connection.Open();
        var dump = new StringBuilder();
        foreach (var table in Rows(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name").Select(static row => row.Trim('|')).Except(without))
            dump.Append(table).Append('\n').AppendJoin('\n', Rows(connection, $"SELECT * FROM {table} ORDER BY 1, 2")).Append('\n');
        return dump.ToString();
    }

    private static List<string> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture))) + "|");
        return rows;
    }
}
