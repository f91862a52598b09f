namespace Godwit.Moves;

/// <summary>A move: what was asked for, where it stands, and what it has counted are three things.</summary>
/// <param name="Id">Its GUID; also that of its user and its request.</param>
/// <param name="Number">Its place in the order of making; 0 until it is stored.</param>
/// <param name="BatchId">The batch; null for a request of its own.</param>
/// <param name="Order">What was asked for.</param>
/// <param name="Standing">Where it stands.</param>
/// <param name="Counts">What it has counted.</param>
/// <param name="Version">Raised with each change of <paramref name="Order"/>.</param>
public sealed record Move(Guid Id, long Number, Guid? BatchId, MoveOrder Order, MoveStanding Standing, MoveCounts Counts, int Version)
{
    /// <summary>The same, set going by this command.</summary>
    internal Move SetGoingBy(Command command) => this with { Standing = Standing with { Request = command.Request ?? Standing.Request } };
}

/// <summary>A move as it was asked for. What is null is inherited from the batch.</summary>
public sealed record MoveOrder
{
    /// <summary>The mailbox's address in the source.</summary>
    public required string Address { get; init; }
    /// <summary>Its address in the target.</summary>
    public required string TargetAddress { get; init; }
    /// <summary>Which way it goes.</summary>
    public required MigrationBatchDirection Direction { get; init; }
    /// <summary>The endpoint; null for a local move.</summary>
    public Guid? EndpointId { get; init; }
    /// <summary>The store of this service that it is written to; null: found by the address, or written to an endpoint.</summary>
    public string? TargetDatabase { get; init; }
    /// <summary>Which mailbox that is, in whatever words: of two moves that are not over no two have the same. Null where nobody has looked.</summary>
    public string? TargetPlace { get; init; }
    /// <summary>The login at an IMAP endpoint without credentials of its own.</summary>
    public string? UserName { get; init; }
    /// <summary>That login's password, encrypted; null for none.</summary>
    public string? ProtectedPassword { get; init; }
    /// <summary>The region that its row named.</summary>
    public string? Region { get; init; }
    /// <summary>The label of a request of its own.</summary>
    public string? Label { get; init; }
    /// <summary>Who asked for it.</summary>
    public required string SubmittedBy { get; init; }
    /// <summary>No copying before this.</summary>
    public ScheduledInstant? StartAfter { get; init; }
    /// <summary>Completion not before this.</summary>
    public ScheduledInstant? CompleteAfter { get; init; }
    /// <summary>Complete as soon as possible.</summary>
    public bool? AutoComplete { get; init; }
    /// <summary>How urgent.</summary>
    public MovePriority? Priority { get; init; }
    /// <summary>Time between incremental syncs; zero for none.</summary>
    public TimeSpan? IncrementalSyncInterval { get; init; }
    /// <summary>The most skipped items.</summary>
    public int? BadItemLimit { get; init; }
    /// <summary>Which folders take part.</summary>
    public IReadOnlyList<string>? IncludeFolders { get; init; }
    /// <summary>Which do not.</summary>
    public IReadOnlyList<string>? ExcludeFolders { get; init; }
    /// <summary>Pause before the completion.</summary>
    public bool SuspendWhenReadyToComplete { get; init; }
    /// <summary>Never complete.</summary>
    public bool PreventCompletion { get; init; }

    /// <summary>What takes part.</summary>
    internal MessageFilter Filter => new() { IncludeFolders = IncludeFolders ?? [], ExcludeFolders = ExcludeFolders ?? [] };

    /// <summary>With what it inherits.</summary>
    public MoveOrder Inheriting(BatchOrder? batch) => batch is null ? this : this with
    {
        StartAfter = StartAfter ?? batch.StartAfter,
        CompleteAfter = CompleteAfter ?? batch.CompleteAfter,
        AutoComplete = AutoComplete ?? batch.AutoComplete,
        Priority = Priority ?? batch.Priority,
        IncrementalSyncInterval = IncrementalSyncInterval ?? batch.IncrementalSyncInterval,
        BadItemLimit = BadItemLimit ?? batch.BadItemLimit,
        IncludeFolders = IncludeFolders ?? batch.IncludeFolders,
        ExcludeFolders = ExcludeFolders ?? batch.ExcludeFolders,
    };
}

/// <summary>Where a move stands.</summary>
public sealed record MoveStanding
{
    /// <summary>Its state.</summary>
    public required MigrationUserStatus Status { get; init; }
    /// <summary>True once the batch was started, or the request resumed: else it waits for that.</summary>
    public bool Started { get; init; }
    /// <summary>True when somebody started it again while its worker was still ending: it goes on as soon as that is done.</summary>
    public bool StartsAgain { get; init; }
    /// <summary>True when it suspended itself, ready to complete.</summary>
    public bool AutoSuspended { get; init; }
    /// <summary>True once a person asked for the completion.</summary>
    public bool CompletionAsked { get; init; }
    /// <summary>True when the next sync is due at once.</summary>
    public bool SyncNow { get; init; }
    /// <summary>Raised by everybody who takes the move.</summary>
    public long Epoch { get; init; }
    /// <summary>Who has it; null when nobody.</summary>
    public string? Owner { get; init; }
    /// <summary>Until when the owner has it without saying so again.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }
    /// <summary>Who had it last.</summary>
    public string? LastOwner { get; init; }
    /// <summary>What its time was spent on.</summary>
    public required DurationBook Durations { get; init; }
    /// <summary>Passing faults without progress between.</summary>
    public int FailureCount { get; init; }
    /// <summary>Not before this again.</summary>
    public DateTimeOffset? RetryAt { get; init; }
    /// <summary>The fault that ended it or is being retried.</summary>
    public ReportedFault? Fault { get; init; }
    /// <summary>Codes of passing faults since the last progress, with how often.</summary>
    public IReadOnlyDictionary<string, int> FaultCounts { get; init; } = new Dictionary<string, int>();
    /// <summary>So many held-back removals are approved for the next sync.</summary>
    public long ApprovedDeletions { get; init; }
    /// <summary>The request that set it going last: made, started, resumed, synced or completed it; its line is in the audit. Null where that was before requests had ids.</summary>
    public Guid? Request { get; init; }
    /// <summary>Why it is suspended.</summary>
    public string? SuspendComment { get; init; }
    /// <summary>When it was made.</summary>
    public required DateTimeOffset Queued { get; init; }
    /// <summary>When a worker took it first.</summary>
    public DateTimeOffset? Begun { get; init; }
    /// <summary>When something about it changed last.</summary>
    public required DateTimeOffset Updated { get; init; }
    /// <summary>The last successful sync.</summary>
    public DateTimeOffset? LastSync { get; init; }
    /// <summary>When the initial sync was done.</summary>
    public DateTimeOffset? Seeded { get; init; }
    /// <summary>When the final sync began.</summary>
    public DateTimeOffset? FinalSync { get; init; }
    /// <summary>When it was completed.</summary>
    public DateTimeOffset? Completed { get; init; }
    /// <summary>When it was stopped last.</summary>
    public DateTimeOffset? Suspended { get; init; }
    /// <summary>When it failed last.</summary>
    public DateTimeOffset? Failed { get; init; }

    /// <summary>True while somebody has it.</summary>
    public bool IsHeld => Owner is not null;

    /// <summary>A move that was just made.</summary>
    public static MoveStanding New(DateTimeOffset now, bool started) => new()
    {
        Status = MigrationUserStatus.Validating, Started = started, Durations = DurationBook.Begin(TimeSpentOn.Queued, now), Queued = now, Updated = now,
    };

    /// <summary>The standing after an event, with times and durations noted.</summary>
    /// <exception cref="FaultException"><see cref="MoveFaults.NotNow"/>: the event cannot happen in this state.</exception>
    public MoveStanding After(MoveEvent happened, DateTimeOffset now)
    {
        var next = MoveLifecycle.Next(Status, happened)
            ?? throw MoveFaults.Refuse(MoveFaults.NotNow, $"A mailbox that is {Status} cannot be {Word(happened)}.");
        return Noted(happened, now) with { Status = next, Updated = now };
    }

    /// <summary>With nothing noted that is still to come: what a clock noted before it was set back must not put off what is due at once.</summary>
    internal MoveStanding NotBeyond(DateTimeOffset now) => Queued <= now && Updated <= now && !(Seeded > now) && !(LastSync > now) ? this : this with
    {
        Queued = Queued < now ? Queued : now,
        Updated = Updated < now ? Updated : now,
        Seeded = Seeded > now ? now : Seeded,
        LastSync = LastSync > now ? now : LastSync,
    };

    /// <summary>With what its time is spent on from now.</summary>
    public MoveStanding Timed(DateTimeOffset now) => this with { Durations = Durations.Turn(SpentOn, now) };

    private TimeSpentOn SpentOn => Status switch
    {
        MigrationUserStatus.Completed or MigrationUserStatus.CompletedWithWarnings => TimeSpentOn.Over,
        MigrationUserStatus.Failed or MigrationUserStatus.IncrementalFailed or MigrationUserStatus.CompletionFailed or MigrationUserStatus.Corrupted => TimeSpentOn.Failed,
        MigrationUserStatus.Stopped or MigrationUserStatus.IncrementalStopped => TimeSpentOn.Suspended,
        _ when !IsHeld && RetryAt is not null && FailureCount > 0 => TimeSpentOn.TransientFailure,
        MigrationUserStatus.Completing or MigrationUserStatus.CompletionSynced => TimeSpentOn.Finalization,
        MigrationUserStatus.Synced or MigrationUserStatus.IncrementalSynced => TimeSpentOn.Idle,
        MigrationUserStatus.Validating or MigrationUserStatus.Queued => IsHeld ? TimeSpentOn.InProgress : TimeSpentOn.Queued,
        _ => TimeSpentOn.InProgress,
    };

    private MoveStanding Noted(MoveEvent happened, DateTimeOffset now) => happened switch
    {
        MoveEvent.Picked => this with { Begun = Begun ?? now },
        MoveEvent.CompletionPicked => this with { FinalSync = now },
        MoveEvent.Seeded => this with { Seeded = now, LastSync = now },
        MoveEvent.CaughtUp or MoveEvent.Drained => this with { LastSync = now },
        MoveEvent.Finished or MoveEvent.FinishedWithWarnings => this with { Completed = now },
        MoveEvent.Halted or MoveEvent.HaltedInStep => this with { Suspended = now },
        MoveEvent.FailedForGood => this with { Failed = now },
        _ => this,
    };

    private static string Word(MoveEvent happened) => happened switch
    {
        MoveEvent.StartAsked => "started",
        MoveEvent.StopAsked or MoveEvent.Halted or MoveEvent.HaltedInStep => "stopped",
        MoveEvent.CompletionPicked => "completed",
        MoveEvent.RemoveAsked => "removed",
        var other => $"{other}",
    };
}

/// <summary>What a move has counted, over all its syncs.</summary>
public sealed record MoveCounts
{
    /// <summary>Nothing yet.</summary>
    public static MoveCounts None { get; } = new();

    /// <summary>Messages copied.</summary>
    public long ItemsCopied { get; init; }
    /// <summary>Bytes copied.</summary>
    public long BytesCopied { get; init; }
    /// <summary>Messages of the source that are on the target.</summary>
    public long ItemsSynced { get; init; }
    /// <summary>Messages left out because they could not be read or were refused.</summary>
    public long BadItems { get; init; }
    /// <summary>Messages left out because of their size.</summary>
    public long LargeItems { get; init; }
    /// <summary>Removals that wait for an approval.</summary>
    public long DeletionsWaiting { get; init; }
    /// <summary>Messages of the source; null before it was listed.</summary>
    public long? SourceItems { get; init; }
    /// <summary>Bytes of the source; null before it was listed, or when it does not tell.</summary>
    public long? SourceBytes { get; init; }
    /// <summary>What the running sync has to copy, messages.</summary>
    public long ItemsPlanned { get; init; }
    /// <summary>Of those, done.</summary>
    public long ItemsDone { get; init; }
    /// <summary>What the running sync has to copy, bytes.</summary>
    public long BytesPlanned { get; init; }
    /// <summary>Of those, done.</summary>
    public long BytesDone { get; init; }
    /// <summary>Bytes a minute now; null while no sync runs.</summary>
    public double? BytesPerMinute { get; init; }
    /// <summary>The stage.</summary>
    public SyncStage Stage { get; init; }
    /// <summary>Why the running sync gets nowhere; null while it goes on, and while none runs.</summary>
    public ReportedFault? Stuck { get; init; }
    /// <summary>Waited for the source, over all connections.</summary>
    public TimeSpan WaitedForSource { get; init; }
    /// <summary>Waited for the target, over all connections.</summary>
    public TimeSpan WaitedForTarget { get; init; }

    /// <summary>What the check before the copy found; null before it.</summary>
    public IReadOnlyList<AdmissionFinding>? Findings { get; init; }

    /// <summary>Messages left out.</summary>
    public long ItemsSkipped => BadItems + LargeItems;
}
