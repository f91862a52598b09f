namespace Godwit.Imap;

/// <summary>Uids that a server tells in any number of answers to one command: gathered, and made a set of when they are asked for. The bound counts over all answers.</summary>
internal sealed class UidGathering
{
    private readonly UidSet.Builder _builder = new();
    private int _ranges;
    private UidSet? _all;

    /// <summary>All of them so far.</summary>
    internal UidSet All => _all ??= _builder.Build();

    /// <summary>Adds a range, both ends included.</summary>
    /// <exception cref="ImapConnectionException">There are too many.</exception>
    internal void Add(uint first, uint last)
    {
        if (++_ranges > Limits.SetRanges) throw ImapConnectionException.Violation("The server names too many messages.");
        _builder.AddRange(first, last);
        _all = null;
    }

    /// <summary>Adds a set.</summary>
    /// <exception cref="ImapConnectionException">There are too many.</exception>
    internal void Add(UidSet uids)
    {
        for (var i = 0; i < uids.RangeCount; i++) Add(uids.RangeAt(i).First, uids.RangeAt(i).Last);
    }
}
