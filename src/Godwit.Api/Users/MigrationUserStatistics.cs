namespace Godwit.Api;

/// <summary>What Get-MigrationUserStatistics tells. The five durations add up to the time since it was made.</summary>
public sealed record MigrationUserStatistics
{
    /// <summary>Its address in the source.</summary>
    public required string Identity { get; init; }
    /// <summary>Its batch.</summary>
    public required string BatchId { get; init; }
    /// <summary>Where it stands.</summary>
    public required MigrationUserStatus Status { get; init; }
    /// <summary>What its remote side is; null for a local move.</summary>
    public EndpointType? MigrationType { get; init; }
    /// <summary>The fault that ended it or is being retried.</summary>
    public ReportedFault? Error { get; init; }
    /// <summary>Waiting for a check, a slot or a time, in seconds.</summary>
    public required double TotalQueuedDurationSeconds { get; init; }
    /// <summary>A worker was at work.</summary>
    public required double TotalInProgressDurationSeconds { get; init; }
    /// <summary>In step, between syncs.</summary>
    public required double TotalSyncedDurationSeconds { get; init; }
    /// <summary>Pausing before another try.</summary>
    public required double TotalStalledDurationSeconds { get; init; }
    /// <summary>Stopped, failed or completed.</summary>
    public required double TotalIdleDurationSeconds { get; init; }
    /// <summary>Bytes that the source's listing has; null before it was read.</summary>
    public long? EstimatedTotalTransferSize { get; init; }
    /// <summary>Messages that the source's listing has; null before it was read.</summary>
    public long? EstimatedTotalTransferCount { get; init; }
    /// <summary>Bytes copied in all syncs.</summary>
    public required long BytesTransferred { get; init; }
    /// <summary>Bytes an hour while it was in progress; null before any.</summary>
    public double? AverageBytesTransferredPerHour { get; init; }
    /// <summary>Bytes a minute now; null while no sync runs.</summary>
    public double? CurrentBytesTransferredPerMinute { get; init; }
    /// <summary>When the running sync will be done at this rate; null when that cannot be said.</summary>
    public DateTimeOffset? EstimatedCompletion { get; init; }
    /// <summary>0 to 100, see <see cref="SyncStage"/>.</summary>
    public required int PercentageComplete { get; init; }
    /// <summary>Messages of the source that are on the target.</summary>
    public required long SyncedItemCount { get; init; }
    /// <summary>Messages that were left out.</summary>
    public required long SkippedItemCount { get; init; }
    /// <summary>Each of them, where <c>includeSkippedItems</c> asked for it.</summary>
    public IReadOnlyList<MigrationSkippedItem>? SkippedItems { get; init; }
    /// <summary>What the check before the copy found: what will not come over as it is, with counts; empty before it.</summary>
    public IReadOnlyList<AdmissionFinding> Findings { get; init; } = [];
    /// <summary>The report, where <c>includeReport</c> asked for it.</summary>
    public MoveReport? Report { get; init; }
}

/// <summary>A message that was left out.</summary>
/// <param name="Kind">BadItem or LargeItem.</param>
/// <param name="FolderName">Its folder in the source.</param>
/// <param name="Subject">Its subject; null when it could not be read.</param>
/// <param name="MessageSize">Its size in bytes.</param>
/// <param name="DateReceived">When it was received.</param>
/// <param name="Failure">Why.</param>
public sealed record MigrationSkippedItem(string Kind, string FolderName, string? Subject, long? MessageSize, DateTimeOffset? DateReceived, ReportedFault Failure);
