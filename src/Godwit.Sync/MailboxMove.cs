using System.Diagnostics;

namespace Godwit.Sync;

/// <summary>
/// Moves one mailbox into another: the first time everything, each further time what has changed since. The same call again after any interruption goes on where it can and never doubles a
/// message. Not for two threads at once; the ledger it is given must be its own.
/// </summary>
public sealed class MailboxMove(MoveSettings settings, IMailboxConnector source, IMailboxConnector target, ILedger ledger, MoveEnvironment environment)
{
    private readonly Tally _tally = new();
    private long? _started;
    private readonly FilterUse _use = new(settings.Filter, () => ledger.Folders.Select(static record => new Folder(record.Source.Path, "")), settings.RefusesMissingFolders);

    /// <summary>What the move is doing; may be read at any time from any thread.</summary>
    public MoveProgress Progress { get; } = new();

    /// <summary>Runs to the end and says what was done. Faults of single folders and items are in the result.</summary>
    /// <exception cref="FaultException">The move cannot go on: a fault that needs somebody, or one that has not passed within the retry budget. What was done is in the ledger.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; what was done is in the ledger.</exception>
    public MoveResult Run(CancellationToken cancellation)
    {
        _started = environment.Clock.GetTimestamp();
        OneMailbox.Refuse(source, target);
        RunPasses(cancellation);
        Progress.Phase = MovePhase.Finished;
        foreach (var note in _use.Notes(ledger.Keywords)) _tally.Note(note);
        return SoFar() with { MissingFolders = _use.IncludedInVain };
    }

    /// <summary>What was done until now; for a move that was interrupted.</summary>
    public MoveResult SoFar() => _tally.Result(ledger.Skipped, _started is { } started ? environment.Clock.GetElapsedTime(started) : TimeSpan.Zero);

    private void RunPasses(CancellationToken cancellation)
    {
        var retries = new PassRetries(settings.RetryBudget, environment.Clock);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var (fault, again) = RunPass(cancellation);
            if (fault is null && !again) return;
            if (fault is not null)
            {
                if (retries.Next(fault, _tally.Achieved) is not { } wait) { if (fault.Reach is Reach.Folder or Reach.Item) return; throw new FaultException(fault); }
                (Progress.Trouble, Progress.Phase) = (fault, MovePhase.WaitingToRetry);
                environment.Pause(wait, cancellation);
            }
            else if (!retries.OneMore()) return;
            _tally.FaultsPassed();
        }
    }

    /// <summary>One pass; its fault where it may pass by itself.</summary>
    private (Fault? Fault, bool Again) RunPass(CancellationToken cancellation)
    {
        try
        {
            Progress.Phase = MovePhase.Connecting;
            using var lanes = new Lanes(source, target);
            var context = new PassContext(settings with { Filter = settings.Filter with { Use = _use } }, ledger, environment, Progress, _tally, lanes.Open(atOnce: settings.Lanes > 1, cancellation), cancellation);
            var pass = new MovePass(lanes, context);
            pass.Run();
            return (pass.Transient, context.NeedsAnotherPass);
        }
        catch (FaultException e) when (e.Fault.IsTransient)
        {
            _tally.Fault(e.Fault);
            return (e.Fault, false);
        }
    }
}

/// <summary>How long transient faults are retried: doubling pauses within a budget that begins anew whenever something was achieved.</summary>
internal sealed class PassRetries(TimeSpan budget, TimeProvider clock)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private long _since = clock.GetTimestamp();
    private long _achieved;
    private TimeSpan _wait = FirstWait;
    private int _more;

    /// <summary>How long to wait before the next try; null when the budget is used up.</summary>
    public TimeSpan? Next(Fault fault, long achieved)
    {
        if (achieved != _achieved) (_achieved, _since, _wait) = (achieved, clock.GetTimestamp(), FirstWait);
        var wait = fault.RetryAfter ?? _wait;
        if (clock.GetElapsedTime(_since) + wait > budget) return null;
        _wait = _wait * 2 < LongestWait ? _wait * 2 : LongestWait;
        return wait;
    }

    /// <summary>True while another pass without a fault is reasonable: each has something left by the one before.</summary>
    public bool OneMore() => ++_more <= 5;
}
