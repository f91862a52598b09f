namespace Godwit.Cli;

/// <summary>Durations for people.</summary>
internal static class DurationText
{
    /// <summary>As exact as it is useful for something measured: <c>0.42 s</c>, <c>12.3 s</c>, <c>4 min 05 s</c>, <c>3 h 07 min</c>.</summary>
    public static string Exact(TimeSpan time) => time.TotalSeconds switch
    {
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F2} s"),
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F1} s"),
        < 3_600 => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds:00} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours} h {time.Minutes:00} min"),
    };

    /// <summary>As rough as a guess should be: <c>less than a minute</c>, <c>12 min</c>, <c>3 h 10 min</c>, <c>2 days</c>.</summary>
    public static string Rough(TimeSpan time) => time.TotalMinutes switch
    {
        < 1 => "less than a minute",
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalMinutes):F0} min"),
        < 2_880 => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes / 10 * 10:00} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalDays):F0} days"),
    };
}
