namespace Godwit.Administration.Parsing;

/// <summary>A point in time as it was given: with its offset, or by the clocks of the zone that is named beside it.</summary>
/// <param name="Local">What a clock there shows; null: no time at all.</param>
/// <param name="Offset">Its distance from UTC; null: the zone tells.</param>
internal readonly record struct Moment(DateTime? Local, TimeSpan? Offset)
{
    /// <summary>No time: what was set is taken away.</summary>
    public static readonly Moment None;

    private static readonly string[] Bare = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];
    private static readonly string[] Zoned = [.. Bare.Skip(1).SelectMany(form => (string[])[form + "zzz", form + " zzz"])];
    private static readonly string[] Utc = [.. Bare.Skip(1).Select(form => form + "'Z'")];

    /// <summary>Reads ISO 8601 to the minute or second. Forms in which day and month could be exchanged are not read.</summary>
    public static Moment? Read(string text)
    {
        if (text.ToUpperInvariant() is "NONE" or "$NULL") return None;
        if (DateTime.TryParseExact(text, Bare, CultureInfo.InvariantCulture, DateTimeStyles.None, out var bare)) return new Moment(bare, null);
        if (DateTime.TryParseExact(text, Utc, CultureInfo.InvariantCulture, DateTimeStyles.None, out var utc)) return new Moment(utc, TimeSpan.Zero);
        return DateTimeOffset.TryParseExact(text, Zoned, CultureInfo.InvariantCulture, DateTimeStyles.None, out var zoned) ? new Moment(zoned.DateTime, zoned.Offset) : null;
    }

    /// <summary>True when only a zone can tell which instant it is.</summary>
    public bool IsLocal => Local is not null && Offset is null;

    /// <summary>ISO 8601; with the offset where one was given.</summary>
    public override string ToString() => Offset is { } offset
        ? new DateTimeOffset(Local!.Value, offset).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)
        : Local?.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) ?? "none";
}
