using static Godwit.Api.MigrationUserStatus;

namespace Godwit.Moves;

/// <summary>A move as a move request, as the API shows it.</summary>
internal static class RequestView
{
    /// <summary>In detail.</summary>
    public static MoveStatusDetail DetailOf(Move move) => RequestStatus.Of(move) switch
    {
        MoveRequestStatus.Queued => MoveStatusDetail.Queued,
        MoveRequestStatus.Suspended => MoveStatusDetail.Suspended,
        MoveRequestStatus.AutoSuspended => MoveStatusDetail.AutoSuspended,
        MoveRequestStatus.Retrying => move.Standing.RetryAt - move.Standing.Fault?.At > RetryPolicy.Delay ? MoveStatusDetail.ProxyBackoff : MoveStatusDetail.TransientFailure,
        MoveRequestStatus.Synced => MoveStatusDetail.Synced,
        MoveRequestStatus.CompletionInProgress => MoveStatusDetail.Finalization,
        MoveRequestStatus.Completed => MoveStatusDetail.Completed,
        MoveRequestStatus.CompletedWithWarning or MoveRequestStatus.CompletedWithSkippedItems => MoveStatusDetail.CompletedWithWarnings,
        MoveRequestStatus.Failed => MoveStatusDetail.Failed,
        _ => Working(move),
    };

    /// <summary>The request.</summary>
    public static MoveRequest Of(MoveSession session, Move move, LimitsInUse limits)
    {
        var order = session.OrderOf(move);
        var endpoint = EndpointOf(session, order);
        return new MoveRequest
        {
            Identity = order.Address, RequestGuid = move.Id, BatchName = session.BatchOf(move)?.Order.Name ?? order.Label, Status = RequestStatus.Of(move), StatusDetail = DetailOf(move),
            WaitsFor = WaitText.Of(order, move, limits, session.Now), Direction = order.Direction, Flags = FlagsOf(order, move), Endpoint = endpoint?.Order.Name, RemoteHostName = endpoint?.Order.Host,
            TargetDatabase = order.TargetDatabase, TargetAddress = order.TargetAddress, Priority = order.Priority ?? MovePriority.Normal, Suspend = RequestStatus.IsSuspended(move),
            SuspendWhenReadyToComplete = order.SuspendWhenReadyToComplete, PreventCompletion = order.PreventCompletion, PercentComplete = Percent.Of(move), ETag = ETags.Of(move.Version),
        };
    }

    /// <summary>Its statistics.</summary>
    public static MoveRequestStatistics StatisticsOf(MoveSession session, Move move, LimitsInUse limits, MoveReport? report)
    {
        var (order, standing, counts, now) = (session.OrderOf(move), move.Standing, move.Counts, session.Now);
        var endpoint = EndpointOf(session, order);
        var place = MoveTimetable.PlaceOf(order, standing);
        double Seconds(TimeSpentOn kind) => standing.Durations.Of(kind, now).TotalSeconds;
        return new MoveRequestStatistics
        {
            Identity = order.Address, RequestGuid = move.Id, BatchName = session.BatchOf(move)?.Order.Name ?? order.Label, SourceEndpointGuid = order.EndpointId, Status = RequestStatus.Of(move), StatusDetail = DetailOf(move),
            SyncStage = StageOf(move), Flags = FlagsOf(order, move), Direction = order.Direction == MigrationBatchDirection.Offboarding ? "Push" : "Pull", RequestStyle = order.EndpointId is null ? "IntraOrg" : "CrossOrg",
            Priority = order.Priority ?? MovePriority.Normal, Suspend = RequestStatus.IsSuspended(move), SuspendWhenReadyToComplete = order.SuspendWhenReadyToComplete, PreventCompletion = order.PreventCompletion,
            PositionInQueue = place.Due <= now ? session.Records.Moves.Before(place.Rank, now) : null, WaitsFor = WaitText.Of(order, move, limits, now),
            SourceServer = order.Direction == MigrationBatchDirection.Onboarding ? endpoint?.Order.Host : null, TargetServer = order.Direction == MigrationBatchDirection.Offboarding ? endpoint?.Order.Host : null,
            TargetDatabase = order.TargetDatabase, RemoteHostName = endpoint?.Order.Host, RemoteCredentialUsername = endpoint?.Order.UserName ?? order.UserName,
            TargetDeliveryDomain = session.BatchOf(move)?.Order.TargetDeliveryDomain, MRSServerName = standing.Owner ?? standing.LastOwner,
            BadItemLimit = order.BadItemLimit, BadItemsEncountered = counts.BadItems, LargeItemsEncountered = counts.LargeItems, IncrementalSyncIntervalSeconds = order.IncrementalSyncInterval?.TotalSeconds ?? 0,
            QueuedTimestamp = standing.Queued, StartTimestamp = standing.Begun, LastUpdateTimestamp = standing.Updated, LastSuccessfulSyncTimestamp = standing.LastSync, InitialSeedingCompletedTimestamp = standing.Seeded,
            FinalSyncTimestamp = standing.FinalSync, CompletionTimestamp = standing.Completed, SuspendedTimestamp = standing.Suspended, FailureTimestamp = standing.Failed,
            StartAfter = order.StartAfter?.Show(), CompleteAfter = order.CompleteAfter?.Show(), OverallDurationSeconds = standing.Durations.Overall(now).TotalSeconds,
            TotalQueuedDurationSeconds = Seconds(TimeSpentOn.Queued), TotalInProgressDurationSeconds = Seconds(TimeSpentOn.InProgress), TotalFinalizationDurationSeconds = Seconds(TimeSpentOn.Finalization),
            TotalIdleDurationSeconds = Seconds(TimeSpentOn.Idle), TotalSuspendedDurationSeconds = Seconds(TimeSpentOn.Suspended), TotalFailedDurationSeconds = Seconds(TimeSpentOn.Failed),
            TotalTransientFailureDurationSeconds = Seconds(TimeSpentOn.TransientFailure), TotalStalledDueToReadDurationSeconds = counts.WaitedForSource.TotalSeconds, TotalStalledDueToWriteDurationSeconds = counts.WaitedForTarget.TotalSeconds,
            TotalMailboxSize = counts.SourceBytes, TotalMailboxItemCount = counts.SourceItems, BytesTransferred = counts.BytesCopied, BytesTransferredPerMinute = counts.BytesPerMinute, ItemsTransferred = counts.ItemsCopied,
            PercentComplete = Percent.Of(move), CopiedPercent = Percent.Copied(move), TransientFailureCount = standing.FailureCount,
            FailureCode = standing.Fault?.Code, FailureType = standing.Fault?.Remedy, FailureSide = standing.Fault?.Side, Message = standing.Fault?.Message, Report = report,
        };
    }

    private static MoveStatusDetail Working(Move move) => move.Standing.Status switch
    {
        Provisioning => MoveStatusDetail.CreatingMailbox,
        Starting => MoveStatusDetail.InitializingMove,
        IncrementalSyncing => MoveStatusDetail.IncrementalSync,
        _ => move.Counts.Stage switch
        {
            SyncStage.CreatingFolderHierarchy => MoveStatusDetail.CreatingFolderHierarchy,
            SyncStage.LoadingMessages => MoveStatusDetail.LoadingMessages,
            SyncStage.CopyingMessages => MoveStatusDetail.CopyingMessages,
            _ => MoveStatusDetail.InitializingMove,
        },
    };

    private static SyncStage StageOf(Move move) =>
        MoveLifecycle.Summary(move.Standing.Status) == MigrationUserStatusSummary.Failed ? SyncStage.Error
        : move.Standing.Completed is not null ? SyncStage.SyncFinished
        : move.Standing.Status is Validating or Queued && !move.Standing.IsHeld && move.Counts.ItemsDone == 0 ? SyncStage.None
        : move.Counts.Stage;

    private static Endpoint? EndpointOf(MoveSession session, MoveOrder order) => order.EndpointId is { } id ? session.Records.Endpoints.Find(id) : null;

    private static List<string> FlagsOf(MoveOrder order, Move move)
    {
        var flags = new List<string> { order.EndpointId is null ? "IntraOrg" : "CrossOrg", order.Direction == MigrationBatchDirection.Offboarding ? "Push" : "Pull" };
        if (order.Priority > MovePriority.Normal) flags.Add("HighPriority");
        if (RequestStatus.IsSuspended(move)) flags.Add("Suspend");
        if (order.SuspendWhenReadyToComplete) flags.Add("SuspendWhenReadyToComplete");
        return flags;
    }
}
