using System.Text;

namespace Godwit.Diagnostics.Logs;

/// <summary>How often a cause was seen at a server, when, and the first lines that show it.</summary>
internal sealed class CauseTally
{
    /// <summary>The most lines that are kept.</summary>
    public const int MaxLines = 3;

    /// <summary>The lines.</summary>
    public List<Evidence> Lines { get; } = [];

    /// <summary>How often.</summary>
    public long Count { get; set; }

    /// <summary>First, in ticks; 0: no line had a time.</summary>
    public long First { get; set; }

    /// <summary>Last.</summary>
    public long Last { get; set; }

    /// <summary>How sure the surest line makes.</summary>
    public Confidence Confidence { get; set; }

    /// <summary>How many exchanges the server had served when it was seen last.</summary>
    public long ServedBefore { get; set; }

    /// <summary>How often the caller was the migration service, as far as addresses tell.</summary>
    public long FromService { get; set; }
}

/// <summary>The causes that lines speak of, by server.</summary>
internal sealed class CauseBook
{
    private readonly Dictionary<(FindingKind Cause, string Server), CauseTally> _tallies = [];

    /// <summary>All that was seen.</summary>
    public IEnumerable<(FindingKind Cause, string Server, CauseTally Tally)> All => _tallies.Select(pair => (pair.Key.Cause, pair.Key.Server, pair.Value));

    /// <summary>True when there is room for more lines.</summary>
    public bool WantsLine(FindingKind cause, string server) => !_tallies.TryGetValue((cause, server), out var tally) || tally.Lines.Count < CauseTally.MaxLines;

    /// <summary>Counts a line; it is kept while there is room.</summary>
    public void Add(FindingKind cause, Confidence confidence, Seen seen, Evidence? line)
    {
        if (!_tallies.TryGetValue((cause, seen.Server), out var tally)) _tallies[(cause, seen.Server)] = tally = new CauseTally();
        tally.Count += seen.Count;
        if (seen.FromService) tally.FromService += seen.Count;
        if (seen.Ticks != 0 && (tally.First == 0 || seen.Ticks < tally.First)) tally.First = seen.Ticks;
        tally.Last = Math.Max(tally.Last, seen.Ticks);
        tally.ServedBefore = seen.ServedBefore;
        if (confidence > tally.Confidence) tally.Confidence = confidence;
        if (line is not null && tally.Lines.Count < CauseTally.MaxLines) tally.Lines.Add(line);
    }

    /// <summary>How often a cause was seen at all servers.</summary>
    public long CountOf(FindingKind cause) => _tallies.Where(pair => pair.Key.Cause == cause).Sum(pair => pair.Value.Count);
}

/// <summary>When, where and from whom something was seen.</summary>
/// <param name="Ticks">When; 0: not known.</param>
/// <param name="Server">Where.</param>
/// <param name="FromService">True when the caller's address belongs to the migration service.</param>
/// <param name="ServedBefore">How many exchanges the server had served by then.</param>
/// <param name="Count">How often.</param>
internal readonly record struct Seen(long Ticks, string Server, bool FromService, long ServedBefore, long Count = 1);

/// <summary>Makes evidence of lines.</summary>
internal static class LineEvidence
{
    private const int LongestLine = 2000;

    /// <summary>The present line of a file, with its name and number.</summary>
    public static Evidence Of(LogFileReader reader) => Of(reader.Input.Name, reader.LineNumber, reader.Line);

    /// <summary>A copy of the present line, of which evidence can be made later: most such lines turn out to prove nothing.</summary>
    public static KeptLine Keep(LogFileReader reader) => new(reader.Input.Name, reader.LineNumber, reader.Line[..Math.Min(reader.Line.Length, LongestLine)].ToArray());

    /// <summary>A line of a file.</summary>
    public static Evidence Of(string file, long number, ReadOnlySpan<byte> line) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{FileName(file)}:{number}"), Encoding.UTF8.GetString(line[..Math.Min(line.Length, LongestLine)]));

    /// <summary>The end of a path: the file, the folder it lies in, and its entry in an archive.</summary>
    public static string FileName(string path)
    {
        var cut = path.LastIndexOfAny(['/', '\\']);
        var before = cut <= 0 ? -1 : path.LastIndexOfAny(['/', '\\'], cut - 1);
        return path[(before + 1)..];
    }
}

/// <summary>A line that may become evidence.</summary>
/// <param name="File">Its file.</param>
/// <param name="Number">Its number.</param>
/// <param name="Bytes">Its bytes.</param>
internal sealed record KeptLine(string File, long Number, byte[] Bytes)
{
    /// <summary>The line as evidence.</summary>
    public Evidence Evidence => LineEvidence.Of(File, Number, Bytes);
}
