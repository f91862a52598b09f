namespace Godwit.Diagnostics.Logs;

/// <summary>Which columns of a table hold what we look for: <c>time=Receive Time,client=Source address,...</c></summary>
/// <param name="Names">From our word to the column's name.</param>
public sealed record ColumnMap(IReadOnlyDictionary<string, string> Names)
{
    /// <summary>What can be mapped.</summary>
    public static IReadOnlyList<string> Words { get; } = ["time", "client", "server", "port", "action", "path", "status", "user", "method", "taken"];

    /// <summary>No columns.</summary>
    public static readonly ColumnMap None = new(new Dictionary<string, string>());

    /// <summary>Reads <c>word=column,word=column</c>; a column's name may hold blanks, not commas.</summary>
    /// <exception cref="FormatException">A word is unknown, a pair has no name, or <c>time</c> is missing.</exception>
    public static ColumnMap Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (pair.Split('=', 2, StringSplitOptions.TrimEntries) is not [{ Length: > 0 } word, { Length: > 0 } name]) throw new FormatException($"'{OtherSideText.Show(pair)}' is not of the form word=column");
            if (!Words.Contains(word, StringComparer.OrdinalIgnoreCase)) throw new FormatException($"'{OtherSideText.Show(word)}' is none of {string.Join(", ", Words)}");
            names[word] = name;
        }
        return names.ContainsKey("time") ? new ColumnMap(names) : throw new FormatException("the column of 'time' is missing");
    }
}
