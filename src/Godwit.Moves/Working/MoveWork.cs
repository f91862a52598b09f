using static Godwit.Api.MigrationUserStatus;

namespace Godwit.Moves;

/// <summary>What a worker needs.</summary>
/// <param name="Database">The records.</param>
/// <param name="Ends">Finds both ends of a move.</param>
/// <param name="Engine">Moves.</param>
/// <param name="Clock">The clock.</param>
/// <param name="Node">The worker's node.</param>
/// <param name="OnCrash">Told of errors that nobody foresaw.</param>
public sealed record WorkParts(MoveDatabase Database, IMoveEnds Ends, ISyncEngine Engine, TimeProvider Clock, string Node, Action<Exception> OnCrash)
{
    /// <summary>A sync on which nothing has happened for so long is called stuck; null: none ever is.</summary>
    public TimeSpan? StuckAfter { get; init; } = TimeSpan.FromMinutes(15);
}

/// <summary>
/// The work on one claimed move, on a thread that does nothing else: a check, or a sync of the engine, and what follows from its end. Every commit is conditional on the claim's epoch; when somebody
/// else has taken the move, this ends without another word.
/// </summary>
/// <param name="claim">The claim.</param>
/// <param name="parts">What it needs.</param>
public sealed class MoveWork(ClaimedMove claim, WorkParts parts) : IDisposable
{
    private static readonly TimeSpan EngineRetries = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop = new();
    private readonly long _began = parts.Clock.GetTimestamp();
    private readonly StuckWatch _watch = new(parts.Clock, parts.StuckAfter);
    private ReportedFault? _stuck;
    private IRunningSync? _sync;
    private CountingConnector? _source, _target;
    private bool _isOver;
    private long _leased = parts.Clock.GetTimestamp();

    /// <summary>The move.</summary>
    public Guid Id => claim.Id;

    /// <summary>The epoch of the claim.</summary>
    public long Epoch => claim.Epoch;

    /// <summary>When the lease of the claim was asked for last, by the clock's timestamps: it lasts at least <see cref="MoveQueue.Lease"/> from then.</summary>
    internal long Leased { get => Interlocked.Read(ref _leased); set => Interlocked.Exchange(ref _leased, value); }

    /// <summary>True once both sides have answered and the state does not say so yet.</summary>
    public bool IsConnected => _sync?.Progress is { Phase: > MovePhase.Connecting };

    /// <summary>The counts now.</summary>
    public MoveCounts Counts => (_sync?.Progress is { } progress
        ? Findings.Running(claim.Move.Counts, progress, claim.Step, PerMinute(progress.BytesDone))
        : claim.Move.Counts) with { Stuck = _stuck };

    /// <summary>True while nothing happens for too long.</summary>
    public bool IsStuck => _stuck is not null;

    /// <summary>Looks whether something has happened since the last look.</summary>
    /// <param name="now">The time.</param>
    /// <returns>A line for the report when that has changed; null else.</returns>
    internal (string Type, string Told)? LookForProgress(DateTimeOffset now)
    {
        var progress = _sync?.Progress;
        var activity = (_source?.Activity ?? 0) + (_target?.Activity ?? 0) + (progress is null ? 0 : 1 + (int)progress.Phase + progress.FoldersDone + progress.MessagesDone);
        var (before, still) = (_stuck, _watch.Look(activity));
        if (still is null)
        {
            _stuck = null;
            return before is null ? null : ("Information", string.Create(CultureInfo.InvariantCulture, $"It goes on after {(now - before.At).TotalSeconds:F0} s in which nothing moved."));
        }
        if (before is not null) return null;
        var fault = StuckWatch.Told(now - still.Value, _source?.WaitsIn, _target?.WaitsIn);
        _stuck = RetryPolicy.Reported(fault, now - still.Value);
        return ("Warning", fault.ToString());
    }

    /// <summary>Asks the work to end in good order: within some seconds, checkpointed.</summary>
    public void Stop()
    {
        // Whoever asks may come while the work ends by itself.
        lock (_stop) if (!_isOver) _stop.Cancel();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_stop)
        {
            _isOver = true;
            _stop.Dispose();
        }
    }

    /// <summary>Works to the end. Throws nothing.</summary>
    public void Run()
    {
        try
        {
            if (claim.Step == SyncStep.Validate) Validate();
            else Sync();
        }
        catch (FaultException lost) when (lost.Fault.Kind == MoveFaults.TakenOver)
        {
            return;
        }
        catch (Exception ending) when (_stop.IsCancellationRequested && ending is (OperationCanceledException or FaultException))
        {
            Try(() => End("Information", "The work was ended in good order; what was done is recorded.", null, LetGo));
        }
        catch (FaultException refusal)
        {
            Try(() => EndWith(refusal.Fault));
        }
        catch (Exception crash)
        {
            parts.OnCrash(Named(crash));
            Try(() => EndWith(new Fault(MoveFaults.WorkBroken, Side.Service, $"Something went wrong that nobody foresaw ({crash.GetType().Name}); the service's log has the details.")));
        }
    }

    private void Validate()
    {
        var found = new MailboxCheck(claim, parts.Ends, Counted).Run(_stop.Token);
        _stop.Token.ThrowIfCancellationRequested();
        var refused = found.Refusals.Count > 0;
        End(refused ? "Error" : "Information", refused ? found.Refusal.ToString() : found.Told, new ReportFindings(Folders: found.Folders), (session, move) =>
        {
            Tell(session, found);
            return Counted(move, found) with { Standing = refused ? ForGood(move.Standing, found.Refusal, session.Now) : Validated(move.Standing, session.Now) };
        });
    }

    private void Tell(MoveSession session, CheckedMailbox found)
    {
        foreach (var finding in found.Findings)
            session.Report(claim.Id, parts.Node, finding.Count is null ? "Information" : "Warning", string.Create(CultureInfo.InvariantCulture, $"{finding.Kind}{(finding.Count is { } count ? $", {count}" : "")}: {finding.Detail}"));
        foreach (var refusal in found.Refusals) session.Records.Reports.Keep(claim.Id, new ReportFindings(Failure: RetryPolicy.Reported(refusal, session.Now)));
    }

    private static Move Counted(Move move, CheckedMailbox found) =>
        found.Source is not { } source ? move : move with { Counts = move.Counts with { SourceItems = source.Items, SourceBytes = source.Bytes, Findings = found.Findings } };

    private static MoveStanding Validated(MoveStanding standing, DateTimeOffset now) =>
        standing.Status == Stopping ? Endings.Halt(standing, now) : Progressed(standing.After(MoveEvent.Validated, now));

    private void Sync()
    {
        var ends = parts.Ends.Of(claim);
        parts.Ends.Provision(claim, ends, _stop.Token);
        Commit((session, move) =>
        {
            session.Report(claim.Id, parts.Node, "Information", Begin(ends));
            return move.Standing.Status == Provisioning ? move with { Standing = move.Standing.After(MoveEvent.Provisioned, session.Now) } : move;
        });
        _sync = parts.Engine.Sync(claim.Id, Counted(ends), Settings());
        var result = _sync.Run(_stop.Token);
        // A folder that could not be done for a passing reason is not left behind by a completion.
        if (claim.Step == SyncStep.Complete && result.Faults.FirstOrDefault(static fault => fault.IsTransient) is { } passing) throw new FaultException(passing);
        End("Information", Summary(result), FindingsOf(result), (session, move) => Ended(session, move, result));
    }

    /// <summary>Both sides have answered: the state says so.</summary>
    public void NoteConnected() => Try(() => Commit((session, move) => move.Standing.Status == Starting ? move with { Standing = move.Standing.After(MoveEvent.Connected, session.Now) } : move));

    private MoveEnds Counted(MoveEnds ends)
    {
        _target = new CountingConnector(ends.Target, parts.Clock);
        return new MoveEnds(folder => _source = new CountingConnector(ends.Source(folder), parts.Clock), _target);
    }

    private MoveSettings Settings() => new()
    {
        RetryBudget = EngineRetries,
        ApprovedDeletions = claim.Move.Standing.ApprovedDeletions,
        Filter = claim.Order.Filter,
    };

    private string Begin(MoveEnds ends) =>
        $"{Word()} begins: {OtherSideText.Show(ends.Source(null).Identity)} to {OtherSideText.Show(ends.Target.Identity)}{(claim.Request is { } request ? $"; set going by request {request:D}" : "")}.";

    private string Word() => claim.Step switch { SyncStep.InitialSync => "The initial sync", SyncStep.IncrementalSync => "An incremental sync", _ => "The final sync" };

    private string Summary(MoveResult result) => string.Create(CultureInfo.InvariantCulture,
        $"{Word()} is done: {result.ItemsCopied} messages copied ({new ByteSize(result.BytesCopied)}), {result.ItemsAdopted} found there already, {result.ItemsUpdated} flags changed, {result.ItemsMoved} moved, {result.ItemsDeleted} removed, {result.Skipped.Count} left out, in {result.Elapsed.TotalSeconds:F1} s.");

    private Move Ended(MoveSession session, Move move, MoveResult result)
    {
        foreach (var note in result.Notes.Take(100)) session.Report(claim.Id, parts.Node, "Information", note);
        foreach (var fault in result.Faults.Take(100)) session.Report(claim.Id, parts.Node, "Warning", fault.ToString());
        var (ended, all) = (Findings.Ended(claim.Move.Counts, _sync?.Progress, result, claim.Step), SourceItems(move, result));
        // What a killed process had copied may have been found on the target once more.
        var counts = ended with { SourceItems = all, ItemsSynced = claim.Step == SyncStep.InitialSync ? Math.Min(ended.ItemsSynced, all) : ended.ItemsSynced, Stage = claim.Step == SyncStep.Complete ? SyncStage.SyncFinished : SyncStage.IncrementalSync };
        // As it is asked for now: an initial sync takes hours, in which somebody may have raised the limit or asked for a pause.
        var order = session.OrderOf(move);
        if (claim.Step == SyncStep.InitialSync && order.BadItemLimit is { } limit && counts.ItemsSkipped > limit) return Refused(session, move with { Counts = counts }, limit);
        return move with { Counts = counts, Standing = Done(session, order, Progressed(CaughtUp(move.Standing, session.Now)), result) };
    }

    private static long SourceItems(Move move, MoveResult result) => Math.Max(move.Counts.SourceItems ?? 0, result.ItemsCopied + result.ItemsAdopted);

    // The states between are passed through even where nobody looked at the right moment.
    private static MoveStanding CaughtUp(MoveStanding standing, DateTimeOffset now) =>
        standing.Status == Starting ? standing.After(MoveEvent.Connected, now) : standing;

    private MoveStanding Done(MoveSession session, MoveOrder order, MoveStanding standing, MoveResult result)
    {
        var now = session.Now;
        var settled = standing with { SyncNow = false, ApprovedDeletions = 0, AutoSuspended = standing.AutoSuspended || (claim.Step == SyncStep.InitialSync && order.SuspendWhenReadyToComplete) };
        if (claim.Step == SyncStep.Complete) return Completed(settled, result, now);
        if (standing.Status == Stopping) return Endings.Halt(claim.Step == SyncStep.InitialSync ? settled with { Seeded = now, LastSync = now } : settled with { LastSync = now }, now);
        return settled.After(claim.Step == SyncStep.IncrementalSync ? MoveEvent.CaughtUp : MoveEvent.Seeded, now);
    }

    private static MoveStanding Completed(MoveStanding standing, MoveResult result, DateTimeOffset now)
    {
        var end = result.Skipped.Count > 0 || result.Faults.Count > 0 || result.DeletionsWaiting > 0 ? MoveEvent.FinishedWithWarnings : MoveEvent.Finished;
        var drained = standing.Status == Completing ? standing.After(MoveEvent.Drained, now) : standing with { LastSync = now };
        return drained.After(end, now) with { CompletionAsked = false, StartsAgain = false };
    }

    private static MoveStanding Progressed(MoveStanding standing) => standing with { FailureCount = 0, FaultCounts = new Dictionary<string, int>(), RetryAt = null, Fault = null };

    private static Move Refused(MoveSession session, Move move, int limit)
    {
        var fault = new Fault(MoveFaults.TooManySkipped, Side.Source, string.Create(CultureInfo.InvariantCulture,
            $"{move.Counts.ItemsSkipped} messages were left out, and BadItemLimit allows {limit}; read the report, raise the limit or put them right, then start it again."));
        return move with { Standing = ForGood(CaughtUp(move.Standing, session.Now), fault, session.Now) };
    }

    private static MoveStanding ForGood(MoveStanding standing, Fault fault, DateTimeOffset now) =>
        standing.Status == Stopping ? Endings.Halt(standing, now)
        : (standing.Status is Validating or Provisioning or Starting or Syncing or IncrementalSyncing or Completing or CompletionSynced ? standing.After(MoveEvent.FailedForGood, now) : standing)
            with { Fault = RetryPolicy.Reported(fault, now), RetryAt = null };

    private void EndWith(Fault fault)
    {
        var result = _sync?.SoFar ?? new MoveResult();
        var type = fault.IsTransient ? "Warning" : "Error";
        End(type, fault.ToString(), new ReportFindings(Failure: RetryPolicy.Reported(fault, parts.Clock.GetUtcNow())), (session, move) =>
        {
            var counted = move with { Counts = _sync is null ? move.Counts : Findings.Ended(claim.Move.Counts, _sync.Progress, result, claim.Step) };
            if (!fault.IsTransient || move.Standing.Status == Stopping) return counted with { Standing = ForGood(move.Standing, fault, session.Now) };
            var retried = RetryPolicy.After(Endings.LetGo(move.Standing, session.Now), fault, progressed: result.ItemsCopied > 0, session.Now, out var final);
            return counted with { Standing = final is null ? retried : ForGood(Again(retried, move.Standing), final, session.Now) };
        });
    }

    // What failed for good fails in the state it was working in.
    private static MoveStanding Again(MoveStanding retried, MoveStanding working) => retried with { Status = working.Status };

    private Move LetGo(MoveSession session, Move move)
    {
        var counted = _sync is null ? move.Counts : Findings.Ended(claim.Move.Counts, _sync.Progress, _sync.SoFar, claim.Step);
        return move with { Counts = counted, Standing = Endings.LetGo(move.Standing, session.Now) };
    }

    private ReportFindings FindingsOf(MoveResult result) => new(
        Skipped: Findings.SkippedOf(result, parts.Clock.GetUtcNow()), SourceLatency: Latency(_source, LaneCall.ReadMessages), TargetLatency: Latency(_target, LaneCall.Append));

    private static LatencySummary? Latency(CountingConnector? connector, LaneCall call) =>
        connector?.Snapshot()[call] is { Count: > 0 } measured
            ? new LatencySummary(measured.Count, measured.Min.TotalMilliseconds, measured.Mean.TotalMilliseconds, measured.P95.TotalMilliseconds, measured.Max.TotalMilliseconds) : null;

    private double? PerMinute(long bytes) => parts.Clock.GetElapsedTime(_began) is var elapsed && elapsed > TimeSpan.Zero ? bytes / elapsed.TotalMinutes : null;

    private void End(string type, string told, ReportFindings? findings, Func<MoveSession, Move, Move> change) => parts.Database.Change(session =>
    {
        var move = change(session, Mine(session));
        session.Report(claim.Id, parts.Node, type, told);
        if (findings is not null) session.Records.Reports.Keep(claim.Id, findings);
        Endings.End(session, move, static standing => standing);
        return true;
    });

    private void Commit(Func<MoveSession, Move, Move> change) => parts.Database.Change(session => session.Save(change(session, Mine(session))));

    private Move Mine(MoveSession session) =>
        session.Records.Moves.Find(claim.Id) is { } move && move.Standing.Epoch == claim.Epoch && move.Standing.Owner is not null ? move
        : throw MoveFaults.Refuse(MoveFaults.TakenOver, $"The move of {claim.Order.Address} is another worker's now.");

    private void Try(Action commit)
    {
        try
        {
            commit();
        }
        catch (FaultException lost) when (lost.Fault.Kind == MoveFaults.TakenOver)
        {
            return;   // Whoever has it says how it goes on.
        }
        catch (Exception crash)
        {
            parts.OnCrash(Named(crash));   // The claim is not renewed any more and is given back by whoever looks next.
        }
    }

    private InvalidOperationException Named(Exception crash) =>
        new($"The work on move {claim.Id:D} broke{(claim.Request is { } request ? $"; it was set going by request {request:D}" : "")}.", crash);
}
