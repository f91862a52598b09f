namespace Godwit.Diagnostics.Logs;

/// <summary>
/// Finds the layout of each line of one file. Directives and headers decide, wherever in the file they stand; lines without them are told by their looks. A line that the present layout does not
/// understand is offered to all others: files of several kinds may have been put into one, and single lines pasted behind each other.
/// </summary>
internal sealed class LayoutFinder
{
    private readonly LayoutContext _context;
    private readonly LineLayout[] _byLooks;
    private LineLayout? _present;
    private bool _isService;

    public LayoutFinder(LayoutContext context)
    {
        _context = context;
        _byLooks = [new HttpErrLayout(context, null), new StrippedIisLayout(context), new NetfilterLayout(context), new HaProxyLayout(context), new CombinedLayout(context), new NginxErrorLayout(context), new WireLogLayout(context), new ProseLayout(context)];
    }

    /// <summary>The layout of the line that was read last; null before the first.</summary>
    public LineLayout? Used { get; private set; }

    /// <summary>True when the line that was read last was understood by its looks, though its file has a header.</summary>
    public bool IsRecovered { get; private set; }

    /// <summary>Reads a line into the entry, which is emptied first.</summary>
    public LineMeaning Read(ReadOnlySpan<byte> line, LogEntry entry)
    {
        IsRecovered = false;
        if (line.IsEmpty || line.TrimStart(" \t"u8).IsEmpty) return LineMeaning.Directive;
        if (line[0] == '#') return ReadDirective(line);
        entry.Clear();
        if (_present is { } present && Try(present, line, entry) is var meaning and not LineMeaning.NotUnderstood) return meaning;
        return TryHeader(line) ? LineMeaning.Directive : TryByLooks(line, entry);
    }

    private LineMeaning Try(LineLayout layout, ReadOnlySpan<byte> line, LogEntry entry)
    {
        var before = (layout as IisLayout)?.Recovered;
        var meaning = layout.Read(line, entry);
        if (meaning == LineMeaning.NotUnderstood) return meaning;
        Used = layout;
        IsRecovered = layout is StrippedIisLayout || (layout as IisLayout)?.Recovered > before;
        return meaning;
    }

    private LineMeaning TryByLooks(ReadOnlySpan<byte> line, LogEntry entry)
    {
        foreach (var layout in _byLooks)
        {
            if (layout == _present) continue;
            entry.Clear();
            if (Try(layout, line, entry) is var meaning && meaning == LineMeaning.NotUnderstood) continue;
            // A header's layout stays: what comes between its lines is the exception.
            if (_present is null || _byLooks.Contains(_present)) _present = layout;
            else IsRecovered = true;
            return meaning;
        }
        return LineMeaning.NotUnderstood;
    }

    /// <summary>A bare header row, before the directives or without any.</summary>
    private bool TryHeader(ReadOnlySpan<byte> line)
    {
        if (line.IndexOf((byte)',') < 0 || line.Length > 16 * 1024) return false;
        if (!line.StartsWith("DateTime,"u8) && _context.Columns.Names.Count == 0) return false;
        return UseHeader(CsvColumns.Read(line));
    }

    private bool UseHeader(CsvColumns columns)
    {
        LineLayout? found =
            MappedLayout.Fits(columns, _context.Columns) ? new MappedLayout(_context, columns)
            : HttpProxyLayout.IsItsHeader(columns) ? new HttpProxyLayout(_context, columns)
            : AuthorisationLayout.IsItsHeader(columns) ? new AuthorisationLayout(_context, columns)
            : columns.At("DateTime") >= 0 || columns.At("date-time") >= 0 ? new TableLayout(_context, columns) : null;
        if (found is not null) _present = found;
        return found is not null;
    }

    /// <summary>The directives of the W3C and of Exchange; another line that begins with # is not understood.</summary>
    private LineMeaning ReadDirective(ReadOnlySpan<byte> line)
    {
        if (ValueOf(line, "#Fields:"u8, out var names)) return ReadFields(names);
        if (ValueOf(line, "#Date:"u8, out var date))
        {
            if (Timestamps.TryIso(date, out var ticks)) _context.LastTicks = ticks;
            return LineMeaning.Directive;
        }
        if (ValueOf(line, "#Software:"u8, out var software)) _isService = software.SequenceEqual(ServiceLayout.Software);
        foreach (var known in OtherDirectives)
            if (line.StartsWith(known)) return LineMeaning.Directive;
        return LineMeaning.NotUnderstood;
    }

    private LineMeaning ReadFields(ReadOnlySpan<byte> names)
    {
        if (names.IndexOf((byte)',') >= 0) return UseHeader(CsvColumns.Read(names)) ? LineMeaning.Directive : LineMeaning.NotUnderstood;
        var columns = W3cColumns.Read(names);
        if (columns.Width is 0 or > Fields.Most) return LineMeaning.NotUnderstood;
        if (columns.IsHttpErr) _present = new HttpErrLayout(_context, columns);
        else if (columns.IsWebServer) _present = _isService ? new ServiceLayout(_context, columns) : new IisLayout(_context, columns);
        else return LineMeaning.NotUnderstood;
        return LineMeaning.Directive;
    }

    private static readonly byte[][] OtherDirectives =
        [[.. "#Software:"u8], [.. "#Version:"u8], [.. "#Log-type:"u8], [.. "#Log-Type:"u8], [.. "#Start-Date:"u8], [.. "#End-Date:"u8], [.. "#Remark:"u8]];

    private static bool ValueOf(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        value = line.StartsWith(name) ? line[name.Length..].Trim((byte)' ') : default;
        return line.StartsWith(name);
    }
}
