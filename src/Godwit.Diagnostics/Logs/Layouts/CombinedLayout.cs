namespace Godwit.Diagnostics.Logs;

/// <summary>
/// The access log of nginx and Apache, common or combined: <c>client - user [date zone] "request" status bytes "referer" "agent"</c>; what else a format adds behind is passed over, but for an
/// upstream's address as <c>upstream=10.0.0.11:443</c> or alone in quotation marks.
/// </summary>
internal sealed class CombinedLayout(LayoutContext context) : LineLayout(context)
{
    public override string Name => "nginx or Apache access log";

    public override LineMeaning Read(ReadOnlySpan<byte> line, LogEntry entry)
    {
        var (blank, open) = (line.IndexOf((byte)' '), line.IndexOf(" ["u8));
        var close = open < 0 ? -1 : line[open..].IndexOf("] \""u8);
        if (blank <= 0 || close < 0 || !CallerAddress.TryRead(line[..blank], out entry.Client)) return LineMeaning.NotUnderstood;
        if (!Timestamps.TryCommon(line[(open + 2)..(open + close)], Context.LocalOffset, out entry.Ticks)) return LineMeaning.NotUnderstood;
        var request = line[(open + close + 3)..];
        var end = EndOfQuoted(request);
        if (end < 0 || !TryAnswer(request[(end + 1)..], entry)) return LineMeaning.NotUnderstood;
        RequestLine.Read(request[..end], Context.Texts, entry);
        entry.User = Text(UserOf(line[blank..open]));
        (entry.Kind, Context.LastTicks) = (LogKind.Balancer, entry.Ticks);
        return entry.Path == PathKind.Other ? LineMeaning.Other : LineMeaning.Entry;
    }

    private static int EndOfQuoted(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\') i++;
            else if (text[i] == '"') return i;
        }
        return -1;
    }

    private static ReadOnlySpan<byte> UserOf(ReadOnlySpan<byte> middle) => middle[(middle.LastIndexOf((byte)' ') + 1)..];

    private bool TryAnswer(ReadOnlySpan<byte> rest, LogEntry entry)
    {
        rest = rest.TrimStart((byte)' ');
        var end = rest.IndexOf((byte)' ');
        if (!Fields.TryStatus(end < 0 ? rest : rest[..end], out entry.Status)) return false;
        var name = rest.IndexOf("upstream="u8);
        if (name < 0) return true;
        var target = rest[(name + 9)..].TrimStart((byte)'"');
        if (target.IndexOfAny((byte)' ', (byte)'"', (byte)',') is >= 0 and var last) target = target[..last];
        entry.Target = Text(target);
        return true;
    }
}
