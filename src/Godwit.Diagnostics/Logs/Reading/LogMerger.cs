namespace Godwit.Diagnostics.Logs;

/// <summary>
/// The entries of all files in the order of their times, without holding them: a file is opened when its first time has come and closed at its end, so that only those are open together that tell of
/// the same time. Within a file the order stays as it is. What has no time, such as a report, comes first.
/// </summary>
internal sealed class LogMerger(IReadOnlyList<LogInput> inputs, ReadingOptions options)
{
    /// <summary>The most files that are open at once; those beyond wait for one to end, and come late.</summary>
    public const int MaxOpen = 256;

    private const int LinesToTheFirstTime = 2000;
    private readonly PriorityQueue<LogFileReader, long> _open = new();

    /// <summary>What became of every file's lines, in the order in which they were opened.</summary>
    public List<FileTally> Tallies { get; } = [];

    /// <summary>Hands every entry on; the reader shows it until the call returns.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Run(Action<LogFileReader> entry, CancellationToken cancellation)
    {
        var waiting = new Queue<(LogInput Input, long First)>(inputs.Select(input => (input, FirstTime(input))).OrderBy(pair => pair.Item2));
        while (waiting.Count > 0 || _open.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            while (waiting.TryPeek(out var next) && _open.Count < MaxOpen && !(_open.TryPeek(out _, out var now) && now < next.First)) Start(waiting.Dequeue().Input);
            if (_open.Count > 0) RunFirst(entry, waiting.TryPeek(out var later) && _open.Count < MaxOpen ? later.First : long.MaxValue, cancellation);
        }
    }

    /// <summary>Goes on with the earliest file until another one is earlier, or a waiting one's time has come.</summary>
    private void RunFirst(Action<LogFileReader> entry, long until, CancellationToken cancellation)
    {
        var reader = _open.Dequeue();
        if (_open.TryPeek(out _, out var other) && other < until) until = other;
        do
        {
            entry(reader);
            cancellation.ThrowIfCancellationRequested();
            if (reader.MoveNext()) continue;
            reader.Dispose();
            return;
        }
        while (reader.Entry.Ticks <= until);
        _open.Enqueue(reader, reader.Entry.Ticks);
    }

    private void Start(LogInput input)
    {
        var reader = new LogFileReader(input, options);
        Tallies.Add(reader.Tally);
        if (reader.MoveNext()) _open.Enqueue(reader, reader.Entry.Ticks);
        else reader.Dispose();
    }

    /// <summary>The first time in a file, found by reading its beginning.</summary>
    private long FirstTime(LogInput input)
    {
        try
        {
            using var lines = new LineReader(input.OpenText(), options.Stop);
            var context = new LayoutContext(options.Texts, input.Changed, options.LocalOffset, options.Columns);
            var (finder, entry) = (new LayoutFinder(context), new LogEntry());
            for (var read = 0; read < LinesToTheFirstTime && lines.TryRead(out var line); read++)
                if (finder.Read(line, entry) is LineMeaning.Entry or LineMeaning.Other) return context.LastTicks;
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException or UnauthorizedAccessException or NotSupportedException)
        {
            // The real reading meets the same trouble and tells it.
        }
        return 0;
    }
}
