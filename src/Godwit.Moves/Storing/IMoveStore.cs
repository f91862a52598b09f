namespace Godwit.Moves;

/// <summary>
/// Where everything of the service is kept. Each call is one transaction that sees and changes all records as of one moment. Safe for several threads; changes are made one after the other, also those
/// of services on other nodes that share the records.
/// </summary>
public interface IMoveStore : IDisposable
{
    /// <summary>True where services on other nodes may use the same records: a claim of somebody else's may be alive.</summary>
    bool IsShared { get; }

    /// <summary>Reads.</summary>
    T Read<T>(Func<IRecords, T> read);

    /// <summary>Changes. All of it is kept, or nothing: when <paramref name="change"/> throws, or when <paramref name="keep"/> is false.</summary>
    T Change<T>(Func<IRecords, T> change, bool keep);
}

/// <summary>The records, within one transaction.</summary>
public interface IRecords
{
    /// <summary>Endpoints and their tests.</summary>
    IEndpointRecords Endpoints { get; }
    /// <summary>Batches.</summary>
    IBatchRecords Batches { get; }
    /// <summary>Moves and their queue.</summary>
    IMoveRecords Moves { get; }
    /// <summary>Slots.</summary>
    ISlotRecords Slots { get; }
    /// <summary>Reports, which outlive their moves.</summary>
    IReportRecords Reports { get; }
    /// <summary>Administrators, tokens, audit.</summary>
    IAccessRecords Access { get; }
    /// <summary>The limits of the organisation.</summary>
    OrganisationLimits Limits { get; set; }
}

/// <summary>The limits of the organisation.</summary>
/// <param name="MaxBatches">The most batches.</param>
/// <param name="MaxMigrations">The most syncs at once.</param>
/// <param name="Version">Raised with each change; 0 while nobody changed them.</param>
public sealed record OrganisationLimits(int MaxBatches, int MaxMigrations, int Version)
{
    /// <summary>What holds while nobody changed it.</summary>
    public static OrganisationLimits Default { get; } = new(100, 300, 0);
}

/// <summary>Endpoints.</summary>
public interface IEndpointRecords
{
    /// <summary>All, by name.</summary>
    IReadOnlyList<Endpoint> All();
    /// <summary>One by its GUID.</summary>
    Endpoint? Find(Guid id);
    /// <summary>One by its name, without case.</summary>
    Endpoint? Find(string name);
    /// <summary>Keeps a new one, or a changed one.</summary>
    void Save(Endpoint endpoint);
    /// <summary>Removes one with its tests.</summary>
    void Remove(Guid id);
    /// <summary>Keeps a test; the oldest beyond 200 go.</summary>
    void Add(Guid id, EndpointHealth test);
    /// <summary>The last tests, the newest first.</summary>
    IReadOnlyList<EndpointHealth> Tests(Guid id, int count);
}

/// <summary>Batches.</summary>
public interface IBatchRecords
{
    /// <summary>All, by name.</summary>
    IReadOnlyList<Batch> All();
    /// <summary>One by its GUID.</summary>
    Batch? Find(Guid id);
    /// <summary>One by its name, without case.</summary>
    Batch? Find(string name);
    /// <summary>How many there are.</summary>
    int Count();
    /// <summary>Keeps a new one, or a changed one.</summary>
    void Save(Batch batch);
    /// <summary>Removes one.</summary>
    void Remove(Guid id);
}

/// <summary>Which moves are meant. What is null is not asked about.</summary>
public sealed record MoveQuery
{
    /// <summary>Those of a batch.</summary>
    public Guid? BatchId { get; init; }
    /// <summary>True: those in batches; false: requests of their own.</summary>
    public bool? InBatch { get; init; }
    /// <summary>Those through an endpoint.</summary>
    public Guid? EndpointId { get; init; }
    /// <summary>Those in one of these states.</summary>
    public IReadOnlyCollection<MigrationUserStatus>? Statuses { get; init; }
    /// <summary>The one of this address in the source.</summary>
    public string? Address { get; init; }
    /// <summary>Requests with this label, or of the batch of this name.</summary>
    public string? Label { get; init; }
    /// <summary>Those that somebody holds.</summary>
    public bool? Held { get; init; }
    /// <summary>Those in this state as requests (<see cref="RequestStatus"/>).</summary>
    public MoveRequestStatus? RequestStatus { get; init; }
    /// <summary>Those whose request is suspended, or that are not.</summary>
    public bool? Suspended { get; init; }
    /// <summary>True: those that an earlier version of this program kept last.</summary>
    public bool IsEarlier { get; init; }
}

/// <summary>Moves and their queue.</summary>
public interface IMoveRecords
{
    /// <summary>One by its GUID.</summary>
    Move? Find(Guid id);
    /// <summary>All that are meant, in the order of making, behind a number, at most so many.</summary>
    IReadOnlyList<Move> List(MoveQuery query, long after, int count);
    /// <summary>How many are meant.</summary>
    long Count(MoveQuery query);
    /// <summary>Of these addresses those that a move has already that is not over, with the batch where there is one.</summary>
    IReadOnlyDictionary<string, Guid?> Moving(IReadOnlyCollection<string> addresses);
    /// <summary>Of these addresses those that are in a batch, however far they are.</summary>
    IReadOnlySet<string> Among(Guid batch, IReadOnlyCollection<string> addresses);
    /// <summary>Of these places (<see cref="MoveOrder.TargetPlace"/>) those that a move is written to that is not over.</summary>
    IReadOnlyDictionary<string, PlaceInUse> Written(IReadOnlyCollection<string> places);
    /// <summary>Counts by batch; requests of their own under <see cref="Guid.Empty"/>.</summary>
    IReadOnlyDictionary<Guid, UserCounts> Counts(Guid? batch);
    /// <summary>Keeps a new one; whoever reads it then finds its number.</summary>
    void Add(Move move, QueuePlace place);
    /// <summary>Keeps a changed one.</summary>
    void Save(Move move, QueuePlace place);
    /// <summary>Renews a lease and keeps counts; false when the epoch is not this one any more.</summary>
    bool Renew(Guid id, long epoch, DateTimeOffset leaseUntil, MoveCounts counts);
    /// <summary>Removes one. Its report stays.</summary>
    void Remove(Guid id);
    /// <summary>Those that are due and need none of the slots that are used up, the lowest rank first.</summary>
    IReadOnlyList<Move> Due(DateTimeOffset now, IReadOnlySet<string> fullScopes, int count);
    /// <summary>The next instant after now at which one is due; null for none.</summary>
    DateTimeOffset? NextDue(DateTimeOffset now);
    /// <summary>How many that are due stand before this rank.</summary>
    int Before(long rank, DateTimeOffset now);
    /// <summary>The last successful sync in a batch, the last initial sync and the last completion.</summary>
    (DateTimeOffset? LastSync, DateTimeOffset? LastSeeded, DateTimeOffset? LastCompleted) Milestones(Guid batch);
    /// <summary>How many that are due need this scope.</summary>
    int Waiting(string scope, DateTimeOffset now);
}

/// <summary>A move that is written to a place.</summary>
/// <param name="Id">The move.</param>
/// <param name="Address">Its address in the source.</param>
/// <param name="BatchId">Its batch; null for a request of its own.</param>
public readonly record struct PlaceInUse(Guid Id, string Address, Guid? BatchId);

/// <summary>Slots: a row for each that is taken.</summary>
public interface ISlotRecords
{
    /// <summary>How many are taken in each scope that has any.</summary>
    IReadOnlyDictionary<string, int> InUse();
    /// <summary>Takes one.</summary>
    void Take(string scope, Guid move);
    /// <summary>Gives all of a move back.</summary>
    void Free(Guid move);
}

/// <summary>Reports of moves.</summary>
public interface IReportRecords
{
    /// <summary>Begins the report of a move.</summary>
    void Begin(Guid move, string address, string? batch);
    /// <summary>Adds a line; the oldest beyond 2000 go.</summary>
    void Add(Guid move, MoveReportEntry entry);
    /// <summary>Keeps what the last sync found out; null leaves as it is.</summary>
    void Keep(Guid move, ReportFindings findings);
    /// <summary>The report; null when there never was one.</summary>
    MoveReport? Find(Guid move);
    /// <summary>The last report of an address, also of a move that was removed.</summary>
    Guid? Last(string address);
}

/// <summary>What a sync found out about a mailbox; null leaves as it was.</summary>
/// <param name="Folders">Folders of the source.</param>
/// <param name="Skipped">Messages that were left out, at most 10,000.</param>
/// <param name="Failure">A fault to note.</param>
/// <param name="SourceLatency">Of reads.</param>
/// <param name="TargetLatency">Of writes.</param>
public sealed record ReportFindings(
    IReadOnlyList<MoveReportFolder>? Folders = null, IReadOnlyList<MigrationSkippedItem>? Skipped = null, ReportedFault? Failure = null, LatencySummary? SourceLatency = null, LatencySummary? TargetLatency = null);

/// <summary>Who may sign in, and what was done.</summary>
public interface IAccessRecords
{
    /// <summary>All administrators, by name.</summary>
    IReadOnlyList<StoredAdministrator> Administrators();
    /// <summary>One by the name, without case.</summary>
    StoredAdministrator? FindAdministrator(string name);
    /// <summary>Keeps a new one, or a changed one.</summary>
    void Save(StoredAdministrator administrator);
    /// <summary>Removes one with all tokens.</summary>
    void RemoveAdministrator(string name);
    /// <summary>Tokens, of one owner or all.</summary>
    IReadOnlyList<StoredToken> Tokens(string? owner);
    /// <summary>One by the hash of the token.</summary>
    StoredToken? FindToken(string hash);
    /// <summary>Keeps a new one.</summary>
    void Save(StoredToken token);
    /// <summary>Removes one.</summary>
    void RemoveToken(Guid id);
    /// <summary>Adds a line to the audit, which nobody changes.</summary>
    void Audit(AuditEntry entry);
    /// <summary>Lines of the audit, the newest first, before an id.</summary>
    IReadOnlyList<AuditEntry> Audit(string? identity, long before, int count);
    /// <summary>How many lines the audit has.</summary>
    long CountAudit(string? identity);
}

/// <summary>An administrator as stored.</summary>
/// <param name="Name">The name.</param>
/// <param name="PasswordHash">Salted and slow.</param>
/// <param name="Role">What they may do.</param>
/// <param name="Created">When they were added.</param>
/// <param name="LastSignIn">When they signed in last, to the hour.</param>
public sealed record StoredAdministrator(string Name, string PasswordHash, Role Role, DateTimeOffset Created, DateTimeOffset? LastSignIn)
{
    /// <summary>The name and role alone.</summary>
    public override string ToString() => $"{Name} ({Role})";
}

/// <summary>A token as stored: its hash, never itself.</summary>
/// <param name="Hash">SHA-256 of the token.</param>
/// <param name="Details">What it is.</param>
public sealed record StoredToken(string Hash, AccessToken Details);
