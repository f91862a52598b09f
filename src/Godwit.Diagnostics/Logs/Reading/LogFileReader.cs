namespace Godwit.Diagnostics.Logs;

/// <summary>What is asked of the readers of all files.</summary>
/// <param name="Texts">Keeps strings.</param>
/// <param name="LocalOffset">How far ahead of UTC the clocks are of those whose lines name no zone.</param>
/// <param name="Columns">The columns of tables that are not known by themselves.</param>
/// <param name="Window">The time that was asked about.</param>
/// <param name="Stop">Stops the reading, also inside a file that says nothing.</param>
internal sealed record ReadingOptions(TextPool Texts, TimeSpan LocalOffset, ColumnMap Columns, TimeWindow Window, CancellationToken Stop = default);

/// <summary>Reads one file from entry to entry; everything between them is counted.</summary>
/// <param name="input">The file.</param>
/// <param name="options">What is asked of all files.</param>
internal sealed class LogFileReader(LogInput input, ReadingOptions options) : IDisposable
{
    private readonly LayoutContext _context = new(options.Texts, input.Changed, options.LocalOffset, options.Columns);
    private LayoutFinder? _finder;
    private LineReader? _lines;

    /// <summary>The file.</summary>
    public LogInput Input { get; } = input;

    /// <summary>What became of its lines so far.</summary>
    public FileTally Tally { get; } = new(input.Name);

    /// <summary>What the present line says; filled anew by <see cref="MoveNext"/>.</summary>
    public LogEntry Entry { get; } = new();

    /// <summary>Told of each directive and header, where somebody wants to keep them; null: nobody does.</summary>
    public Action<string>? Directive { get; init; }

    /// <summary>The present line's number.</summary>
    public long LineNumber => _lines?.Number ?? 0;

    /// <summary>The present line.</summary>
    public ReadOnlySpan<byte> Line => _lines is null ? default : _lines.Present;

    /// <summary>Goes to the next entry inside the window.</summary>
    /// <returns>False at the end of the file, or where it cannot be read further, which the tally tells.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public bool MoveNext()
    {
        try
        {
            _lines ??= new LineReader(Input.OpenText(), options.Stop);
            _finder ??= new LayoutFinder(_context);
            while (_lines.TryRead(out var line))
                if (Take(line)) return true;
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException or UnauthorizedAccessException or NotSupportedException)
        {
            Tally.BrokenOff = string.Create(CultureInfo.InvariantCulture, $"cannot be read after line {LineNumber}: {OtherSideText.Show(broken.Message)}");
        }
        Tally.Bytes = _lines?.Bytes ?? 0;
        return false;
    }

    public void Dispose() => _lines?.Dispose();

    private bool Take(ReadOnlySpan<byte> line)
    {
        if (_lines!.IsCut) Tally.Cut++;
        var meaning = _finder!.Read(line, Entry);
        switch (meaning)
        {
            case LineMeaning.Directive:
                Tally.Directives++;
                if (line.Length > 0) Directive?.Invoke(System.Text.Encoding.UTF8.GetString(line));
                return false;
            case LineMeaning.NotUnderstood: Tally.AddNotUnderstood(_lines.Number, line); return false;
        }
        Tally.Cover(_context.LastTicks);
        if (_finder.IsRecovered) Tally.Recovered++;
        Tally.Met(_finder.Used!.Name);
        if (meaning == LineMeaning.Other) Tally.Others++;
        else if (Entry.Ticks != 0 && !options.Window.Contains(Entry.Ticks)) Tally.Outside++;
        else Tally.Entries++;
        return meaning == LineMeaning.Entry && (Entry.Ticks == 0 || options.Window.Contains(Entry.Ticks));
    }
}
