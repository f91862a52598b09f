namespace Godwit.Sync;

/// <summary>
/// Compares two mailboxes message by message: content by hash, flags, keywords and received date. Reads both sides whole and changes nothing. It trusts no ledger; one may only tell which
/// folder belongs to which. A folder that cannot be compared is a fault in the result, and the others are compared; after a broken connection it goes on with the folders that are left.
/// </summary>
/// <param name="source">The side that should be on the other.</param>
/// <param name="target">The other.</param>
/// <param name="filter">What takes part; folders of the source only.</param>
/// <param name="ledger">Tells where folders went; null maps them as a first move would.</param>
/// <param name="environment">Tells how long it took, and waits before a further try.</param>
public sealed class MailboxVerification(IMailboxConnector source, IMailboxConnector target, MessageFilter filter, ILedger? ledger, MoveEnvironment environment)
{
    /// <summary>The most differences that are listed one by one.</summary>
    public const int MaxDifferences = 10_000;

    private readonly FilterUse _use = new(filter, static () => [], refuses: true);
    private readonly KeywordTable _sourceKeywords = new();
    private readonly KeywordTable _targetKeywords = new();
    private readonly Findings _all = new();
    private readonly Dictionary<FolderPath, Fault> _faults = [];

    /// <summary>The source's folders about which all is said that can be said.</summary>
    private readonly HashSet<FolderPath> _settled = [];
    private int _compared;

    /// <summary>Counters for a progress line.</summary>
    public MoveProgress Progress { get; } = new();

    /// <summary>How long a fault that may pass is waited for without progress.</summary>
    public TimeSpan RetryBudget { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Compares everything.</summary>
    /// <exception cref="FaultException">A side cannot be read, now and within the retry budget, or a folder that shall take part is not on the source.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public VerificationResult Run(CancellationToken cancellation)
    {
        var started = environment.Clock.GetTimestamp();
        var retries = new PassRetries(RetryBudget, environment.Clock);
        while (Pass(cancellation) is { } trouble)
        {
            if (retries.Next(trouble, _compared) is not { } wait)
            {
                if (EndsFolder(trouble)) break;
                throw new FaultException(trouble);
            }
            (Progress.Trouble, Progress.Phase) = (trouble, MovePhase.WaitingToRetry);
            environment.Pause(wait, cancellation);
            cancellation.ThrowIfCancellationRequested();
        }
        Progress.Phase = MovePhase.Finished;
        return new VerificationResult
        {
            Folders = _compared, SourceItems = _all.SourceItems, TargetItems = _all.TargetItems, Equal = _all.Equal, SourceBytes = _all.SourceBytes,
            Differences = _all.Differences, DifferenceCount = _all.DifferenceCount, Faults = [.. _faults.Values], Notes = [.. _use.Notes(_sourceKeywords)],
            Elapsed = environment.Clock.GetElapsedTime(started),
        };
    }

    /// <summary>Compares what is not settled; the answer is a fault that may pass and left something undone.</summary>
    private Fault? Pass(CancellationToken cancellation)
    {
        try
        {
            Progress.Phase = MovePhase.Connecting;
            using var lanes = new Lanes(source, target);
            var pair = lanes.Open(atOnce: true, cancellation);
            Progress.Phase = MovePhase.ListingFolders;
            var mapped = Map(pair, cancellation);
            Progress.FoldersPlanned = mapped.Count;
            Progress.Phase = MovePhase.Comparing;
            foreach (var folder in mapped.Where(m => !_settled.Contains(m.Source.Path))) CompareOrTell(folder, pair, cancellation);
            return _faults.Values.FirstOrDefault(static fault => fault.IsTransient);
        }
        catch (FaultException e) when (e.Fault.IsTransient)
        {
            return e.Fault;
        }
    }

    private List<MappedFolder> Map(LanePair pair, CancellationToken cancellation)
    {
        var from = pair.Source.ListFolders(cancellation).Select(e => e.Folder).ToList();
        var to = pair.Target.ListFolders(cancellation).Select(e => e.Folder).ToList();
        var taken = (filter with { Use = _use }).For(from);
        var known = ledger?.Folders.Where(r => from.Exists(f => f.Path == r.Source.Path)).ToDictionary(r => r.Source.Path, r => r.Target.Path) ?? [];
        return [.. FolderMapping.Map(from, to, pair.Target.Traits.Naming, known).Where(m => m.Source.HoldsMessages && taken.Takes(m.Source))];
    }

    private void CompareOrTell(MappedFolder folder, LanePair pair, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var path = folder.Source.Path;
        try
        {
            _all.Add(Compare(folder, pair, cancellation));
            _faults.Remove(path);
            _compared++;
        }
        catch (FaultException e) when (EndsFolder(e.Fault))
        {
            _faults[path] = FolderFault.Naming(e.Fault, path.ToString());
            if (e.Fault.IsTransient) return;
        }
        _settled.Add(path);
        Progress.FolderDone();
    }

    private static bool EndsFolder(Fault fault) => fault.Reach is Reach.Folder or Reach.Item;

    private Findings Compare(MappedFolder folder, LanePair pair, CancellationToken cancellation)
    {
        VerifiedFolder? ours = null;
        Exception? failure = null;
        var reader = new Thread(() =>
        {
            try { ours = VerifiedFolder.Read(pair.Source, folder.Source, OnSource, cancellation); }
            catch (Exception e) { failure = e; }
        }) { IsBackground = true, Name = "verify source" };
        reader.Start();
        VerifiedFolder theirs;
        try { theirs = folder.Existing is { } existing ? VerifiedFolder.Read(pair.Target, existing, OnTarget, cancellation) : VerifiedFolder.Empty; }
        finally { reader.Join(); }
        if (failure is OperationCanceledException) throw new OperationCanceledException(cancellation);
        if (failure is not null) throw failure is FaultException fault ? new FaultException(fault.Fault, fault) : new InvalidOperationException("The source could not be read.", failure);
        var findings = new Findings();
        new FolderVerdict(folder, ours!, theirs, pair, findings, cancellation).Judge();
        findings.AddSides(ours!, theirs);
        Progress.Read(ours!.Bytes);
        return findings;
    }

    /// <summary>A source's message as it is kept for comparing; null when the filter leaves it out.</summary>
    private MessageEntry? OnSource(MessageEntry entry)
    {
        var flags = _sourceKeywords.Listed(entry.Flags, Side.Source);
        var listed = new ListedMessage(entry.Uid, entry.SizeHint, entry.Received?.UnixSeconds ?? PairRow.NoDate, entry.Received?.OffsetMinutes ?? 0, flags);
        return filter.TestsMessages && !filter.Takes(listed, _sourceKeywords) ? null : entry with { Flags = _sourceKeywords.Flags(flags) };
    }

    private MessageEntry? OnTarget(MessageEntry entry) => entry with { Flags = _targetKeywords.Flags(_targetKeywords.Listed(entry.Flags, Side.Target)) };
}
