namespace Godwit.Diagnostics.Logs;

/// <summary>
/// A move report, a cmdlet's output, a pasted error: text in which only the error texts of <see cref="KnownTexts"/> are looked for. A line is understood when it holds one of them, or when such a
/// line came before it in the same file; so that the rest of a report is not counted as lost, and that of a strange log is.
/// </summary>
internal sealed class ProseLayout(LayoutContext context) : LineLayout(context)
{
    private bool _isReport;

    public override string Name => "report or error text";

    public override LineMeaning Read(ReadOnlySpan<byte> line, LogEntry entry)
    {
        if (!KnownTexts.Read(line, entry)) return _isReport ? LineMeaning.Other : LineMeaning.NotUnderstood;
        _isReport = true;
        ReadTime(line, entry);
        return LineMeaning.Entry;
    }

    private static void ReadTime(ReadOnlySpan<byte> line, LogEntry entry)
    {
        line = line.TrimStart((byte)' ');
        if (line.Length >= 19 && Timestamps.TryIso(line[..19], out var ticks)) entry.Ticks = ticks;
    }
}
