namespace Godwit.Sync;

/// <summary>
/// The keyword sets that occur in a ledger, each once, so that a row needs only a number. Index 0 is the empty set. Grows, never shrinks; safe for several threads.
/// </summary>
public sealed class KeywordTable
{
    private readonly Lock _gate = new();
    private readonly List<KeywordSet> _sets = [KeywordSet.Empty];
    private readonly Dictionary<KeywordSet, int> _indexes = new() { [KeywordSet.Empty] = 0 };

    /// <summary>A table that begins with these sets at the indexes 1, 2, ...</summary>
    public KeywordTable(params IEnumerable<KeywordSet> known)
    {
        foreach (var set in known) IndexOf(set);
    }

    /// <summary>How many sets there are, the empty one included.</summary>
    public int Count { get { lock (_gate) return _sets.Count; } }

    /// <summary>The set at an index.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such index: the state is damaged.</exception>
    public KeywordSet this[int index] { get { if (index == 0) return KeywordSet.Empty; lock (_gate) return _sets[index]; } }

    /// <summary>The set's index, given now if it is new.</summary>
    public int IndexOf(KeywordSet set)
    {
        if (set.Count == 0) return 0;
        lock (_gate)
        {
            if (_indexes.TryGetValue(set, out var index)) return index;
            index = _sets.Count;
            _sets.Add(set);
            _indexes.Add(set, index);
            return index;
        }
    }

    /// <summary>The flags behind a base.</summary>
    public MessageFlags Flags(FlagBase flags) => new(flags.System, this[flags.Keywords]);

    /// <summary>The base of these flags.</summary>
    public FlagBase Base(MessageFlags flags) => new(flags.System, IndexOf(flags.Keywords));
}
