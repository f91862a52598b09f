namespace Godwit.Sync;

/// <summary>
/// The keyword sets that occur in a ledger, each once, so that a row needs only a number. Index 0 is the empty set. Grows, never shrinks; safe for several threads. What a store lists is taken up to
/// <see cref="MaxBytes"/>, since it is the other side that says how many sets there are and how long their names.
/// </summary>
public sealed class KeywordTable
{
    /// <summary>The memory of one more set beside its names, and of one more name beside its characters: about what the runtime needs.</summary>
    private const int SetBytes = 120, NameBytes = 34;

    private readonly Lock _gate = new();
    private readonly List<KeywordSet> _sets = [KeywordSet.Empty];
    private readonly Dictionary<KeywordSet, int> _indexes = new() { [KeywordSet.Empty] = 0 };

    private long _bytes;

    /// <summary>A table that begins with these sets at the indexes 1, 2, ...</summary>
    public KeywordTable(params IEnumerable<KeywordSet> known)
    {
        foreach (var set in known) IndexOf(set);
    }

    /// <summary>
    /// So much memory, about, may the sets take that stores list: 800,000 different sets of one short name, thousands of times what mailboxes have.
    /// </summary>
    public long MaxBytes { get; init; } = 128L * 1024 * 1024;

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
            return Add(set);
        }
    }

    /// <summary>The base of flags that a store lists.</summary>
    /// <exception cref="FaultException">The set is new and there is no room for more.</exception>
    public FlagBase Listed(MessageFlags flags, Side side)
    {
        var set = flags.Keywords;
        if (set.Count == 0) return new FlagBase(flags.System, 0);
        lock (_gate)
        {
            if (!_indexes.TryGetValue(set, out var index)) index = _bytes < MaxBytes ? Add(set) : throw Full(side);
            return new FlagBase(flags.System, index);
        }
    }

    private int Add(KeywordSet set)
    {
        var index = _sets.Count;
        _sets.Add(set);
        _indexes.Add(set, index);
        _bytes += SetBytes + set.Sum(static name => NameBytes + 2L * name.Length);
        return index;
    }

    private FaultException Full(Side side) => new(new Fault(SyncFaults.TooManyKeywords, side,
        $"Its messages have more different keywords than Godwit takes in: {new ByteSize(_bytes)} of them are known of this mailbox already."));

    /// <summary>The flags behind a base.</summary>
    public MessageFlags Flags(FlagBase flags) => new(flags.System, this[flags.Keywords]);

    /// <summary>The base of these flags.</summary>
    public FlagBase Base(MessageFlags flags) => new(flags.System, IndexOf(flags.Keywords));
}
