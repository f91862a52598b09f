using System.Buffers.Text;
using System.Text;

namespace Godwit.Diagnostics.Logs;

/// <summary>
/// HAProxy's log lines (<c>option httplog</c> and <c>option tcplog</c>) behind any syslog header: <c>client [date] frontend backend/server timers status bytes ... termination ... "request"</c>.
/// The date has no zone. In TCP mode there is no request, and every connection counts.
/// </summary>
internal sealed class HaProxyLayout(LayoutContext context) : LineLayout(context)
{
    private const int LongestAddress = 60;
    private readonly Field[] _fields = new Field[Fields.Most];

    public override string Name => "HAProxy";

    public override LineMeaning Read(ReadOnlySpan<byte> line, LogEntry entry)
    {
        var date = line.IndexOf(" ["u8);
        while (date > 0 && !TryDate(line[(date + 2)..], out _, out _)) date = NextDate(line, date);
        if (date < 0 || !TryClient(line[..date], entry) || !TryDate(line[(date + 2)..], out entry.Ticks, out var length)) return LineMeaning.NotUnderstood;
        var rest = line[(date + 2 + length)..];
        if (IsAboutConnection(rest))
        {
            Context.LastTicks = entry.Ticks;
            return LineMeaning.Other;
        }
        if (!TryRest(rest, entry)) return LineMeaning.NotUnderstood;
        (entry.Kind, Context.LastTicks) = (LogKind.Balancer, entry.Ticks);
        return entry.Method.Length == 0 || entry.Path != PathKind.Other ? LineMeaning.Entry : LineMeaning.Other;
    }

    private static int NextDate(ReadOnlySpan<byte> line, int after) => line[(after + 2)..].IndexOf(" ["u8) is >= 0 and var next ? after + 2 + next : -1;

    private bool TryDate(ReadOnlySpan<byte> text, out long ticks, out int length)
    {
        ticks = 0;
        var end = text.IndexOf("] "u8);
        length = end + 2;
        return end > 0 && Timestamps.TryCommon(text[..end], Context.LocalOffset, out ticks);
    }

    private static bool TryClient(ReadOnlySpan<byte> before, LogEntry entry)
    {
        var address = before[(before.LastIndexOf((byte)' ') + 1)..];
        var port = address.LastIndexOf((byte)':');
        return port > 0 && port < LongestAddress && Fields.TryDigits(address[(port + 1)..], out _) && CallerAddress.TryRead(address[..port], out entry.Client);
    }

    /// <summary><c>frontend/bind: Connection closed during SSL handshake</c>: no request came over it.</summary>
    private static bool IsAboutConnection(ReadOnlySpan<byte> rest) => rest.IndexOf(": "u8) is > 0 and var colon && rest[..colon].Contains((byte)'/') && !rest[..colon].Contains((byte)' ');

    /// <summary>Frontend, backend/server, timers, then by mode: in HTTP mode a status follows.</summary>
    private bool TryRest(ReadOnlySpan<byte> rest, LogEntry entry)
    {
        var fields = _fields.AsSpan(0, Fields.AtBlanks(rest, _fields));
        if (fields.Length < 7 || fields[1].In(rest).IndexOf((byte)'/') is not (> 0 and var slash)) return false;
        var isHttp = fields[3].Length is 2 or 3 && (Fields.TryStatus(fields[3].In(rest), out entry.Status) || fields[3].In(rest).SequenceEqual("-1"u8)) && fields.Length >= 10;
        var termination = fields[isHttp ? 7 : 4].In(rest);
        if (!isHttp && (termination.Length != 2 || fields[2].In(rest).Count((byte)'/') != 2)) return false;
        (entry.Queue, entry.Target) = (Text(fields[1].In(rest)[..slash]), Text(fields[1].In(rest)[(slash + 1)..]));
        entry.Reason = Text(termination);
        entry.TakenMs = LastTimer(fields[2].In(rest));
        if (isHttp) ReadRequest(rest, entry);
        return true;
    }

    private static long LastTimer(ReadOnlySpan<byte> timers)
    {
        var last = timers[(timers.LastIndexOf((byte)'/') + 1)..].TrimStart((byte)'+');
        return Utf8Parser.TryParse(last, out long taken, out var length) && length == last.Length ? taken : -1;
    }

    private void ReadRequest(ReadOnlySpan<byte> rest, LogEntry entry)
    {
        var quote = rest.IndexOf((byte)'"');
        entry.Method = "?";
        if (quote >= 0) RequestLine.Read(rest[(quote + 1)..], Context.Texts, entry);
    }
}

/// <summary>A request line inside quotation marks: method, target, version.</summary>
internal static class RequestLine
{
    /// <summary>Takes method and path; a request that the balancer could not read is <c>&lt;BADREQ&gt;</c> and has neither.</summary>
    public static void Read(ReadOnlySpan<byte> request, TextPool texts, LogEntry entry)
    {
        var blank = request.IndexOf((byte)' ');
        if (blank is <= 0 or > 20) return;
        entry.Method = texts.Of(request[..blank]);
        var target = request[(blank + 1)..];
        if (target.IndexOfAny((byte)' ', (byte)'"') is >= 0 and var end) target = target[..end];
        entry.Path = PathKinds.Of(PathOf(target));
    }

    /// <summary>HTTP/2 requests are logged with their whole address.</summary>
    private static ReadOnlySpan<byte> PathOf(ReadOnlySpan<byte> target)
    {
        if (!Ascii.EqualsIgnoreCase(target[..Math.Min(4, target.Length)], "http"u8) || target.IndexOf("://"u8) is not (> 0 and var scheme)) return target;
        var slash = target[(scheme + 3)..].IndexOf((byte)'/');
        return slash < 0 ? default : target[(scheme + 3 + slash)..];
    }
}
