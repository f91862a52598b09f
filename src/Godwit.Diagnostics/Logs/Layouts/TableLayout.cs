namespace Godwit.Diagnostics.Logs;

/// <summary>Another log of Exchange with a <c>#Fields</c> header: its rows are counted, and searched for the error texts of <see cref="KnownTexts"/>.</summary>
internal sealed class TableLayout(LayoutContext context, CsvColumns columns) : CsvLayout(context, columns)
{
    private readonly int _time = columns.At("DateTime") >= 0 ? columns.At("DateTime") : columns.At("date-time");

    public override string Name => "other Exchange log";

    protected override LineMeaning ReadRow(ReadOnlySpan<byte> line, LogEntry entry)
    {
        if (Timestamps.TryIso(Of(_time, line), out var ticks)) Context.LastTicks = entry.Ticks = ticks;
        else if (Count != Columns.Width) return LineMeaning.NotUnderstood;
        return KnownTexts.Read(line, entry) ? LineMeaning.Entry : LineMeaning.Other;
    }
}
