namespace Godwit.Sync;

/// <summary>
/// What the ledger remembers of one folder on both sides, besides its pairs. Replaced as a whole at a commit.
/// </summary>
/// <param name="Id">Our own number for the pair of folders; paths and names are attributes.</param>
public sealed record FolderRecord(int Id)
{
    /// <summary>The source's side.</summary>
    public required SideRecord Source { get; init; }

    /// <summary>The target's side.</summary>
    public required SideRecord Target { get; init; }

    /// <summary>
    /// The intent's floor: every target uid below it is either in the ledger or not ours. Durable before the first append, raised at each checkpoint.
    /// </summary>
    public uint Floor { get; init; }

    /// <summary>Unix seconds at which the intent was last renewed; 0 when no append can be under way (the last run ended in good order).</summary>
    public long IntentSeconds { get; init; }

    /// <summary>Pairs with a lower target uid have been seen in a listing after they were made. The others are <em>sent</em>, not yet <em>confirmed</em>.</summary>
    public uint ConfirmedBelow { get; init; }

    /// <summary>
    /// From this target uid on, what we copied may have a twin: an earlier run was broken off, and what it had under way may still be stored by a slow server after we have copied the same messages
    /// again. 0 when nothing of that kind is to be expected.
    /// </summary>
    public uint TwinsFrom { get; init; }

    /// <summary>Unix seconds until which twins are expected; the first run after that looks for the last time. 0 when none are.</summary>
    public long TwinsUntil { get; init; }

    /// <summary>True when the target's folder was created by us, and so is ours to delete when the source's folder goes.</summary>
    public bool CreatedByUs { get; init; }
}

/// <summary>One side of a <see cref="FolderRecord"/>.</summary>
/// <param name="Path">Where the folder was when last seen.</param>
public sealed record SideRecord(FolderPath Path)
{
    /// <summary>The store's identifier that survives renames, or null.</summary>
    public string? ObjectId { get; init; }

    /// <summary>The generation that gives the pairs' uids of this side their meaning.</summary>
    public FolderGeneration Generation { get; init; }

    /// <summary>UIDNEXT when last seen.</summary>
    public uint UidNext { get; init; }

    /// <summary>Everything up to this point of the folder's history has been applied; unknown when it must be listed whole.</summary>
    public ChangeMarker Marker { get; init; }

    /// <summary>How many messages the folder held then.</summary>
    public long Messages { get; init; }

    /// <summary>
    /// Uids that live here without a pair: on the source what was skipped or filtered out, on the target what is not ours. With the pairs they make up <see cref="Messages"/>.
    /// </summary>
    public UidSet Unpaired { get; init; } = UidSet.Empty;
}
