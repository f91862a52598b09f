namespace Godwit.Connectors;

/// <summary>A folder's counters at one moment.</summary>
/// <param name="Generation">UIDVALIDITY.</param>
/// <param name="UidNext">A lower bound of the next uid: no message that arrives after this moment gets a lower one.</param>
/// <param name="Messages">How many messages it holds.</param>
/// <param name="Marker">Its history's last point; unknown (zero) where the store keeps none.</param>
public sealed record FolderStatus(FolderGeneration Generation, uint UidNext, long Messages, ChangeMarker Marker)
{
    /// <summary>Bytes of all messages where the store tells it (STATUS=SIZE), else null.</summary>
    public long? Bytes { get; init; }

    /// <summary>Which flags can be stored for good (PERMANENTFLAGS); null when it was not asked, which a mere STATUS never does.</summary>
    public AcceptedFlags? Accepts { get; init; }
}

/// <summary>The flags that a folder keeps.</summary>
/// <param name="System">System flags that last.</param>
/// <param name="Keywords">Keywords it knows already.</param>
/// <param name="NewKeywords">True when it takes keywords it has not seen before (<c>\*</c>).</param>
public sealed record AcceptedFlags(SystemFlags System, KeywordSet Keywords, bool NewKeywords)
{
    /// <summary>Takes everything.</summary>
    public static AcceptedFlags Everything { get; } = new((SystemFlags)31, KeywordSet.Empty, NewKeywords: true);
}
