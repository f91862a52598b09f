namespace Godwit.Api;

/// <summary>One mailbox of a batch.</summary>
public sealed record MigrationUser
{
    /// <summary>Its address in the source.</summary>
    public required string Identity { get; init; }
    /// <summary>Its GUID; also that of its move request.</summary>
    public required Guid Guid { get; init; }
    /// <summary>Its batch, by name.</summary>
    public required string BatchId { get; init; }
    /// <summary>Its address in the target.</summary>
    public required string MailboxEmailAddress { get; init; }
    /// <summary>Where it stands.</summary>
    public required MigrationUserStatus Status { get; init; }
    /// <summary>The same in five words.</summary>
    public required MigrationUserStatusSummary StatusSummary { get; init; }
    /// <summary>What it waits for.</summary>
    public required Wait WaitsFor { get; init; }
    /// <summary>The fault that ended it or is being retried; null when there is none.</summary>
    public ReportedFault? ErrorSummary { get; init; }
    /// <summary>Since when its sync gets nowhere; null while it goes on, and while none runs. <see cref="ErrorSummary"/> says what it waits for.</summary>
    public DateTimeOffset? StuckSince { get; init; }
    /// <summary>Messages of the source that are on the target.</summary>
    public required long ItemsSynced { get; init; }
    /// <summary>Messages that were left out.</summary>
    public required long ItemsSkipped { get; init; }
    /// <summary>Removals that wait for an approval.</summary>
    public required long DeletionsWaiting { get; init; }
    /// <summary>0 to 100, see <see cref="SyncStage"/>.</summary>
    public required int PercentageComplete { get; init; }
    /// <summary>The share of bytes that is copied, 0 to 100: no stage in it.</summary>
    public required double CopiedPercent { get; init; }
    /// <summary>The last successful sync.</summary>
    public DateTimeOffset? LastSuccessfulSyncTime { get; init; }
    /// <summary>The next sync.</summary>
    public DateTimeOffset? NextSyncTime { get; init; }
    /// <summary>No copying before this; its own or its batch's.</summary>
    public ScheduledTime? StartAfter { get; init; }
    /// <summary>Completion not before this; its own or its batch's.</summary>
    public ScheduledTime? CompleteAfter { get; init; }
    /// <summary>How urgent.</summary>
    public required MovePriority Priority { get; init; }
    /// <summary>The store it is put into, where it is one of this service.</summary>
    public string? TargetDatabase { get; init; }
    /// <summary>What the check before the copy found; empty before it.</summary>
    public IReadOnlyList<AdmissionFinding> Findings { get; init; } = [];
    /// <summary>The region that its row named.</summary>
    public string? Region { get; init; }
    /// <summary>The version for <c>If-Match</c>.</summary>
    public required string ETag { get; init; }
}

/// <summary>What Set-MigrationUser says; null leaves as it is.</summary>
public sealed record MigrationUserChanges
{
    /// <summary>No copying before this.</summary>
    public string? StartAfter { get; init; }
    /// <summary>Completion not before this.</summary>
    public string? CompleteAfter { get; init; }
    /// <summary>The IANA zone that times without an offset are meant in.</summary>
    public string? TimeZone { get; init; }
    /// <summary>How urgent.</summary>
    public MovePriority? Priority { get; init; }
    /// <summary>Move it into another batch, by name; state and ledger go along.</summary>
    public string? BatchId { get; init; }
    /// <summary>Fields to empty: <c>startAfter</c>, <c>completeAfter</c>.</summary>
    public IReadOnlyList<string>? Clear { get; init; }
}

/// <summary>Approves removals that the engine held back because they are suspiciously many.</summary>
/// <param name="Count">So many may be removed in the next sync; at least 1.</param>
/// <param name="Reason">Why; kept in the audit.</param>
public sealed record DeletionApproval(long Count, string Reason);
