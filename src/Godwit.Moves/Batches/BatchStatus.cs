using static Godwit.Api.MigrationUserStatus;

namespace Godwit.Moves;

/// <summary>How many users of a batch are in which state, and what was copied.</summary>
public sealed class UserCounts
{
    private readonly Dictionary<MigrationUserStatus, int> _of = [];

    /// <summary>Each state that somebody is in.</summary>
    public IReadOnlyDictionary<MigrationUserStatus, int> Of => _of;
    /// <summary>All.</summary>
    public int Total { get; private set; }
    /// <summary>Messages copied.</summary>
    public long Items { get; private set; }
    /// <summary>Bytes copied.</summary>
    public long Bytes { get; private set; }
    /// <summary>Bytes of the sources, as far as they are known.</summary>
    public long SourceBytes { get; private set; }
    /// <summary>The sum of shares copied, weighed by <see cref="SourceBytes"/>.</summary>
    public double CopiedBytes { get; private set; }
    /// <summary>Bytes a minute now.</summary>
    public double BytesPerMinute { get; private set; }
    /// <summary>Those whose next step is the completion.</summary>
    public int CompletingNextCount { get; private set; }

    /// <summary>Adds users that are in one state.</summary>
    public void Add(MigrationUserStatus state, int users, int completingNext, long items, long bytes, long sourceBytes, double copiedBytes, double bytesPerMinute)
    {
        _of[state] = _of.GetValueOrDefault(state) + users;
        CompletingNextCount += completingNext;
        (Total, Items, Bytes, SourceBytes, CopiedBytes, BytesPerMinute) =
            (Total + users, Items + items, Bytes + bytes, SourceBytes + sourceBytes, CopiedBytes + copiedBytes, BytesPerMinute + bytesPerMinute);
    }

    /// <summary>How many are in these states together.</summary>
    public int In(params ReadOnlySpan<MigrationUserStatus> states)
    {
        var sum = 0;
        foreach (var state in states) sum += _of.GetValueOrDefault(state);
        return sum;
    }

    /// <summary>Being checked.</summary>
    public int ValidatingCount => In(Validating);
    /// <summary>Waiting for a slot of the initial sync.</summary>
    public int PendingCount => In(Queued);
    /// <summary>Being worked on.</summary>
    public int ActiveCount => In(Provisioning, ProvisionUpdating, Starting, Syncing, IncrementalSyncing, Completing, CompletionSynced, Stopping);
    /// <summary>In step.</summary>
    public int SyncedCount => In(Synced, IncrementalSynced);
    /// <summary>Completed.</summary>
    public int FinalizedCount => In(Completed, CompletedWithWarnings);
    /// <summary>Stopped.</summary>
    public int StoppedCount => In(Stopped, IncrementalStopped);
    /// <summary>Failed.</summary>
    public int FailedCount => In(Failed, IncrementalFailed, CompletionFailed, Corrupted);
    /// <summary>Being removed.</summary>
    public int RemovingCount => In(Removing);
}

/// <summary>The state of a batch, from its own marks and its users' states. Pure.</summary>
public static class BatchStatus
{
    /// <summary>The state.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="users">Its users.</param>
    /// <param name="startsAt">Its start time; null for none.</param>
    /// <param name="now">The time.</param>
    public static MigrationBatchStatus Of(Batch batch, UserCounts users, DateTimeOffset? startsAt, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(users);
        if (batch.Removing) return MigrationBatchStatus.Removing;
        if (users.Total > 0 && users.In(Corrupted) == users.Total) return MigrationBatchStatus.Corrupted;
        if (users.Total > 0 && users.FinalizedCount + users.FailedCount == users.Total) return Ended(users);
        if (batch.Stopped) return users.In(Stopping) > 0 ? MigrationBatchStatus.Stopping : MigrationBatchStatus.Stopped;
        if (batch.Started is null) return MigrationBatchStatus.Created;
        return Running(batch, users, startsAt, now);
    }

    private static MigrationBatchStatus Ended(UserCounts users) =>
        users.FailedCount == 0 ? MigrationBatchStatus.Completed
        : users.FinalizedCount > 0 ? MigrationBatchStatus.CompletedWithErrors
        : users.In(Failed) == users.Total ? MigrationBatchStatus.Failed
        : MigrationBatchStatus.SyncedWithErrors;

    private static MigrationBatchStatus Running(Batch batch, UserCounts users, DateTimeOffset? startsAt, DateTimeOffset now)
    {
        var early = users.In(Validating, Queued, Provisioning, Starting);
        if (users.Total > 0 && users.StoppedCount + users.FailedCount + users.FinalizedCount == users.Total && users.StoppedCount > 0) return MigrationBatchStatus.Stopped;
        // Who came in, or was started again, after the completion was asked for is not meant by it: the batch would be completing for ever.
        if (users.In(Completing, CompletionSynced) > 0 || (batch.CompletionAsked is not null && early == 0 && users.In(Syncing) == 0 && users.CompletingNextCount > 0)) return MigrationBatchStatus.Completing;
        if (early == users.Total && users.Total > 0 && startsAt > now) return MigrationBatchStatus.Waiting;
        if (early == users.Total) return MigrationBatchStatus.Starting;
        if (early + users.In(Syncing) > 0) return MigrationBatchStatus.Syncing;
        if (users.In(IncrementalSyncing) > 0) return MigrationBatchStatus.IncrementalSyncing;
        return users.FailedCount > 0 ? MigrationBatchStatus.SyncedWithErrors : MigrationBatchStatus.Synced;
    }
}
