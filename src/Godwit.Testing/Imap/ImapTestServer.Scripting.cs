namespace Godwit.Testing.Imap;

/// <summary>Accidents at chosen commands.</summary>
public sealed partial class ImapTestServer
{
    private readonly List<CommandRule> _rules = [];
    private readonly List<Action> _parked = [];
    private int _seenByFetch;

    /// <summary>
    /// Calls <paramref name="action"/> for the next <paramref name="times"/> commands that fit, before they are done, on the thread of their connection. Rules are asked in the order in which they were
    /// made. Dispose the answer to take the rule back.
    /// </summary>
    /// <example><code>server.OnCommand(c => c is { Name: "APPEND", Number: 3 }, c => c.DropBeforeAnswer());</code></example>
    public IDisposable OnCommand(Func<CommandScript, bool> predicate, Action<CommandScript> action, int times = 1)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        ArgumentNullException.ThrowIfNull(action);
        var rule = new CommandRule(predicate, action, times);
        lock (_gate) _rules.Add(rule);
        return rule;
    }

    /// <summary>The same for commands of one name.</summary>
    public IDisposable OnCommand(string name, Action<CommandScript> action, int times = 1) => OnCommand(c => c.Name == name, action, times);

    /// <summary>How many appends are still on their way after <see cref="CommandScript.CommitLate"/>.</summary>
    public int LateAppends { get { lock (_gate) return _parked.Count; } }

    /// <summary>What was still on its way arrives: the late appends are stored now, in order. Returns how many commands that were.</summary>
    public int CommitLate()
    {
        List<Action> parked;
        lock (_gate)
        {
            parked = [.. _parked];
            _parked.Clear();
        }
        parked.ForEach(commit => commit());
        return parked.Count;
    }

    internal void Park(Action commit)
    {
        lock (_gate) _parked.Add(commit);
    }

    internal void Apply(CommandScript script)
    {
        CommandRule[] rules;
        lock (_gate) rules = _rules.Count == 0 ? [] : [.. _rules];
        foreach (var rule in rules) rule.Apply(script);
    }

    internal void CountSeenByFetch() => Interlocked.Increment(ref _seenByFetch);
}
