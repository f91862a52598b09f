namespace Godwit.Sync;

/// <summary>
/// Compares two mailboxes message by message: content by hash, flags, keywords and received date. Reads both sides whole and changes nothing. It trusts no ledger; one may only tell which
/// folder belongs to which.
/// </summary>
/// <param name="source">The side that should be on the other.</param>
/// <param name="target">The other.</param>
/// <param name="filter">What takes part; folders of the source only.</param>
/// <param name="ledger">Tells where folders went; null maps them as a first move would.</param>
/// <param name="clock">Tells how long it took.</param>
public sealed class MailboxVerification(IMailboxConnector source, IMailboxConnector target, MessageFilter filter, ILedger? ledger, TimeProvider clock)
{
    /// <summary>The most differences that are listed one by one.</summary>
    public const int MaxDifferences = 10_000;

    private readonly List<Difference> _differences = [];
    private readonly FilterUse _use = new(filter, static () => [], refuses: true);
    private long _count, _sourceItems, _targetItems, _equal, _bytes;

    /// <summary>Counters for a progress line.</summary>
    public MoveProgress Progress { get; } = new();

    /// <summary>Compares everything.</summary>
    /// <exception cref="FaultException">A side cannot be read, or a folder that shall take part is not on the source.</exception>
    public VerificationResult Run(CancellationToken cancellation)
    {
        var started = clock.GetTimestamp();
        using var lanes = new Lanes(source, target);
        var pair = lanes.Open(atOnce: true, cancellation);
        Progress.Phase = MovePhase.ListingFolders;
        var mapped = Map(pair, cancellation);
        Progress.FoldersPlanned = mapped.Count;
        Progress.Phase = MovePhase.Comparing;
        foreach (var folder in mapped)
        {
            cancellation.ThrowIfCancellationRequested();
            Compare(folder, pair, cancellation);
            Progress.FolderDone();
        }
        Progress.Phase = MovePhase.Finished;
        return new VerificationResult
        {
            Folders = mapped.Count, SourceItems = _sourceItems, TargetItems = _targetItems, Equal = _equal, SourceBytes = _bytes,
            Differences = _differences, DifferenceCount = _count, Notes = [.. _use.Notes(_keywords)], Elapsed = clock.GetElapsedTime(started),
        };
    }

    private List<MappedFolder> Map(LanePair pair, CancellationToken cancellation)
    {
        var from = pair.Source.ListFolders(cancellation).Select(e => e.Folder).ToList();
        var to = pair.Target.ListFolders(cancellation).Select(e => e.Folder).ToList();
        var taken = (filter with { Use = _use }).For(from);
        var known = ledger?.Folders.Where(r => from.Exists(f => f.Path == r.Source.Path)).ToDictionary(r => r.Source.Path, r => r.Target.Path) ?? [];
        return [.. FolderMapping.Map(from, to, pair.Target.Traits.Naming, known).Where(m => m.Source.HoldsMessages && taken.Takes(m.Source))];
    }

    private void Compare(MappedFolder folder, LanePair pair, CancellationToken cancellation)
    {
        VerifiedFolder? ours = null;
        Exception? failure = null;
        var reader = new Thread(() =>
        {
            try { ours = VerifiedFolder.Read(pair.Source, folder.Source, Takes, cancellation); }
            catch (Exception e) { failure = e; }
        }) { IsBackground = true, Name = "verify source" };
        reader.Start();
        VerifiedFolder theirs;
        try { theirs = folder.Existing is { } existing ? VerifiedFolder.Read(pair.Target, existing, _ => true, cancellation) : VerifiedFolder.Empty; }
        finally { reader.Join(); }
        if (failure is not null) throw failure is FaultException fault ? new FaultException(fault.Fault, fault) : new InvalidOperationException("The source could not be read.", failure);
        new FolderVerdict(folder, ours!, theirs, pair, this, cancellation).Judge();
        _sourceItems += ours!.Messages.Count;
        _targetItems += theirs.Messages.Count;
        _bytes += ours.Bytes;
        Progress.Read(ours.Bytes);
    }

    private bool Takes(MessageEntry entry) => !filter.TestsMessages || filter.Takes(
        new ListedMessage(entry.Uid, entry.SizeHint, entry.Received?.UnixSeconds ?? PairRow.NoDate, entry.Received?.OffsetMinutes ?? 0, _keywords.Base(entry.Flags)), _keywords);

    private readonly KeywordTable _keywords = new();

    internal void Add(Difference difference)
    {
        _count++;
        if (_differences.Count < MaxDifferences) _differences.Add(difference);
    }

    internal void AddEqual() => _equal++;
}
