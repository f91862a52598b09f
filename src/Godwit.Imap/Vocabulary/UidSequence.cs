namespace Godwit.Imap;

/// <summary>
/// Uids in the order in which a server wrote them, kept as ranges: the answer to APPEND and COPY, where position carries meaning. Unlike <see cref="UidSet"/> it is neither
/// sorted nor free of repetitions. A range that a hostile server makes huge costs nothing until it is enumerated: look at <see cref="Count"/> first.
/// </summary>
public sealed class UidSequence
{
    private readonly uint[] _bounds;

    private UidSequence(uint[] bounds)
    {
        _bounds = bounds;
        for (var i = 0; i < bounds.Length; i += 2) Count += (long)bounds[i + 1] - bounds[i] + 1;
    }

    /// <summary>How many uids there are.</summary>
    public long Count { get; }

    /// <summary>Every uid in the server's order.</summary>
    public IEnumerable<uint> Enumerate()
    {
        for (var i = 0; i < _bounds.Length; i += 2)
        {
            for (ulong uid = _bounds[i]; uid <= _bounds[i + 1]; uid++) yield return (uint)uid;
        }
    }

    /// <summary>All of them in an array.</summary>
    /// <exception cref="InvalidOperationException">There are more than <paramref name="most"/>.</exception>
    public uint[] ToArray(long most)
    {
        if (Count > most) throw new InvalidOperationException($"The server named {Count} uids where at most {most} are possible.");
        var all = new uint[Count];
        var at = 0;
        for (var i = 0; i < _bounds.Length; i += 2)
        {
            for (ulong uid = _bounds[i]; uid <= _bounds[i + 1]; uid++) all[at++] = (uint)uid;
        }
        return all;
    }

    /// <summary>A sequence of ranges: first, last, first, last and so on; each ascends.</summary>
    internal static UidSequence Of(IReadOnlyList<uint> bounds) => new([.. bounds]);
}
