namespace Godwit.Sync;

/// <summary>What every step of a pass needs.</summary>
internal sealed class PassContext(
    MoveSettings settings, ILedger ledger, MoveEnvironment environment, MoveProgress progress, Tally tally, LanePair first, CancellationToken cancellation)
{
    public MoveSettings Settings { get; } = settings;
    public ILedger Ledger { get; } = ledger;
    public MoveEnvironment Environment { get; } = environment;
    public MoveProgress Progress { get; } = progress;
    public Tally Tally { get; } = tally;
    public LanePair First { get; } = first;
    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>True when both sides may be asked at the same time.</summary>
    public bool IsParallel => Settings.Lanes > 1;

    /// <summary>How many pairs of lanes work: more where a side is far away, never more than either allows.</summary>
    public int Lanes => Allowed(IsFar ? Math.Max(Settings.Lanes, Settings.LanesFarAway) : Settings.Lanes);

    /// <summary>How many pairs of lanes copy so much: more where messages are large.</summary>
    public int LanesToCopy(long messages, long bytes) => bytes / Math.Max(messages, 1) < Settings.LargeMessage ? Lanes : Math.Max(Lanes, Allowed(Settings.LanesForLarge));

    private int Allowed(int lanes) => Math.Min(lanes, Math.Min(Source.Traits.MaxLanes, Target.Traits.MaxLanes));

    private bool IsFar => Source.Traits.RoundTrip >= Settings.FarAway || Target.Traits.RoundTrip >= Settings.FarAway;

    public IMailboxSource Source => First.Source;
    public IMailboxTarget Target => First.Target;
    public KeywordTable Keywords => Ledger.Keywords;
    public long NowSeconds => Environment.Clock.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>The source's folders as the pass began, by the store's own names.</summary>
    public IReadOnlySet<string> SourceNames { get; set; } = new HashSet<string>();

    /// <summary>Something was found out that only another pass can deal with.</summary>
    public bool NeedsAnotherPass { get; set; }

    /// <summary>True for a skipped item that this run tries again.</summary>
    public bool IsTriedAgain(SkippedItem item) => Settings.RetrySkipped || item.Reason == SkipReason.Bad && item.Tries < Settings.MaxTries;

    /// <summary>Does one folder's part of a step; a fault that reaches no further than the folder ends only its part in this pass.</summary>
    public void ForFolder(FolderWork work, Action step)
    {
        if (work.Fault is not null) return;
        Cancellation.ThrowIfCancellationRequested();
        try { step(); }
        catch (FaultException e) when (EndsFolder(e)) { GiveUp(work, e.Fault); }
    }

    /// <summary>True for a fault that reaches no further than the folder.</summary>
    public static bool EndsFolder(FaultException exception) => exception.Fault.Reach is Reach.Folder or Reach.Item;

    /// <summary>Nothing more is done about the folder in this pass. What is told names it.</summary>
    public void GiveUp(FolderWork work, Fault fault)
    {
        work.Fault = FolderFault.Naming(fault, work.SourceName);
        Tally.Fault(work.Fault);
    }
}
