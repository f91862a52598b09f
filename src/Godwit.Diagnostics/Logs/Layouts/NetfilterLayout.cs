namespace Godwit.Diagnostics.Logs;

/// <summary>
/// What nftables and iptables log through the kernel: a prefix that the rule's author chose, then <c>IN= OUT= SRC= DST= PROTO= SPT= DPT=</c>. What was done is told by words of the prefix
/// (<c>DROP</c>, <c>ACCEPT</c>), else it is not known. Only connections to web ports count.
/// </summary>
internal sealed class NetfilterLayout(LayoutContext context) : LineLayout(context)
{
    private const int Https = 443;
    private const int Http = 80;

    public override string Name => "nftables or iptables";

    public override LineMeaning Read(ReadOnlySpan<byte> line, LogEntry entry)
    {
        if (line.IndexOf(" SRC="u8) is not (> 0 and var source) || line.IndexOf("IN="u8) is not (> 0 and var begin) || begin > source) return LineMeaning.NotUnderstood;
        if (!Timestamps.TrySyslog(line, Context, out entry.Ticks, out _) || !CallerAddress.TryRead(Value(line, " SRC="u8), out entry.Client)) return LineMeaning.NotUnderstood;
        Context.LastTicks = entry.Ticks;
        entry.Port = (int)Math.Clamp(Fields.NumberOr(Value(line, " DPT="u8), 0), 0, ushort.MaxValue);
        if (entry.Port is not (Https or Http)) return LineMeaning.Other;
        (entry.Kind, entry.Server) = (LogKind.Firewall, Text(Value(line, " DST="u8)));
        entry.Action = FirewallActions.Of(Prefix(line[..begin]));
        return LineMeaning.Entry;
    }

    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name)
    {
        if (line.IndexOf(name) is not (>= 0 and var at)) return default;
        var value = line[(at + name.Length)..];
        return value.IndexOf((byte)' ') is >= 0 and var end ? value[..end] : value;
    }

    /// <summary>The words of the rule's author, behind "kernel:" and the kernel's clock.</summary>
    private static ReadOnlySpan<byte> Prefix(ReadOnlySpan<byte> before)
    {
        if (before.IndexOf("kernel: "u8) is >= 0 and var kernel) before = before[(kernel + 8)..];
        return before.StartsWith("["u8) && before.IndexOf((byte)']') is > 0 and var clock ? before[(clock + 1)..] : before;
    }
}
