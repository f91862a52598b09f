namespace Godwit.Api;

/// <summary>What Get-MoveRequestStatistics tells. What does not apply, or is not known, is null; durations are in seconds.</summary>
public sealed record MoveRequestStatistics
{
    /// <summary>The mailbox's address in the source.</summary>
    public required string Identity { get; init; }
    /// <summary>Its GUID.</summary>
    public required Guid RequestGuid { get; init; }
    /// <summary>The batch or label.</summary>
    public string? BatchName { get; init; }
    /// <summary>The GUID of the endpoint; null for a local move.</summary>
    public Guid? SourceEndpointGuid { get; init; }
    /// <summary>Where it stands.</summary>
    public required MoveRequestStatus Status { get; init; }
    /// <summary>In detail.</summary>
    public required MoveStatusDetail StatusDetail { get; init; }
    /// <summary>The stage.</summary>
    public required SyncStage SyncStage { get; init; }
    /// <summary>As in <see cref="MoveRequest.Flags"/>.</summary>
    public required IReadOnlyList<string> Flags { get; init; }
    /// <summary>Pull or Push.</summary>
    public required string Direction { get; init; }
    /// <summary>CrossOrg or IntraOrg.</summary>
    public required string RequestStyle { get; init; }
    /// <summary>How urgent.</summary>
    public required MovePriority Priority { get; init; }
    /// <summary>Always false: the source stays usable.</summary>
    public bool IsOffline { get; init; }
    /// <summary>Suspended by somebody.</summary>
    public required bool Suspend { get; init; }
    /// <summary>Will suspend itself when it is ready to complete.</summary>
    public required bool SuspendWhenReadyToComplete { get; init; }
    /// <summary>Goes on syncing and never completes.</summary>
    public required bool PreventCompletion { get; init; }
    /// <summary>How many are before it; null unless it is queued.</summary>
    public int? PositionInQueue { get; init; }
    /// <summary>What it waits for.</summary>
    public required Wait WaitsFor { get; init; }
    /// <summary>The source's server, as far as it told.</summary>
    public string? SourceServer { get; init; }
    /// <summary>The source's store, where it is one of this service.</summary>
    public string? SourceDatabase { get; init; }
    /// <summary>The target's server, as far as it told.</summary>
    public string? TargetServer { get; init; }
    /// <summary>The target's store, where it is one of this service.</summary>
    public string? TargetDatabase { get; init; }
    /// <summary>The remote host; null for a local move.</summary>
    public string? RemoteHostName { get; init; }
    /// <summary>Who signs in there.</summary>
    public string? RemoteCredentialUsername { get; init; }
    /// <summary>The domain that forwarding addresses will be in.</summary>
    public string? TargetDeliveryDomain { get; init; }
    /// <summary>The node that works on it, or did last.</summary>
    public string? MRSServerName { get; init; }
    /// <summary>See <see cref="MigrationBatch.BadItemLimit"/>.</summary>
    public int? BadItemLimit { get; init; }
    /// <summary>Messages that could not be read or were refused.</summary>
    public required long BadItemsEncountered { get; init; }
    /// <summary>Messages over the target's limit.</summary>
    public required long LargeItemsEncountered { get; init; }
    /// <summary>Time between incremental syncs; 0: none.</summary>
    public required double IncrementalSyncIntervalSeconds { get; init; }
    /// <summary>When it was made.</summary>
    public required DateTimeOffset QueuedTimestamp { get; init; }
    /// <summary>When a worker took it first.</summary>
    public DateTimeOffset? StartTimestamp { get; init; }
    /// <summary>When something about it changed last.</summary>
    public required DateTimeOffset LastUpdateTimestamp { get; init; }
    /// <summary>The last successful sync.</summary>
    public DateTimeOffset? LastSuccessfulSyncTimestamp { get; init; }
    /// <summary>When the initial sync was done.</summary>
    public DateTimeOffset? InitialSeedingCompletedTimestamp { get; init; }
    /// <summary>When the final sync began.</summary>
    public DateTimeOffset? FinalSyncTimestamp { get; init; }
    /// <summary>When it was completed.</summary>
    public DateTimeOffset? CompletionTimestamp { get; init; }
    /// <summary>When it was suspended last.</summary>
    public DateTimeOffset? SuspendedTimestamp { get; init; }
    /// <summary>When it failed last.</summary>
    public DateTimeOffset? FailureTimestamp { get; init; }
    /// <summary>No copying before this.</summary>
    public ScheduledTime? StartAfter { get; init; }
    /// <summary>Completion not before this.</summary>
    public ScheduledTime? CompleteAfter { get; init; }
    /// <summary>From being made until completed, or until now: what the seven below add up to.</summary>
    public required double OverallDurationSeconds { get; init; }
    /// <summary>Waiting for a check, a slot or a time.</summary>
    public required double TotalQueuedDurationSeconds { get; init; }
    /// <summary>A worker was at the initial or an incremental sync.</summary>
    public required double TotalInProgressDurationSeconds { get; init; }
    /// <summary>A worker was at the final sync.</summary>
    public required double TotalFinalizationDurationSeconds { get; init; }
    /// <summary>In step, between syncs.</summary>
    public required double TotalIdleDurationSeconds { get; init; }
    /// <summary>Suspended or stopped.</summary>
    public required double TotalSuspendedDurationSeconds { get; init; }
    /// <summary>Failed.</summary>
    public required double TotalFailedDurationSeconds { get; init; }
    /// <summary>Pausing before another try.</summary>
    public required double TotalTransientFailureDurationSeconds { get; init; }
    /// <summary>Waiting for the source while copying, over all connections: not a part of the sum.</summary>
    public required double TotalStalledDueToReadDurationSeconds { get; init; }
    /// <summary>Waiting for the target while copying, over all connections: not a part of the sum.</summary>
    public required double TotalStalledDueToWriteDurationSeconds { get; init; }
    /// <summary>Bytes that the source's listing has; null before it was read.</summary>
    public long? TotalMailboxSize { get; init; }
    /// <summary>Messages that the source's listing has; null before it was read.</summary>
    public long? TotalMailboxItemCount { get; init; }
    /// <summary>Always null: archives are mailboxes of their own here.</summary>
    public long? TotalArchiveSize { get; init; }
    /// <summary>Always null, as <see cref="TotalArchiveSize"/>.</summary>
    public long? TotalArchiveItemCount { get; init; }
    /// <summary>Bytes copied in all syncs.</summary>
    public required long BytesTransferred { get; init; }
    /// <summary>Bytes a minute now; null while no sync runs.</summary>
    public double? BytesTransferredPerMinute { get; init; }
    /// <summary>Messages copied in all syncs.</summary>
    public required long ItemsTransferred { get; init; }
    /// <summary>0 to 100.</summary>
    public required int PercentComplete { get; init; }
    /// <summary>The share of bytes that is copied, 0 to 100: no stage in it.</summary>
    public required double CopiedPercent { get; init; }
    /// <summary>Passing faults one after the other without progress between; the move fails at 60.</summary>
    public required int TransientFailureCount { get; init; }
    /// <summary>The code of the fault that ended it or is being retried.</summary>
    public string? FailureCode { get; init; }
    /// <summary>Its title.</summary>
    public string? FailureType { get; init; }
    /// <summary>Its side.</summary>
    public string? FailureSide { get; init; }
    /// <summary>Its sentence.</summary>
    public string? Message { get; init; }
    /// <summary>The report, where <c>includeReport</c> asked for it.</summary>
    public MoveReport? Report { get; init; }
}
