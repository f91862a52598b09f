namespace Godwit.Moves;

/// <summary>A batch as it is stored. Where it stands follows from its moves.</summary>
/// <param name="Id">Its GUID.</param>
/// <param name="Order">What was asked for.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Started">When it was started last; null when never.</param>
/// <param name="Stopped">True from a stop until the next start.</param>
/// <param name="CompletionAsked">When its completion was asked for; null when never.</param>
/// <param name="Removing">True once it is being removed.</param>
/// <param name="Version">Raised with each change.</param>
public sealed record Batch(Guid Id, BatchOrder Order, DateTimeOffset Created, DateTimeOffset? Started, bool Stopped, DateTimeOffset? CompletionAsked, bool Removing, int Version)
{
    /// <summary>True from a start until the next stop: who comes in goes on with the others.</summary>
    public bool IsGoing => Started is not null && !Stopped;
}

/// <summary>A batch as it was asked for.</summary>
public sealed record BatchOrder
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }
    /// <summary>Which way it goes.</summary>
    public required MigrationBatchDirection Direction { get; init; }
    /// <summary>The endpoint; null for a local batch.</summary>
    public Guid? EndpointId { get; init; }
    /// <summary>Who asked for it.</summary>
    public required string SubmittedBy { get; init; }
    /// <summary>The domain that forwarding addresses will be in.</summary>
    public string? TargetDeliveryDomain { get; init; }
    /// <summary>The stores that users are put into, by turns.</summary>
    public IReadOnlyList<string> TargetDatabases { get; init; } = [];
    /// <summary>No copying before this.</summary>
    public ScheduledInstant? StartAfter { get; init; }
    /// <summary>Completion not before this.</summary>
    public ScheduledInstant? CompleteAfter { get; init; }
    /// <summary>Complete each user as soon as its initial sync is done.</summary>
    public bool AutoComplete { get; init; }
    /// <summary>A remark.</summary>
    public string? Notes { get; init; }
    /// <summary>The most skipped items a user may have.</summary>
    public int? BadItemLimit { get; init; }
    /// <summary>Which folders take part.</summary>
    public IReadOnlyList<string> IncludeFolders { get; init; } = [];
    /// <summary>Which do not.</summary>
    public IReadOnlyList<string> ExcludeFolders { get; init; } = [];
    /// <summary>How urgent its users are.</summary>
    public MovePriority Priority { get; init; } = MovePriority.Normal;
    /// <summary>Time between incremental syncs; zero for none.</summary>
    public TimeSpan IncrementalSyncInterval { get; init; } = TimeSpan.FromHours(24);
    /// <summary>Columns that nobody knows were passed over.</summary>
    public bool AllowUnknownColumnsInCsv { get; init; }
}
