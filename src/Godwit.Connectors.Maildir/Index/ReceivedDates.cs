namespace Godwit.Connectors.Maildir;

/// <summary>
/// When a message arrived, from its file (edge case 37). The file's time is believed, for that is where Dovecot and Courier keep it; but not when
/// it is absurd (before 1970-01-02 or over a day ahead), nor when it is more than a day later than the delivery time at the beginning of the name: no delivery does that, a copy that lost
/// the times does. Then the name's time counts, if it lies between 1990 and tomorrow; else nothing is known.
/// </summary>
internal static class ReceivedDates
{
    private const long Day = 86_400;
    private const long EarliestName = 631_152_000;

    /// <summary>The date of a file with this time (seconds since 1970 UTC) and this delivery time in its name (-1 without one).</summary>
    public static ReceivedDate? Of(long modifiedSeconds, long nameSeconds, DateTimeOffset now)
    {
        var latest = now.ToUnixTimeSeconds() + Day;
        var nameCounts = nameSeconds >= EarliestName && nameSeconds <= latest;
        var fileCounts = modifiedSeconds > Day && modifiedSeconds <= latest;
        if (fileCounts && nameCounts && modifiedSeconds > nameSeconds + Day) fileCounts = false;
        return fileCounts ? new ReceivedDate(modifiedSeconds, 0) : nameCounts ? new ReceivedDate(nameSeconds, 0) : null;
    }
}
