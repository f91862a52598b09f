using System.Data.Common;

namespace Godwit.Store.Moves;

/// <summary>Values as columns have them: instants as UTC ticks, GUIDs as text.</summary>
internal static class Columns
{
    public static object? Ticks(DateTimeOffset? instant) => instant?.UtcTicks;

    public static string Text(Guid id) => id.ToString("D");

    public static object? Text(Guid? id) => id?.ToString("D");

    public static DateTimeOffset Instant(this DbDataReader row, int column) => new(row.GetInt64(column), TimeSpan.Zero);

    public static DateTimeOffset? InstantOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Instant(column);

    public static Guid Id(this DbDataReader row, int column) => Guid.ParseExact(row.GetString(column), "D");

    public static Guid? IdOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Id(column);

    public static string? TextOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
