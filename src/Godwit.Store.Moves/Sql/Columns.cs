using System.Data.Common;

namespace Godwit.Store.Moves;

/// <summary>Values as columns have them: instants as UTC ticks, GUIDs as text.</summary>
internal static class Columns
{
    public static object? Ticks(DateTimeOffset? instant) => instant?.UtcTicks;

    public static string Text(Guid id) => id.ToString("D");

    public static object? Text(Guid? id) => id?.ToString("D");

    /// <summary>The name of the parameter at a place.</summary>
    public static string ParameterName(int place) => string.Create(CultureInfo.InvariantCulture, $"@p{place}");

    /// <summary>A value as a parameter has it.</summary>
    public static object Storable(object? value) => value switch { null => DBNull.Value, string text => Storable(text), var other => other };

    /// <summary>Text that both databases take: PostgreSQL stores neither NUL nor half a surrogate pair; they become U+FFFD.</summary>
    public static string Storable(string text) => IsStorable(text) ? text : string.Concat(text.EnumerateRunes().Select(static rune => rune.Value == 0 ? "\uFFFD" : rune.ToString()));

    private static bool IsStorable(string text)
    {
        for (var rest = text.AsSpan(); rest.IndexOfAnyInRange('\uD800', '\uDFFF') is >= 0 and var at; rest = rest[(at + 2)..])
        {
            if (at + 1 >= rest.Length || !char.IsSurrogatePair(rest[at], rest[at + 1])) return false;
        }
        return !text.Contains('\0', StringComparison.Ordinal);
    }

    public static DateTimeOffset Instant(this DbDataReader row, int column) => new(row.GetInt64(column), TimeSpan.Zero);

    public static DateTimeOffset? InstantOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Instant(column);

    public static Guid Id(this DbDataReader row, int column) => Guid.ParseExact(row.GetString(column), "D");

    public static Guid? IdOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Id(column);

    public static string? TextOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
