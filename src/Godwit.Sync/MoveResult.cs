namespace Godwit.Sync;

/// <summary>What a move did, or would do.</summary>
public sealed record MoveResult
{
    /// <summary>Folders that took part.</summary>
    public int Folders { get; init; }

    /// <summary>Folders created on the target.</summary>
    public int FoldersCreated { get; init; }

    /// <summary>Folders renamed on the target because the source's were.</summary>
    public int FoldersRenamed { get; init; }

    /// <summary>Folders deleted on the target because the source's were.</summary>
    public int FoldersDeleted { get; init; }

    /// <summary>Messages copied.</summary>
    public long ItemsCopied { get; init; }

    /// <summary>Messages recognised on the target and not copied again.</summary>
    public long ItemsAdopted { get; init; }

    /// <summary>Messages whose flags were changed on the target.</summary>
    public long ItemsUpdated { get; init; }

    /// <summary>Messages moved on the target because the source's were.</summary>
    public long ItemsMoved { get; init; }

    /// <summary>Messages removed from the target.</summary>
    public long ItemsDeleted { get; init; }

    /// <summary>Removals that wait for approval.</summary>
    public long DeletionsWaiting { get; init; }

    /// <summary>Bytes of the copied messages.</summary>
    public long BytesCopied { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Everything that is not on the target though the source has it, from this run and earlier ones.</summary>
    public IReadOnlyList<SkippedItem> Skipped { get; init; } = [];

    /// <summary>What went wrong and stayed so; each fault once.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>What an administrator should know though nothing failed: renamed folders, repaired dates, flags that the target does not keep.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Patterns of <see cref="MessageFilter.IncludeFolders"/> that match no folder of the source.</summary>
    public IReadOnlyList<string> MissingFolders { get; init; } = [];

    /// <summary>Faults that passed when the same thing was tried again.</summary>
    public IReadOnlyList<Fault> Retried { get; init; } = [];
}
