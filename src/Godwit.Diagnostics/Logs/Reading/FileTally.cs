namespace Godwit.Diagnostics.Logs;

/// <summary>What became of the lines of one file: each is counted once. The lines that were not understood are shown by their first examples.</summary>
/// <param name="name">The file.</param>
internal sealed class FileTally(string name)
{
    /// <summary>The most lines that are shown of those that were not understood.</summary>
    public const int MaxExamples = 3;

    private const int LongestExample = 300;
    private readonly List<string> _examples = [];
    private readonly List<string> _layouts = [];

    /// <summary>The file.</summary>
    public string Name { get; } = name;

    /// <summary>All lines; the sum of the other counts.</summary>
    public long Lines => Entries + Others + Outside + Directives + NotUnderstood;

    /// <summary>Lines that say something about a migration's way.</summary>
    public long Entries { get; set; }

    /// <summary>Lines about something else.</summary>
    public long Others { get; set; }

    /// <summary>Entries outside of the time that was asked about.</summary>
    public long Outside { get; set; }

    /// <summary>Directives, headers, blank lines.</summary>
    public long Directives { get; set; }

    /// <summary>Lines that no layout understands.</summary>
    public long NotUnderstood { get; private set; }

    /// <summary>Of the lines understood, those whose fields did not fit their header, or that had no header: read by what the parts look like.</summary>
    public long Recovered { get; set; }

    /// <summary>Of all lines, those longer than <see cref="LineReader.MaxLineBytes"/>.</summary>
    public long Cut { get; set; }

    /// <summary>Bytes read, unpacked.</summary>
    public long Bytes { get; set; }

    /// <summary>The earliest time in the file, in ticks of UTC; 0: none.</summary>
    public long FirstTicks { get; private set; }

    /// <summary>The latest.</summary>
    public long LastTicks { get; private set; }

    /// <summary>Why reading ended before the file's end; null when it did not. Escaped.</summary>
    public string? BrokenOff { get; set; }

    /// <summary>The first lines that were not understood, with their numbers. Escaped.</summary>
    public IReadOnlyList<string> Examples => _examples;

    /// <summary>The layouts that were found, in order.</summary>
    public IReadOnlyList<string> Layouts => _layouts;

    /// <summary>Counts a line that no layout understands.</summary>
    public void AddNotUnderstood(long number, ReadOnlySpan<byte> line)
    {
        NotUnderstood++;
        if (_examples.Count == MaxExamples) return;
        var shown = System.Text.Encoding.UTF8.GetString(line[..Math.Min(line.Length, LongestExample)]);
        _examples.Add(string.Create(CultureInfo.InvariantCulture, $"line {number}: {OtherSideText.Show(shown, LongestExample)}"));
    }

    /// <summary>Notes that a layout was met.</summary>
    public void Met(string layout)
    {
        if (!_layouts.Contains(layout)) _layouts.Add(layout);
    }

    /// <summary>Widens the time that the file covers.</summary>
    public void Cover(long ticks)
    {
        if (ticks == 0) return;
        if (FirstTicks == 0 || ticks < FirstTicks) FirstTicks = ticks;
        if (ticks > LastTicks) LastTicks = ticks;
    }
}
