namespace Godwit.Moves;

/// <summary>A batch as the API shows it.</summary>
internal static class BatchView
{
    /// <summary>The batch with its counts.</summary>
    public static MigrationBatch Of(MoveSession session, Batch batch, UserCounts users)
    {
        var order = batch.Order;
        var endpoint = order.EndpointId is { } id ? session.Records.Endpoints.Find(id) : null;
        var (lastSync, lastSeeded, lastCompleted) = session.Records.Moves.Milestones(batch.Id);
        var early = users.In(MigrationUserStatus.Validating, MigrationUserStatus.Queued, MigrationUserStatus.Provisioning, MigrationUserStatus.Starting, MigrationUserStatus.Syncing);
        DateTimeOffset? seeded = users.Total > 0 && early == 0 ? lastSeeded : null;
        return new MigrationBatch
        {
            Identity = order.Name, BatchGuid = batch.Id, Status = BatchStatus.Of(batch, users, order.StartAfter?.Utc, session.Now), BatchDirection = order.Direction,
            MigrationType = endpoint?.Order.Type,
            SourceEndpoint = order.Direction == MigrationBatchDirection.Onboarding ? endpoint?.Order.Name : null,
            TargetEndpoint = order.Direction == MigrationBatchDirection.Offboarding ? endpoint?.Order.Name : null,
            TargetDeliveryDomain = order.TargetDeliveryDomain, TargetDatabases = order.TargetDatabases,
            CreationDateTime = batch.Created, StartDateTime = batch.Started, StartAfter = order.StartAfter?.Show(), CompleteAfter = order.CompleteAfter?.Show(),
            InitialSyncDateTime = seeded, InitialSyncDurationSeconds = seeded is { } at && batch.Started is { } started ? Math.Max(0, (at - started).TotalSeconds) : null,
            LastSyncedDateTime = lastSync, FinalizedDateTime = users.Total > 0 && users.FinalizedCount == users.Total ? lastCompleted : null,
            TotalCount = users.Total, ActiveCount = users.ActiveCount, ValidatingCount = users.ValidatingCount, PendingCount = users.PendingCount, SyncedCount = users.SyncedCount,
            FinalizedCount = users.FinalizedCount, CompletedWithWarningCount = users.In(MigrationUserStatus.CompletedWithWarnings), StoppedCount = users.StoppedCount, FailedCount = users.FailedCount,
            FailedInitialSyncCount = users.In(MigrationUserStatus.Failed), FailedIncrementalSyncCount = users.In(MigrationUserStatus.IncrementalFailed, MigrationUserStatus.CompletionFailed),
            RemovingCount = users.RemovingCount, StatusCounts = users.Of.ToDictionary(static count => count.Key.ToString(), static count => count.Value),
            ItemsTransferred = users.Items, BytesTransferred = users.Bytes, PercentageComplete = Share(users), SubmittedByUser = order.SubmittedBy, Notes = order.Notes,
            BadItemLimit = order.BadItemLimit, IncludeFolders = order.IncludeFolders, ExcludeFolders = order.ExcludeFolders, Priority = order.Priority,
            IncrementalSyncIntervalSeconds = (long)order.IncrementalSyncInterval.TotalSeconds, AllowUnknownColumnsInCsv = order.AllowUnknownColumnsInCsv, ETag = ETags.Of(batch.Version),
        };
    }

    private static double Share(UserCounts users)
    {
        if (users.Total == 0) return 0;
        if (users.SyncedCount + users.FinalizedCount + users.In(MigrationUserStatus.IncrementalSyncing, MigrationUserStatus.Completing, MigrationUserStatus.CompletionSynced) == users.Total) return 100;
        return users.SourceBytes == 0 ? 0 : Math.Round(Math.Clamp(100 * users.CopiedBytes / users.SourceBytes, 0, 100), 1);
    }
}
