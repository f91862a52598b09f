using System.Globalization;

namespace Godwit.Mail;

/// <summary>
/// When a message arrived (INTERNALDATE), to the second, with the offset from UTC in which the store told it. Two dates are the same moment when
/// their seconds agree; the offset is kept because a target should show the same words.
/// </summary>
/// <param name="UnixSeconds">Seconds since 1970-01-01 UTC; negative before. Always within the years 0001 to 9999.</param>
/// <param name="OffsetMinutes">East of UTC, -1080 to 1080 (18 hours).</param>
public readonly record struct ReceivedDate(long UnixSeconds, short OffsetMinutes) : IComparable<ReceivedDate>
{
    /// <summary>Seconds of 0001-01-01T00:00:00Z.</summary>
    public const long MinUnixSeconds = -62_135_596_800;

    /// <summary>Seconds of 9999-12-31T23:59:59Z.</summary>
    public const long MaxUnixSeconds = 253_402_300_799;

    /// <summary>The moment of a <see cref="DateTimeOffset"/>, whole seconds.</summary>
    public static ReceivedDate From(DateTimeOffset moment) => new(moment.ToUnixTimeSeconds(), (short)moment.Offset.TotalMinutes);

    /// <summary>True when both name the same second, whatever their offsets.</summary>
    public bool SameMoment(ReceivedDate other) => UnixSeconds == other.UnixSeconds;

    /// <summary>As a <see cref="DateTimeOffset"/>; where the local time would leave the years 0001 to 9999, in UTC.</summary>
    public DateTimeOffset ToDateTimeOffset()
    {
        var utc = DateTimeOffset.FromUnixTimeSeconds(UnixSeconds);
        var local = UnixSeconds + OffsetMinutes * 60L;
        return local is < MinUnixSeconds or > MaxUnixSeconds || Math.Abs(OffsetMinutes) > 14 * 60 ? utc : utc.ToOffset(TimeSpan.FromMinutes(OffsetMinutes));
    }

    /// <summary>By moment.</summary>
    public int CompareTo(ReceivedDate other) => UnixSeconds.CompareTo(other.UnixSeconds);

    /// <summary>Earlier.</summary>
    public static bool operator <(ReceivedDate left, ReceivedDate right) => left.CompareTo(right) < 0;
    /// <summary>Later.</summary>
    public static bool operator >(ReceivedDate left, ReceivedDate right) => left.CompareTo(right) > 0;
    /// <summary>Not later.</summary>
    public static bool operator <=(ReceivedDate left, ReceivedDate right) => left.CompareTo(right) <= 0;
    /// <summary>Not earlier.</summary>
    public static bool operator >=(ReceivedDate left, ReceivedDate right) => left.CompareTo(right) >= 0;

    /// <summary>ISO 8601 with offset.</summary>
    public override string ToString() => ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
