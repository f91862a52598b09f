using System.Buffers.Text;

namespace Godwit.Diagnostics.Logs;

/// <summary>
/// The wire log of Godwit's own worker, of a side behind a proxy: <c>[mailbox] source 3 14:22:01.123 S: operation HTTP/1.1 200 request-id=... X-FEServer=...</c>. An answer that names its request joins the
/// worker's view to the proxy's logs; everything else that was said is about something else. Lines have a time of day in UTC; the day is that of the file.
/// </summary>
internal sealed class WireLogLayout(LayoutContext context) : LineLayout(context)
{
    private const int ClockLength = 12;

    public override string Name => "Godwit wire log";

    public override LineMeaning Read(ReadOnlySpan<byte> line, LogEntry entry)
    {
        var said = line.IndexOf(" S: "u8);
        if (said < 0) said = line.IndexOf(" C: "u8);
        if (said <= ClockLength || !Fields.TryTime(line[(said - ClockLength)..said], out var time) || !IsConnection(line[..(said - ClockLength)])) return LineMeaning.NotUnderstood;
        Context.LastTicks = entry.Ticks = Day(time) + time;
        return ReadAnswer(line[(said + 4)..], entry) ? LineMeaning.Entry : LineMeaning.Other;
    }

    /// <summary>A side and a number, with the mailbox before them where there are several.</summary>
    private static bool IsConnection(ReadOnlySpan<byte> name)
    {
        name = name.TrimEnd((byte)' ');
        var number = name.LastIndexOf((byte)' ');
        return number > 0 && Fields.TryDigits(name[(number + 1)..], out _) && (name[..number].EndsWith("source"u8) || name[..number].EndsWith("target"u8));
    }

    private long Day(long time)
    {
        var changed = Context.Changed.UtcDateTime;
        // What was said later in the day than the file's end was said the day before.
        return time <= changed.TimeOfDay.Ticks ? changed.Date.Ticks : Math.Max(0, changed.Date.Ticks - TimeSpan.TicksPerDay);
    }

    private bool ReadAnswer(ReadOnlySpan<byte> said, LogEntry entry)
    {
        var protocol = said.IndexOf(" HTTP/"u8);
        if (protocol < 0 || !Utf8Parser.TryParse(Of(said, " request-id="u8), out Guid request, out var length) || length == 0) return false;
        var status = said[(protocol + 1)..];
        status = status[(status.IndexOf((byte)' ') + 1)..];
        if (!Fields.TryStatus(status[..Math.Min(3, status.Length)], out entry.Status)) return false;
        (entry.Kind, entry.Path, entry.RequestId) = (LogKind.Worker, PathKind.MrsProxy, request);
        entry.Server = Text(Of(said, " X-FEServer="u8));
        return true;
    }

    /// <summary>The value behind a name, up to the next blank or comma.</summary>
    private static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> said, ReadOnlySpan<byte> name)
    {
        var at = said.IndexOf(name);
        if (at < 0) return default;
        var value = said[(at + name.Length)..];
        return value.IndexOfAny((byte)' ', (byte)',') is >= 0 and var end ? value[..end] : value;
    }
}
