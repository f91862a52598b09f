namespace Godwit.Api;

/// <summary>Where a migration user stands; the names are the field's own.</summary>
public enum MigrationUserStatus
{
    /// <summary>Its row is being checked; no slot is used.</summary>
    Validating,
    /// <summary>The target mailbox is being looked for, or made.</summary>
    Provisioning,
    /// <summary>Settings that a running move has to take up are being applied.</summary>
    ProvisionUpdating,
    /// <summary>Waits for a slot or for its time; <see cref="MigrationUser.WaitsFor"/> says which.</summary>
    Queued,
    /// <summary>A worker has taken it and connects.</summary>
    Starting,
    /// <summary>The initial sync runs.</summary>
    Syncing,
    /// <summary>The initial sync is done.</summary>
    Synced,
    /// <summary>A later sync runs.</summary>
    IncrementalSyncing,
    /// <summary>At least one later sync is done.</summary>
    IncrementalSynced,
    /// <summary>Stopped after the initial sync; what is there stays.</summary>
    IncrementalStopped,
    /// <summary>A later sync failed; what is there stays.</summary>
    IncrementalFailed,
    /// <summary>The final sync is done, the completion itself is not.</summary>
    CompletionSynced,
    /// <summary>The final sync runs.</summary>
    Completing,
    /// <summary>The completion failed; what is there stays.</summary>
    CompletionFailed,
    /// <summary>Done.</summary>
    Completed,
    /// <summary>Done, with something that an administrator should read.</summary>
    CompletedWithWarnings,
    /// <summary>A worker has been asked to end.</summary>
    Stopping,
    /// <summary>Stopped before the initial sync was done.</summary>
    Stopped,
    /// <summary>The check or the initial sync failed.</summary>
    Failed,
    /// <summary>What is stored about it contradicts itself; only removal is possible.</summary>
    Corrupted,
    /// <summary>Removed as soon as its worker has ended.</summary>
    Removing,
}

/// <summary>The same in five words.</summary>
public enum MigrationUserStatusSummary
{
    /// <summary>Something is being done or waits to be done.</summary>
    Active,
    /// <summary>In step with the source; syncs go on.</summary>
    Synced,
    /// <summary>Done.</summary>
    Completed,
    /// <summary>Somebody has to look.</summary>
    Failed,
    /// <summary>Stopped by somebody.</summary>
    Stopped,
}
