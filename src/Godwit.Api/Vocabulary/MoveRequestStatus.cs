namespace Godwit.Api;

/// <summary>Where a move request stands; the names are the field's own.</summary>
public enum MoveRequestStatus
{
    /// <summary>Waits for a worker.</summary>
    Queued,
    /// <summary>A sync runs.</summary>
    InProgress,
    /// <summary>Suspended by somebody.</summary>
    Suspended,
    /// <summary>Suspended by itself, ready to complete.</summary>
    AutoSuspended,
    /// <summary>Waits before it tries again what a passing fault broke off.</summary>
    Retrying,
    /// <summary>In step with the source; syncs go on.</summary>
    Synced,
    /// <summary>The final sync runs.</summary>
    CompletionInProgress,
    /// <summary>Done.</summary>
    Completed,
    /// <summary>Done, with something that an administrator should read.</summary>
    CompletedWithWarning,
    /// <summary>Done, with items that were left out.</summary>
    CompletedWithSkippedItems,
    /// <summary>Failed.</summary>
    Failed,
}

/// <summary>The status in detail.</summary>
public enum MoveStatusDetail
{
    /// <summary>Waits.</summary>
    Queued,
    /// <summary>Connects to both sides.</summary>
    InitializingMove,
    /// <summary>Looks for the target mailbox, or makes it.</summary>
    CreatingMailbox,
    /// <summary>Makes folders.</summary>
    CreatingFolderHierarchy,
    /// <summary>Lists messages and compares them.</summary>
    LoadingMessages,
    /// <summary>Copies messages.</summary>
    CopyingMessages,
    /// <summary>A later sync.</summary>
    IncrementalSync,
    /// <summary>The final sync.</summary>
    Finalization,
    /// <summary>Waits before another try.</summary>
    TransientFailure,
    /// <summary>Waits as long as the proxy asked.</summary>
    ProxyBackoff,
    /// <summary>Suspended by somebody.</summary>
    Suspended,
    /// <summary>Suspended by itself.</summary>
    AutoSuspended,
    /// <summary>In step.</summary>
    Synced,
    /// <summary>Done.</summary>
    Completed,
    /// <summary>Done, with warnings.</summary>
    CompletedWithWarnings,
    /// <summary>Failed.</summary>
    Failed,
}

/// <summary>The stage of a move, apart from its status.</summary>
public enum SyncStage
{
    /// <summary>Not begun.</summary>
    None,
    /// <summary>The target mailbox is being looked for, or made.</summary>
    CreatingMailbox,
    /// <summary>Folders are being made (10 %).</summary>
    CreatingFolderHierarchy,
    /// <summary>Messages are listed and compared (20 %).</summary>
    LoadingMessages,
    /// <summary>Messages are copied (25 to 95 %).</summary>
    CopyingMessages,
    /// <summary>In step; later syncs follow (95 %).</summary>
    IncrementalSync,
    /// <summary>The final sync (95 to 99 %).</summary>
    FinalIncrementalSync,
    /// <summary>Done (100 %).</summary>
    SyncFinished,
    /// <summary>Failed.</summary>
    Error,
}

/// <summary>How urgent a move is; a higher one is begun first, but nobody waits for ever.</summary>
public enum MovePriority
{
    /// <summary>After all others.</summary>
    Lowest,
    /// <summary>Well below normal.</summary>
    Lower,
    /// <summary>Below normal.</summary>
    Low,
    /// <summary>As usual.</summary>
    Normal,
    /// <summary>Above normal.</summary>
    High,
    /// <summary>Well above normal.</summary>
    Higher,
    /// <summary>Before all others but emergencies.</summary>
    Highest,
    /// <summary>At once.</summary>
    Emergency,
}
