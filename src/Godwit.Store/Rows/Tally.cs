namespace Godwit.Store;

/// <summary>
/// How many rows a table has and what their checksums add up to. Kept beside the table, it tells that a row is missing, which no row can tell of itself.
/// </summary>
internal readonly record struct Tally(long Count, long Sum)
{
    /// <summary>With one more row.</summary>
    public Tally Plus(uint checksum) => new(Count + 1, unchecked(Sum + checksum));

    /// <summary>With one row less.</summary>
    public Tally Minus(uint checksum) => new(Count - 1, unchecked(Sum - checksum));
}
