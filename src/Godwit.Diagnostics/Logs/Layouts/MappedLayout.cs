namespace Godwit.Diagnostics.Logs;

/// <summary>A table whose columns the administrator named: a firewall's or a balancer's export.</summary>
internal sealed class MappedLayout : CsvLayout
{
    private readonly Dictionary<string, int> _at;

    /// <param name="context">What the layouts of one file share.</param>
    /// <param name="columns">The table's header; <see cref="Fits"/> it.</param>
    public MappedLayout(LayoutContext context, CsvColumns columns) : base(context, columns) =>
        _at = context.Columns.Names.ToDictionary(pair => pair.Key, pair => columns.At(pair.Value), StringComparer.OrdinalIgnoreCase);

    public override string Name => "table with a column map";

    /// <summary>True when a header has every column that was named.</summary>
    public static bool Fits(CsvColumns header, ColumnMap map) => map.Names.Count > 0 && map.Names.Values.All(name => header.At(name) >= 0);

    protected override LineMeaning ReadRow(ReadOnlySpan<byte> line, LogEntry entry)
    {
        if (!Timestamps.TryAny(Of("time", line), Context, out var ticks)) return LineMeaning.NotUnderstood;
        Context.LastTicks = entry.Ticks = ticks;
        CallerAddress.TryRead(Of("client", line), out entry.Client);
        entry.Server = Text(Of("server", line));
        entry.Port = (int)Math.Clamp(Fields.NumberOr(Of("port", line), 0), 0, ushort.MaxValue);
        entry.User = Text(Of("user", line));
        entry.Method = Text(Of("method", line));
        entry.TakenMs = Fields.NumberOr(Of("taken", line), -1);
        entry.Action = FirewallActions.Of(Of("action", line));
        Fields.TryStatus(Of("status", line), out entry.Status);
        entry.Path = PathKinds.Of(Of("path", line));
        entry.Kind = entry.Status > 0 ? LogKind.Balancer : LogKind.Firewall;
        return entry.Kind == LogKind.Firewall || entry.Path != PathKind.Other ? LineMeaning.Entry : LineMeaning.Other;
    }

    private ReadOnlySpan<byte> Of(string word, ReadOnlySpan<byte> line) => _at.TryGetValue(word, out var column) ? Of(column, line) : default;
}
