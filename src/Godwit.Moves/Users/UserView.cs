namespace Godwit.Moves;

/// <summary>A move as a migration user, as the API shows it.</summary>
internal static class UserView
{
    /// <summary>The user.</summary>
    public static MigrationUser Of(MoveSession session, Move move, LimitsInUse limits)
    {
        var (order, standing) = (session.OrderOf(move), move.Standing);
        var place = MoveTimetable.PlaceOf(order, standing);
        return new MigrationUser
        {
            Identity = order.Address, Guid = move.Id, BatchId = session.BatchOf(move)?.Order.Name ?? "", MailboxEmailAddress = order.TargetAddress, Status = standing.Status,
            StatusSummary = MoveLifecycle.Summary(standing.Status), WaitsFor = WaitText.Of(order, move, limits, session.Now), ErrorSummary = move.Counts.Stuck ?? standing.Fault, StuckSince = move.Counts.Stuck?.At,
            ItemsSynced = Math.Max(move.Counts.ItemsSynced, move.Standing.Seeded is null ? move.Counts.ItemsCopied : 0), ItemsSkipped = move.Counts.ItemsSkipped, DeletionsWaiting = move.Counts.DeletionsWaiting,
            PercentageComplete = Percent.Of(move), CopiedPercent = Percent.Copied(move), LastSuccessfulSyncTime = standing.LastSync,
            NextSyncTime = standing.Seeded is not null && place.Step is SyncStep.IncrementalSync or SyncStep.Complete ? place.Due : null,
            StartAfter = order.StartAfter?.Show(), CompleteAfter = order.CompleteAfter?.Show(), Priority = order.Priority ?? MovePriority.Normal,
            TargetDatabase = order.TargetDatabase, Region = order.Region, Findings = move.Counts.Findings ?? [], ETag = ETags.Of(move.Version),
        };
    }

    /// <summary>Its statistics.</summary>
    public static MigrationUserStatistics StatisticsOf(MoveSession session, Move move, MoveReport? report, IReadOnlyList<MigrationSkippedItem>? skipped)
    {
        var (order, standing, counts, now) = (session.OrderOf(move), move.Standing, move.Counts, session.Now);
        double Seconds(params ReadOnlySpan<TimeSpentOn> kinds)
        {
            var sum = 0.0;
            foreach (var kind in kinds) sum += standing.Durations.Of(kind, now).TotalSeconds;
            return sum;
        }
        var worked = Seconds(TimeSpentOn.InProgress, TimeSpentOn.Finalization);
        return new MigrationUserStatistics
        {
            Identity = order.Address, BatchId = session.BatchOf(move)?.Order.Name ?? "", Status = standing.Status,
            MigrationType = order.EndpointId is { } id ? session.Records.Endpoints.Find(id)?.Order.Type : null, Error = standing.Fault,
            TotalQueuedDurationSeconds = Seconds(TimeSpentOn.Queued), TotalInProgressDurationSeconds = worked, TotalSyncedDurationSeconds = Seconds(TimeSpentOn.Idle),
            TotalStalledDurationSeconds = Seconds(TimeSpentOn.TransientFailure),
            TotalIdleDurationSeconds = Seconds(TimeSpentOn.Suspended, TimeSpentOn.Failed) + AfterTheEnd(standing, now),
            EstimatedTotalTransferSize = counts.SourceBytes, EstimatedTotalTransferCount = counts.SourceItems, BytesTransferred = counts.BytesCopied,
            AverageBytesTransferredPerHour = worked > 0 ? counts.BytesCopied / worked * 3600 : null, CurrentBytesTransferredPerMinute = counts.BytesPerMinute,
            EstimatedCompletion = Estimate(counts, now), PercentageComplete = Percent.Of(move), SyncedItemCount = Math.Max(counts.ItemsSynced, standing.Seeded is null ? counts.ItemsCopied : 0),
            SkippedItemCount = counts.ItemsSkipped, SkippedItems = skipped, Findings = counts.Findings ?? [], Report = report,
        };
    }

    private static double AfterTheEnd(MoveStanding standing, DateTimeOffset now) =>
        standing.Durations.Current == TimeSpentOn.Over ? Math.Max(0, (now - standing.Durations.Since).TotalSeconds) : 0;

    private static DateTimeOffset? Estimate(MoveCounts counts, DateTimeOffset now) =>
        counts.BytesPerMinute is > 0 and var rate && counts.BytesPlanned > counts.BytesDone ? now + TimeSpan.FromMinutes(Math.Min((counts.BytesPlanned - counts.BytesDone) / rate, 525_600)) : null;
}
