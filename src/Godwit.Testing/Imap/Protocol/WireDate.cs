using System.Globalization;

namespace Godwit.Testing.Imap;

/// <summary>INTERNALDATE: <c>date-time</c> of RFC 9051 section 9.</summary>
internal static class WireDate
{
    private static readonly string[] _months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    /// <summary><c> 1-Jul-2024 08:15:00 +0200</c>, without quotes.</summary>
    public static void Write(ReceivedDate date, Span<byte> into)
    {
        var local = DateTime.UnixEpoch.AddSeconds(Math.Clamp(date.UnixSeconds + date.OffsetMinutes * 60L, ReceivedDate.MinUnixSeconds, ReceivedDate.MaxUnixSeconds));
        Two(into, local.Day);
        if (into[0] == '0') into[0] = (byte)' ';
        into[2] = into[6] = (byte)'-';
        for (var i = 0; i < 3; i++) into[3 + i] = (byte)_months[local.Month - 1][i];
        Two(into[7..], local.Year / 100);
        Two(into[9..], local.Year % 100);
        into[11] = into[20] = (byte)' ';
        Two(into[12..], local.Hour);
        Two(into[15..], local.Minute);
        Two(into[18..], local.Second);
        into[14] = into[17] = (byte)':';
        WriteZone(date.OffsetMinutes, into[21..]);
    }

    /// <summary>Bytes that <see cref="Write"/> needs.</summary>
    public const int Length = 26;

    /// <summary>Reads a date without quotes, or null.</summary>
    public static ReceivedDate? Read(string text)
    {
        var shaped = text.Length == Length ? text.TrimStart() : text;
        if (!DateTime.TryParseExact(shaped.Split(' ') is [var day, var time, _] ? $"{day} {time}" : "", "d-MMM-yyyy HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return null;
        var zone = text[^5..];
        if (zone[0] is not ('+' or '-') || !int.TryParse(zone.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var digits) || digits % 100 > 59) return null;
        var offset = (digits / 100 * 60 + digits % 100) * (zone[0] == '-' ? -1 : 1);
        return new ReceivedDate((long)(DateTime.SpecifyKind(local, DateTimeKind.Utc) - DateTime.UnixEpoch).TotalSeconds - offset * 60L, (short)offset);
    }

    private static void WriteZone(int minutes, Span<byte> into)
    {
        into[0] = minutes < 0 ? (byte)'-' : (byte)'+';
        Two(into[1..], Math.Abs(minutes) / 60);
        Two(into[3..], Math.Abs(minutes) % 60);
    }

    private static void Two(Span<byte> into, int number) => (into[0], into[1]) = ((byte)('0' + number / 10), (byte)('0' + number % 10));
}
