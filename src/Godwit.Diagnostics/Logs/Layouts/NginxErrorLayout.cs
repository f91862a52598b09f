namespace Godwit.Diagnostics.Logs;

/// <summary>nginx's error log: <c>2026/11/20 10:00:01 [error] 7#7: *1 what went wrong, client: 192.0.2.1, server: mail.example, request: "POST /EWS/mrsproxy.svc HTTP/1.1", upstream: "..."</c>. Local time.</summary>
internal sealed class NginxErrorLayout(LayoutContext context) : LineLayout(context)
{
    public override string Name => "nginx error log";

    public override LineMeaning Read(ReadOnlySpan<byte> line, LogEntry entry)
    {
        if (line.Length < 24 || line[4] != '/' || line[7] != '/' || line[19] != ' ' || line[20] != '[') return LineMeaning.NotUnderstood;
        if (!Timestamps.TryAny(line[..19], Context, out entry.Ticks)) return LineMeaning.NotUnderstood;
        Context.LastTicks = entry.Ticks;
        const int level = 20;
        if (line[level..].IndexOf(", client: "u8) is not (> 0 and var behind)) return LineMeaning.Other;
        var (client, told) = (level + behind, line[level..(level + behind)].IndexOf(": "u8));
        var about = line[client..];
        CallerAddress.TryRead(After(about, ", client: "u8, ", "u8), out entry.Client);
        RequestLine.Read(After(about, ", request: \""u8, "\""u8), Context.Texts, entry);
        entry.Target = Text(After(about, ", upstream: \""u8, "\""u8));
        entry.Error = Text(line[(told < 0 ? level : level + told + 2)..client]);
        entry.Kind = LogKind.Balancer;
        return entry.Path == PathKind.Other ? LineMeaning.Other : LineMeaning.Entry;
    }

    private static ReadOnlySpan<byte> After(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name, ReadOnlySpan<byte> end)
    {
        if (text.IndexOf(name) is not (>= 0 and var at)) return default;
        var value = text[(at + name.Length)..];
        return value.IndexOf(end) is >= 0 and var length ? value[..length] : value;
    }
}
