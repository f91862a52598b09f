namespace Godwit.Moves;

/// <summary>A time that somebody chose, with the zone that it was meant in.</summary>
/// <param name="Utc">The instant.</param>
/// <param name="Zone">An IANA name, or the offset that was written: <c>+01:00</c>.</param>
public sealed record ScheduledInstant(DateTimeOffset Utc, string Zone)
{
    private const int FirstYear = 2000, LastYear = 2199;
    private static readonly string[] Naive = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];
    private static readonly string[] WithOffset = ["yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd HH:mmzzz", "yyyy-MM-dd HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    /// <summary>Reads a time: ISO 8601 with an offset or <c>Z</c>, or without one where a zone is named. Never guesses a zone.</summary>
    /// <param name="text">The time.</param>
    /// <param name="zone">The IANA name for times without an offset; null for none.</param>
    /// <param name="problem">What is wrong; null when nothing is.</param>
    public static ScheduledInstant? Read(string text, string? zone, out InputError? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        problem = null;
        var written = text.Trim().Replace("Z", "+00:00", StringComparison.Ordinal);
        if (DateTimeOffset.TryParseExact(written, WithOffset, CultureInfo.InvariantCulture, DateTimeStyles.None, out var exact))
            return Within(text, exact.Year, ref problem) ? new ScheduledInstant(exact.ToUniversalTime(), zone is not null && Find(zone) is not null ? zone : Offset(exact.Offset)) : null;
        if (!DateTime.TryParseExact(written, Naive, CultureInfo.InvariantCulture, DateTimeStyles.None, out var naive))
            problem = new InputError(MoveFaults.BadValue.Code, $"'{OtherSideText.Show(text)}' is no time; write it as 2026-11-27T22:00:00+01:00, or without the offset and with a zone.");
        else if (!Within(text, naive.Year, ref problem))
            return null;
        else if (zone is null)
            problem = new InputError(MoveFaults.TimeWithoutZone.Code, $"'{OtherSideText.Show(text)}' does not say in which zone; add an offset (+01:00), Z for UTC, or a zone such as Europe/Berlin.");
        else if (Find(zone) is not { } found)
            problem = new InputError(MoveFaults.BadValue.Code, $"'{OtherSideText.Show(zone)}' is no known time zone; use an IANA name such as Europe/Berlin.");
        else if (found.IsInvalidTime(naive))
            problem = new InputError(MoveFaults.BadValue.Code, $"'{OtherSideText.Show(text)}' does not exist in {zone}: the clocks go forward over it.");
        else if (found.IsAmbiguousTime(naive))
            problem = new InputError(MoveFaults.BadValue.Code, $"'{OtherSideText.Show(text)}' exists twice in {zone}, as the clocks go back; write it with an offset.");
        else
            return new ScheduledInstant(new DateTimeOffset(naive, found.GetUtcOffset(naive)).ToUniversalTime(), zone);
        return null;
    }

    /// <summary>As it is shown.</summary>
    public ScheduledTime Show()
    {
        var local = Find(Zone) is { } zone ? TimeZoneInfo.ConvertTime(Utc, zone)
            : TimeSpan.TryParse(Zone.TrimStart('+'), CultureInfo.InvariantCulture, out var offset) ? Utc.ToOffset(offset) : Utc;
        return new ScheduledTime(Utc, local, Zone);
    }

    private static string Offset(TimeSpan offset) => offset == TimeSpan.Zero ? "UTC" : string.Create(CultureInfo.InvariantCulture, $"{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}");

    // Far from the ends of the calendar, so that an offset never leads beyond them.
    private static bool Within(string text, int year, ref InputError? problem)
    {
        if (year is >= FirstYear and <= LastYear) return true;
        problem = new InputError(MoveFaults.BadValue.Code, string.Create(CultureInfo.InvariantCulture, $"'{OtherSideText.Show(text)}' is not between {FirstYear} and {LastYear}."));
        return false;
    }

    // The system looks a zone up as a file: a name must not lead out of the folder of zones.
    private static TimeZoneInfo? Find(string zone) => IsZoneName(zone) && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : null;

    private static bool IsZoneName(string zone) =>
        zone.Length is > 0 and < 64 && char.IsAsciiLetter(zone[0]) && zone.All(static c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+');
}
