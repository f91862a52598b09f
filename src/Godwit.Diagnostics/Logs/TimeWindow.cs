namespace Godwit.Diagnostics.Logs;

/// <summary>The time that was asked about, both ends included, in ticks of UTC.</summary>
/// <param name="From">Its beginning.</param>
/// <param name="To">Its end.</param>
public readonly record struct TimeWindow(long From, long To)
{
    /// <summary>How far around a single time the window reaches.</summary>
    public static readonly TimeSpan Around = TimeSpan.FromMinutes(5);

    /// <summary>Everything.</summary>
    public static readonly TimeWindow All = new(0, long.MaxValue);

    /// <summary>True when nothing is left out.</summary>
    public bool IsAll => this == All;

    /// <summary>True for a time inside.</summary>
    public bool Contains(long ticks) => ticks >= From && ticks <= To;

    /// <summary>Reads <c>2026-11-20T10:00Z</c>, then five minutes before and after it, or <c>FROM..TO</c>. A time without a zone is UTC, as in the logs.</summary>
    /// <exception cref="FormatException">It is no time, or ends before it begins.</exception>
    public static TimeWindow Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        var window = dots < 0
            ? new TimeWindow(Time(text) - Around.Ticks, Time(text) + Around.Ticks)
            : new TimeWindow(Time(text[..dots]), Time(text[(dots + 2)..]));
        return window.From <= window.To ? window : throw new FormatException($"the window '{OtherSideText.Show(text)}' ends before it begins");
    }

    private static long Time(string text) =>
        DateTimeOffset.TryParse(text.Trim(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var time) && time.Ticks > TimeSpan.TicksPerDay
            ? time.UtcTicks
            : throw new FormatException($"'{OtherSideText.Show(text)}' is no time such as 2026-11-20T10:00Z");
}
