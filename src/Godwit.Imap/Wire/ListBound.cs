namespace Godwit.Imap;

/// <summary>How far the list that answers one command may grow: entries, and bytes of the names in them. A name may come as a literal, which counts in no line.</summary>
internal sealed class ListBound
{
    private int _entries;
    private long _bytes;

    /// <summary>Takes one more entry.</summary>
    /// <param name="characters">How many characters, each of which was a byte, are kept of it.</param>
    /// <param name="what">What there are too many of.</param>
    /// <exception cref="ImapConnectionException">There are too many.</exception>
    internal void Take(long characters, string what)
    {
        _bytes += characters;
        if (++_entries > Limits.ListEntries || _bytes > Limits.ListBytes) throw ImapConnectionException.Violation($"The server names too many {what}.");
    }
}
