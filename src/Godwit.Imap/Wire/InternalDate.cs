using System.Buffers.Text;

namespace Godwit.Imap;

/// <summary>
/// INTERNALDATE (RFC 9051 section 9): date-time = DQUOTE date-day-fixed "-" date-month "-" date-year SP time SP zone DQUOTE, such as " 7-Jul-1996 02:44:25 -0700".
/// </summary>
internal static class InternalDate
{
    private const string Months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    internal const int Length = 26;

    /// <summary>
    /// Reads what stands between the quotes. Null when it is absent or absurd: what is no date at all, an impossible day, a year of five digits, a zone over 18 hours, and
    /// 30-Dec-1899 or before (Exchange's zero).
    /// </summary>
    internal static ReceivedDate? Parse(ReadOnlySpan<byte> text)
    {
        text = text.Trim((byte)' ');
        if (text.Length == Length - 1) return ParseFixed(text, dayDigits: 1);   // "7-Jul-1996 ...": the leading space trimmed or left out
        return text.Length == Length ? ParseFixed(text, dayDigits: 2) : null;
    }

    private static ReceivedDate? ParseFixed(ReadOnlySpan<byte> text, int dayDigits)
    {
        var rest = text[dayDigits..];
        if (!HasSeparators(rest)
            || !Number(text[..dayDigits], out var day) || !Month(rest.Slice(1, 3), out var month) || !Number(rest.Slice(5, 4), out var year)
            || !Number(rest.Slice(10, 2), out var hour) || !Number(rest.Slice(13, 2), out var minute) || !Number(rest.Slice(16, 2), out var second)
            || !Zone(rest.Slice(19, 5), out var offset)) return null;
        if (year < 1 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 60) return null;
        var local = new DateTime(year, month, day, hour, minute, Math.Min(second, 59), DateTimeKind.Utc);
        var seconds = (local.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond - offset * 60L;
        return year < 1900 || seconds is < ReceivedDate.MinUnixSeconds or > ReceivedDate.MaxUnixSeconds ? null : new ReceivedDate(seconds, (short)offset);
    }

    private static bool HasSeparators(ReadOnlySpan<byte> rest) =>
        rest[0] == '-' && rest[4] == '-' && rest[9] == ' ' && rest[12] == ':' && rest[15] == ':' && rest[18] == ' ';

    private static bool Number(ReadOnlySpan<byte> digits, out int value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9') return false;
            value = value * 10 + digit - '0';
        }
        return true;
    }

    private static bool Month(ReadOnlySpan<byte> name, out int month)
    {
        for (month = 1; month <= 12; month++)
        {
            var at = (month - 1) * 3;
            if ((name[0] | 0x20) == (Months[at] | 0x20) && (name[1] | 0x20) == Months[at + 1] && (name[2] | 0x20) == Months[at + 2]) return true;
        }
        return false;
    }

    private static bool Zone(ReadOnlySpan<byte> zone, out int minutes)
    {
        minutes = 0;
        if (zone[0] is not ((byte)'+' or (byte)'-') || !Number(zone.Slice(1, 2), out var hours) || !Number(zone.Slice(3, 2), out minutes)) return false;
        minutes += hours * 60;
        if (zone[0] == '-') minutes = -minutes;
        return Math.Abs(minutes) <= 18 * 60;
    }

    /// <summary>Writes the 26 bytes between the quotes, in the date's own offset where the local time has four digits of year and the zone four digits, else in UTC.</summary>
    internal static void Format(ReceivedDate date, Span<byte> to)
    {
        var offset = (int)date.OffsetMinutes;
        var seconds = date.UnixSeconds + offset * 60L;
        if (seconds is < ReceivedDate.MinUnixSeconds or > ReceivedDate.MaxUnixSeconds) (seconds, offset) = (date.UnixSeconds, 0);
        var local = DateTime.UnixEpoch.AddTicks(seconds * TimeSpan.TicksPerSecond);
        Digits(to, 2, local.Day);
        if (to[0] == '0') to[0] = (byte)' ';
        to[2] = to[6] = (byte)'-';
        for (var i = 0; i < 3; i++) to[3 + i] = (byte)Months[(local.Month - 1) * 3 + i];
        Digits(to[7..], 4, local.Year);
        Digits(to[12..], 2, local.Hour);
        Digits(to[15..], 2, local.Minute);
        Digits(to[18..], 2, local.Second);
        to[11] = to[20] = (byte)' ';
        to[14] = to[17] = (byte)':';
        to[21] = (byte)(offset < 0 ? '-' : '+');
        Digits(to[22..], 2, Math.Abs(offset) / 60);
        Digits(to[24..], 2, Math.Abs(offset) % 60);
    }

    private static void Digits(Span<byte> to, int count, int value) => Utf8Formatter.TryFormat(value, to[..count], out _, new System.Buffers.StandardFormat('D', (byte)count));
}
