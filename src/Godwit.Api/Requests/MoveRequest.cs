namespace Godwit.Api;

/// <summary>A move request: the move of one mailbox, within a batch or alone.</summary>
public sealed record MoveRequest
{
    /// <summary>The mailbox's address in the source.</summary>
    public required string Identity { get; init; }
    /// <summary>Its GUID; also that of its migration user.</summary>
    public required Guid RequestGuid { get; init; }
    /// <summary>The batch it belongs to, or the label it was given; null for none.</summary>
    public string? BatchName { get; init; }
    /// <summary>Where it stands.</summary>
    public required MoveRequestStatus Status { get; init; }
    /// <summary>In detail.</summary>
    public required MoveStatusDetail StatusDetail { get; init; }
    /// <summary>What it waits for.</summary>
    public required Wait WaitsFor { get; init; }
    /// <summary>Which way it goes.</summary>
    public required MigrationBatchDirection Direction { get; init; }
    /// <summary>CrossOrg or IntraOrg, Pull or Push, HighPriority, Suspend, SuspendWhenReadyToComplete, as far as they apply.</summary>
    public required IReadOnlyList<string> Flags { get; init; }
    /// <summary>The endpoint, by name; null for a local move.</summary>
    public string? Endpoint { get; init; }
    /// <summary>The remote host; null for a local move.</summary>
    public string? RemoteHostName { get; init; }
    /// <summary>The store it is put into, where it is one of this service.</summary>
    public string? TargetDatabase { get; init; }
    /// <summary>The mailbox's address in the target.</summary>
    public required string TargetAddress { get; init; }
    /// <summary>How urgent.</summary>
    public required MovePriority Priority { get; init; }
    /// <summary>Suspended by somebody.</summary>
    public required bool Suspend { get; init; }
    /// <summary>Will suspend itself when it is ready to complete.</summary>
    public required bool SuspendWhenReadyToComplete { get; init; }
    /// <summary>Goes on syncing and never completes.</summary>
    public required bool PreventCompletion { get; init; }
    /// <summary>0 to 100, see <see cref="SyncStage"/>.</summary>
    public required int PercentComplete { get; init; }
    /// <summary>The version for <c>If-Match</c>.</summary>
    public required string ETag { get; init; }
}

/// <summary>What New-MoveRequest says.</summary>
public sealed record NewMoveRequest
{
    /// <summary>The mailbox's address in the source.</summary>
    public string? Identity { get; init; }
    /// <summary>Where to read; with neither endpoint the move is local.</summary>
    public string? SourceEndpoint { get; init; }
    /// <summary>Where to write.</summary>
    public string? TargetEndpoint { get; init; }
    /// <summary>The store to put it into.</summary>
    public string? TargetDatabase { get; init; }
    /// <summary>The mailbox's address in the target; the source's when not given.</summary>
    public string? TargetAddress { get; init; }
    /// <summary>The login at an IMAP endpoint without credentials of its own; the address when not given.</summary>
    public EndpointCredentials? MailboxCredentials { get; init; }
    /// <summary>A label to search by; not the name of a batch.</summary>
    public string? BatchName { get; init; }
    /// <summary>Make it, do not start it.</summary>
    public bool Suspend { get; init; }
    /// <summary>Why it is suspended.</summary>
    public string? SuspendComment { get; init; }
    /// <summary>Pause before the completion.</summary>
    public bool SuspendWhenReadyToComplete { get; init; }
    /// <summary>Go on syncing and never complete.</summary>
    public bool PreventCompletion { get; init; }
    /// <summary>No copying before this.</summary>
    public string? StartAfter { get; init; }
    /// <summary>Completion not before this.</summary>
    public string? CompleteAfter { get; init; }
    /// <summary>The IANA zone that times without an offset are meant in.</summary>
    public string? TimeZone { get; init; }
    /// <summary>24 h when not given; 0 to 120 days, in seconds.</summary>
    public long? IncrementalSyncIntervalSeconds { get; init; }
    /// <summary>Normal when not given.</summary>
    public MovePriority? Priority { get; init; }
    /// <summary>See <see cref="MigrationBatch.BadItemLimit"/>.</summary>
    public int? BadItemLimit { get; init; }
    /// <summary>See <see cref="MigrationBatch.IncludeFolders"/>.</summary>
    public IReadOnlyList<string>? IncludeFolders { get; init; }
    /// <summary>See <see cref="MigrationBatch.ExcludeFolders"/>.</summary>
    public IReadOnlyList<string>? ExcludeFolders { get; init; }
}

/// <summary>What Set-MoveRequest says; null leaves as it is.</summary>
public sealed record MoveRequestChanges
{
    /// <summary>Pause before the completion.</summary>
    public bool? SuspendWhenReadyToComplete { get; init; }
    /// <summary>Go on syncing and never complete.</summary>
    public bool? PreventCompletion { get; init; }
    /// <summary>No copying before this.</summary>
    public string? StartAfter { get; init; }
    /// <summary>Completion not before this.</summary>
    public string? CompleteAfter { get; init; }
    /// <summary>The IANA zone that times without an offset are meant in.</summary>
    public string? TimeZone { get; init; }
    /// <summary>0 to 120 days, in seconds.</summary>
    public long? IncrementalSyncIntervalSeconds { get; init; }
    /// <summary>How urgent.</summary>
    public MovePriority? Priority { get; init; }
    /// <summary>See <see cref="MigrationBatch.BadItemLimit"/>.</summary>
    public int? BadItemLimit { get; init; }
    /// <summary>The store to put it into; only while it is queued or suspended and nothing was copied.</summary>
    public string? TargetDatabase { get; init; }
    /// <summary>Fields to empty: <c>startAfter</c>, <c>completeAfter</c>, <c>badItemLimit</c>.</summary>
    public IReadOnlyList<string>? Clear { get; init; }
}

/// <summary>What Suspend-MoveRequest says.</summary>
/// <param name="SuspendComment">Why; kept in the report.</param>
public sealed record SuspendOrder(string? SuspendComment = null);

/// <summary>What Resume-MoveRequest says. Also completes one that suspended itself, and tries again one that failed.</summary>
/// <param name="SuspendWhenReadyToComplete">Pause before the completion.</param>
public sealed record ResumeOrder(bool SuspendWhenReadyToComplete = false);
