namespace Godwit.Api;

/// <summary>Where a batch stands; follows from its users. The names are the field's own.</summary>
public enum MigrationBatchStatus
{
    /// <summary>Made, not started.</summary>
    Created,
    /// <summary>Started, its start time has not come.</summary>
    Waiting,
    /// <summary>Started; no user is being copied yet.</summary>
    Starting,
    /// <summary>Initial syncs run or wait.</summary>
    Syncing,
    /// <summary>Later syncs run.</summary>
    IncrementalSyncing,
    /// <summary>Every user is in step.</summary>
    Synced,
    /// <summary>Every user is in step or has failed.</summary>
    SyncedWithErrors,
    /// <summary>Final syncs run or wait.</summary>
    Completing,
    /// <summary>Every user is completed.</summary>
    Completed,
    /// <summary>Every user is completed or has failed.</summary>
    CompletedWithErrors,
    /// <summary>Workers have been asked to end.</summary>
    Stopping,
    /// <summary>Stopped.</summary>
    Stopped,
    /// <summary>Every user has failed.</summary>
    Failed,
    /// <summary>Removed as soon as its users are.</summary>
    Removing,
    /// <summary>What is stored about it contradicts itself.</summary>
    Corrupted,
}

/// <summary>Which way a batch or a request goes, seen from this service.</summary>
public enum MigrationBatchDirection
{
    /// <summary>From a source endpoint into a store of this service.</summary>
    Onboarding,
    /// <summary>From a store of this service to a target endpoint.</summary>
    Offboarding,
    /// <summary>Between two stores of this service.</summary>
    Local,
}
