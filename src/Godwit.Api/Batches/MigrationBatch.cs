namespace Godwit.Api;

/// <summary>A batch: mailboxes that move together.</summary>
public sealed record MigrationBatch
{
    /// <summary>Its name.</summary>
    public required string Identity { get; init; }
    /// <summary>Its GUID.</summary>
    public required Guid BatchGuid { get; init; }
    /// <summary>Where it stands; follows from its users.</summary>
    public required MigrationBatchStatus Status { get; init; }
    /// <summary>Which way it goes.</summary>
    public required MigrationBatchDirection BatchDirection { get; init; }
    /// <summary>What its remote side is; null for a local batch.</summary>
    public EndpointType? MigrationType { get; init; }
    /// <summary>Where it reads, by name; null when it reads a store of this service.</summary>
    public string? SourceEndpoint { get; init; }
    /// <summary>Where it writes, by name; null when it writes a store of this service.</summary>
    public string? TargetEndpoint { get; init; }
    /// <summary>The domain that forwarding addresses will be in; kept for those who set them.</summary>
    public string? TargetDeliveryDomain { get; init; }
    /// <summary>The stores that users without one of their own are put into, by turns.</summary>
    public required IReadOnlyList<string> TargetDatabases { get; init; }
    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreationDateTime { get; init; }
    /// <summary>When it was started last; null when never.</summary>
    public DateTimeOffset? StartDateTime { get; init; }
    /// <summary>No copying before this.</summary>
    public ScheduledTime? StartAfter { get; init; }
    /// <summary>Completion at this time, or later where the initial sync takes longer; null: when somebody completes it.</summary>
    public ScheduledTime? CompleteAfter { get; init; }
    /// <summary>When the last user finished its initial sync; null while one has not.</summary>
    public DateTimeOffset? InitialSyncDateTime { get; init; }
    /// <summary>From start to that, in seconds.</summary>
    public double? InitialSyncDurationSeconds { get; init; }
    /// <summary>The last successful sync of any user.</summary>
    public DateTimeOffset? LastSyncedDateTime { get; init; }
    /// <summary>When the last user was completed; null while one is not.</summary>
    public DateTimeOffset? FinalizedDateTime { get; init; }
    /// <summary>All users. The eight counts below add up to it: active, synced, finalized, failed, stopped, pending, validating and removing.</summary>
    public required int TotalCount { get; init; }
    /// <summary>Being worked on now.</summary>
    public required int ActiveCount { get; init; }
    /// <summary>Being checked.</summary>
    public required int ValidatingCount { get; init; }
    /// <summary>Waiting for their first slot.</summary>
    public required int PendingCount { get; init; }
    /// <summary>In step.</summary>
    public required int SyncedCount { get; init; }
    /// <summary>Completed, with or without warnings.</summary>
    public required int FinalizedCount { get; init; }
    /// <summary>Of those, with warnings.</summary>
    public required int CompletedWithWarningCount { get; init; }
    /// <summary>Stopped by somebody.</summary>
    public required int StoppedCount { get; init; }
    /// <summary>Failed, in any phase.</summary>
    public required int FailedCount { get; init; }
    /// <summary>Of those, before or in the initial sync.</summary>
    public required int FailedInitialSyncCount { get; init; }
    /// <summary>Of those, in an incremental or the final sync.</summary>
    public required int FailedIncrementalSyncCount { get; init; }
    /// <summary>Being removed.</summary>
    public required int RemovingCount { get; init; }
    /// <summary>Each status with how many users are in it; those that nobody is in are left out.</summary>
    public required IReadOnlyDictionary<string, int> StatusCounts { get; init; }
    /// <summary>Messages copied.</summary>
    public required long ItemsTransferred { get; init; }
    /// <summary>Bytes copied.</summary>
    public required long BytesTransferred { get; init; }
    /// <summary>The share that is copied, 0 to 100, weighed by size where that is known.</summary>
    public required double PercentageComplete { get; init; }
    /// <summary>Who made it.</summary>
    public required string SubmittedByUser { get; init; }
    /// <summary>The notes of a batch.</summary>
    public string? Notes { get; init; }
    /// <summary>The most skipped items a user may have before its initial sync counts as failed; null: any number.</summary>
    public int? BadItemLimit { get; init; }
    /// <summary>Which folders take part; empty: all.</summary>
    public required IReadOnlyList<string> IncludeFolders { get; init; }
    /// <summary>Which folders do not.</summary>
    public required IReadOnlyList<string> ExcludeFolders { get; init; }
    /// <summary>How urgent its users are.</summary>
    public required MovePriority Priority { get; init; }
    /// <summary>Time between incremental syncs, in seconds; 0: none.</summary>
    public required long IncrementalSyncIntervalSeconds { get; init; }
    /// <summary>True: columns that nobody knows were passed over in its CSV.</summary>
    public required bool AllowUnknownColumnsInCsv { get; init; }
    /// <summary>The version for <c>If-Match</c>; changes with the batch's settings, not with its users' progress.</summary>
    public required string ETag { get; init; }
}

/// <summary>What New-MigrationBatch says.</summary>
public sealed record NewMigrationBatch
{
    /// <summary>Its name, 1 to 64 characters, unlike all others.</summary>
    public string? Name { get; init; }
    /// <summary>Where to read; with neither endpoint the batch is local.</summary>
    public string? SourceEndpoint { get; init; }
    /// <summary>Where to write.</summary>
    public string? TargetEndpoint { get; init; }
    /// <summary>See <see cref="MigrationBatch.TargetDeliveryDomain"/>.</summary>
    public string? TargetDeliveryDomain { get; init; }
    /// <summary>See <see cref="MigrationBatch.TargetDatabases"/>.</summary>
    public IReadOnlyList<string>? TargetDatabases { get; init; }
    /// <summary>The users as CSV text (RFC 4180) with a header line; at most 10 MB and 50,000 rows.</summary>
    public string? CsvData { get; init; }
    /// <summary>The users as addresses; instead of CSV or besides it.</summary>
    public IReadOnlyList<string>? Users { get; init; }
    /// <summary>Pass columns over that nobody knows; else they refuse the batch.</summary>
    public bool AllowUnknownColumnsInCsv { get; init; }
    /// <summary>Start at once.</summary>
    public bool AutoStart { get; init; }
    /// <summary>Complete each user as soon as its initial sync is done.</summary>
    public bool AutoComplete { get; init; }
    /// <summary>No copying before this: <c>2026-11-27T22:00:00+01:00</c>, or without an offset and with <see cref="TimeZone"/>.</summary>
    public string? StartAfter { get; init; }
    /// <summary>Completion not before this, in the same form.</summary>
    public string? CompleteAfter { get; init; }
    /// <summary>The IANA zone that times without an offset are meant in.</summary>
    public string? TimeZone { get; init; }
    /// <summary>A remark.</summary>
    public string? Notes { get; init; }
    /// <summary>See <see cref="MigrationBatch.BadItemLimit"/>.</summary>
    public int? BadItemLimit { get; init; }
    /// <summary>See <see cref="MigrationBatch.IncludeFolders"/>.</summary>
    public IReadOnlyList<string>? IncludeFolders { get; init; }
    /// <summary>See <see cref="MigrationBatch.ExcludeFolders"/>.</summary>
    public IReadOnlyList<string>? ExcludeFolders { get; init; }
    /// <summary>Normal when not given.</summary>
    public MovePriority? Priority { get; init; }
    /// <summary>24 h when not given; 0 to 120 days, in seconds.</summary>
    public long? IncrementalSyncIntervalSeconds { get; init; }
}

/// <summary>What Set-MigrationBatch says; null leaves as it is.</summary>
public sealed record MigrationBatchChanges
{
    /// <summary>No copying before this.</summary>
    public string? StartAfter { get; init; }
    /// <summary>Completion not before this.</summary>
    public string? CompleteAfter { get; init; }
    /// <summary>The IANA zone that times without an offset are meant in.</summary>
    public string? TimeZone { get; init; }
    /// <summary>A remark.</summary>
    public string? Notes { get; init; }
    /// <summary>See <see cref="MigrationBatch.BadItemLimit"/>.</summary>
    public int? BadItemLimit { get; init; }
    /// <summary>How urgent its users are.</summary>
    public MovePriority? Priority { get; init; }
    /// <summary>0 to 120 days, in seconds.</summary>
    public long? IncrementalSyncIntervalSeconds { get; init; }
    /// <summary>The domain that forwarding addresses will be in.</summary>
    public string? TargetDeliveryDomain { get; init; }
    /// <summary>Fields to empty, by their names: <c>startAfter</c>, <c>completeAfter</c>, <c>notes</c>, <c>badItemLimit</c>, <c>targetDeliveryDomain</c>.</summary>
    public IReadOnlyList<string>? Clear { get; init; }
}

/// <summary>Users to add to a batch.</summary>
/// <param name="CsvData">As in <see cref="NewMigrationBatch.CsvData"/>.</param>
/// <param name="Users">As in <see cref="NewMigrationBatch.Users"/>.</param>
/// <param name="AllowUnknownColumnsInCsv">As there.</param>
public sealed record AddedUsers(string? CsvData = null, IReadOnlyList<string>? Users = null, bool AllowUnknownColumnsInCsv = false);

/// <summary>How a batch shall be completed.</summary>
/// <param name="SyncAndComplete">Refuse while a user has failed or is stopped; without it those are left as they are.</param>
public sealed record CompletionOrder(bool SyncAndComplete = false);
