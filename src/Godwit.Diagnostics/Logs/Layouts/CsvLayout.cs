namespace Godwit.Diagnostics.Logs;

/// <summary>A log of comma-separated values with named columns.</summary>
internal abstract class CsvLayout(LayoutContext context, CsvColumns columns) : LineLayout(context)
{
    private readonly Field[] _fields = new Field[Fields.Most];
    private int _count;

    /// <summary>The columns.</summary>
    protected CsvColumns Columns { get; } = columns;

    public sealed override LineMeaning Read(ReadOnlySpan<byte> line, LogEntry entry)
    {
        if (Columns.IsHeader(line)) return LineMeaning.Directive;
        _count = Fields.AtCommas(line, _fields);
        return ReadRow(line, entry);
    }

    /// <summary>Reads a row that is not the header.</summary>
    protected abstract LineMeaning ReadRow(ReadOnlySpan<byte> line, LogEntry entry);

    /// <summary>The field of a column; empty when there is none.</summary>
    protected ReadOnlySpan<byte> Of(int column, ReadOnlySpan<byte> line) => column >= 0 && column < _count ? _fields[column].In(line) : default;

    /// <summary>How many fields the row has.</summary>
    protected int Count => _count;
}
