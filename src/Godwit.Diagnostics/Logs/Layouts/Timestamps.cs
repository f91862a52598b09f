using System.Globalization;
using System.Text;

namespace Godwit.Diagnostics.Logs;

/// <summary>Times as the different logs write them, as ticks of UTC.</summary>
internal static class Timestamps
{
    private static ReadOnlySpan<byte> Months => "JanFebMarAprMayJunJulAugSepOctNovDec"u8;

    /// <summary><c>2026-11-20T10:00:01.123Z</c>, with an offset, or without one (then it is UTC); a blank may stand for the T.</summary>
    public static bool TryIso(ReadOnlySpan<byte> field, out long ticks)
    {
        ticks = 0;
        if (field.Length < 19 || field[10] is not ((byte)'T' or (byte)' ') || !Fields.TryDate(field[..10], out var date)) return false;
        var clock = field[11..];
        if (!TryZone(ref clock, out var offset) || !Fields.TryTime(clock, out var time)) return false;
        ticks = date + time - offset;
        return ticks > 0;
    }

    /// <summary><c>20/Nov/2026:10:00:01.123</c>, with a zone behind a blank or without one, then local.</summary>
    public static bool TryCommon(ReadOnlySpan<byte> field, TimeSpan localOffset, out long ticks)
    {
        ticks = 0;
        if (field.Length < 20 || field[2] != '/' || field[6] != '/' || field[11] != ':') return false;
        if (!TryDay(field[..2], field[3..6], field[7..11], out var date)) return false;
        var clock = field[12..];
        var blank = clock.IndexOf((byte)' ');
        var hasZone = blank >= 0;
        var offset = localOffset.Ticks;
        if (hasZone && !TryOffset(clock[(blank + 1)..], out offset)) return false;
        if (!Fields.TryTime(hasZone ? clock[..blank] : clock, out var time)) return false;
        ticks = date + time - offset;
        return ticks > 0;
    }

    /// <summary>The time at the beginning of a syslog line: RFC 3339 (then with its zone), or <c>Nov 20 10:00:01</c>, local and without a year.</summary>
    /// <param name="line">The line.</param>
    /// <param name="context">Tells offset and year.</param>
    /// <param name="ticks">The time.</param>
    /// <param name="rest">What follows.</param>
    public static bool TrySyslog(ReadOnlySpan<byte> line, LayoutContext context, out long ticks, out ReadOnlySpan<byte> rest)
    {
        ticks = 0;
        rest = default;
        if (line.IndexOf((byte)'>') is > 0 and <= 4 and var priority && line[0] == '<') line = line[(priority + 1)..];
        var blank = line.IndexOf((byte)' ');
        if (blank >= 19 && TryIso(line[..blank], out ticks))
        {
            rest = line[(blank + 1)..];
            return true;
        }
        if (line.Length < 16 || line[3] != ' ' || line[6] != ' ' || !TryYearless(line[..15], context, out ticks)) return false;
        rest = line[15..].TrimStart((byte)' ');
        return true;
    }

    /// <summary>Any of these, or <c>2026/11/20 10:00:01</c>; without a zone it is local.</summary>
    public static bool TryAny(ReadOnlySpan<byte> field, LayoutContext context, out long ticks)
    {
        field = field.Trim((byte)' ');
        if (TryCommon(field, context.LocalOffset, out ticks)) return true;
        if (TryIso(field, out ticks))
        {
            var clock = field[11..];
            if (!clock.ContainsAny("Z+-"u8)) ticks -= context.LocalOffset.Ticks;
            return true;
        }
        if (field.Length is < 8 or > 64 || !DateTime.TryParse(Encoding.Latin1.GetString(field), CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return false;
        ticks = local.Ticks - context.LocalOffset.Ticks;
        return ticks > 0;
    }

    private static bool TryYearless(ReadOnlySpan<byte> field, LayoutContext context, out long ticks)
    {
        ticks = 0;
        var day = field[4] == ' ' ? field[5..6] : field[4..6];
        Span<byte> year = stackalloc byte[4];
        var changed = context.Changed.UtcDateTime;
        if (changed.Year < 1970 || !changed.Year.TryFormat(year, out _, default, CultureInfo.InvariantCulture) || !Fields.TryTime(field[7..], out var time)) return false;
        // 29 February of a year that has none belongs to the year before.
        if (!TryDay(day, field[..3], year, out var date) && !TryLeapDayBefore(changed.Year, day, field[..3], out date)) return false;
        ticks = date + time - context.LocalOffset.Ticks;
        if (ticks > changed.Ticks + TimeSpan.TicksPerDay) ticks = new DateTime(ticks).AddYears(-1).Ticks;
        return ticks > 0;
    }

    private static bool TryLeapDayBefore(int year, ReadOnlySpan<byte> day, ReadOnlySpan<byte> month, out long ticks)
    {
        Span<byte> before = stackalloc byte[4];
        (year - 1).TryFormat(before, out _, default, CultureInfo.InvariantCulture);
        return TryDay(day, month, before, out ticks);
    }

    private static bool TryDay(ReadOnlySpan<byte> day, ReadOnlySpan<byte> month, ReadOnlySpan<byte> year, out long ticks)
    {
        ticks = 0;
        var at = Months.IndexOf(month);
        if (month.Length != 3 || at < 0 || at % 3 != 0 || !Fields.TryDigits(day, out var d) || !Fields.TryDigits(year, out var y)) return false;
        if (y < 1970 || d < 1 || d > DateTime.DaysInMonth(y, at / 3 + 1)) return false;
        ticks = new DateTime(y, at / 3 + 1, d).Ticks;
        return true;
    }

    private static bool TryZone(ref ReadOnlySpan<byte> clock, out long offset)
    {
        offset = 0;
        if (clock is [.. var utc, (byte)'Z'])
        {
            clock = utc;
            return true;
        }
        if (clock.IndexOfAny((byte)'+', (byte)'-') is not (>= 0 and var sign)) return true;
        var zone = clock[sign..];
        clock = clock[..sign];
        return TryOffset(zone, out offset);
    }

    /// <summary><c>+0100</c>, <c>+01:00</c> or <c>+01</c>.</summary>
    private static bool TryOffset(ReadOnlySpan<byte> zone, out long ticks)
    {
        ticks = 0;
        if (zone.Length < 3 || zone[0] is not ((byte)'+' or (byte)'-') || !Fields.TryDigits(zone[1..3], out var hours)) return false;
        var rest = zone[3..].TrimStart((byte)':');
        var minutes = 0;
        if (rest.Length > 0 && (rest.Length != 2 || !Fields.TryDigits(rest, out minutes))) return false;
        ticks = (hours * 60L + minutes) * TimeSpan.TicksPerMinute * (zone[0] == '-' ? -1 : 1);
        return hours <= 18 && minutes < 60;
    }
}
