using System.Diagnostics.CodeAnalysis;

namespace Godwit.Testing.Imap;

/// <summary>
/// What clients sent: one line a command without its tag, literals as <c>{n}</c>, what is secret in a sign-in as <c>***</c>. The newest lines are kept; counters never forget.
/// </summary>
public sealed class CommandLog
{
    private readonly Lock _gate = new();
    private readonly Queue<LoggedCommand> _lines = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly int _maxLines;

    internal CommandLog(int maxLines) => _maxLines = maxLines;

    /// <summary>The kept commands in order of arrival.</summary>
    public IReadOnlyList<LoggedCommand> Commands { get { lock (_gate) return [.. _lines]; } }

    /// <summary>How often this command came: <c>APPEND</c>, <c>UID FETCH</c>, <c>EXPUNGE</c>.</summary>
    public int Count(string command)
    {
        lock (_gate) return _counts.GetValueOrDefault(command);
    }

    /// <summary>Forgets lines and counts, between two runs of what is tested.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _lines.Clear();
            _counts.Clear();
        }
    }

    internal (LoggedCommand Entry, int Number) Add(int connection, string name, string line)
    {
        var entry = new LoggedCommand(connection, name, line);
        lock (_gate)
        {
            _lines.Enqueue(entry);
            if (_lines.Count > _maxLines) _lines.Dequeue();
            return (entry, _counts[name] = _counts.GetValueOrDefault(name) + 1);
        }
    }

    /// <summary>All kept lines, for failing assertions.</summary>
    public override string ToString() => string.Join('\n', Commands);
}

/// <summary>One command as it came.</summary>
public sealed class LoggedCommand
{
    private const int MaxLength = 4_000;
    private volatile string _line;

    internal LoggedCommand(int connection, string name, string line) => (Connection, Name, _line) = (connection, name, Bounded(line));

    /// <summary>Which connection, from 1.</summary>
    public int Connection { get; }

    /// <summary>The command in capitals.</summary>
    public string Name { get; }

    /// <summary>The line without tag, at most 4,000 characters.</summary>
    public string Line => _line;

    internal void Append(string more)
    {
        if (_line.Length < MaxLength) _line = Bounded(_line + more);
    }

    [SuppressMessage("Style", "IDE0057", Justification = "The bound is the point.")]
    private static string Bounded(string line) => line.Length <= MaxLength ? line : line.Substring(0, MaxLength);

    /// <summary>Connection and line.</summary>
    public override string ToString() => $"[{Connection}] {Line}";
}
