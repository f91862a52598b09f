namespace Godwit.Connectors.Memory;

/// <summary>
/// The session behind a lane: open or closed, busy or free, and asked at every step whether something goes wrong. Composition for
/// <see cref="MemorySource"/>, <see cref="MemoryTarget"/>, listings and readers.
/// </summary>
internal sealed class MemoryLane
{
    private readonly IMemoryFaults? _faults;
    private readonly int _number;
    private bool _closed;
    private bool _disposed;

    public MemoryLane(MemoryMailbox mailbox, IMemoryFaults? faults, int number, Side side, CancellationToken cancellation)
    {
        (Mailbox, _faults, _number, Side) = (mailbox, faults, number, side);
        cancellation.ThrowIfCancellationRequested();
        mailbox.CountOperation();
        mailbox.EnterLane(side);
        try
        {
            At(MemoryStep.CallStarting, LaneCall.Open, null);
            At(MemoryStep.CallEnding, LaneCall.Open, null);
        }
        catch
        {
            Close();
            throw;
        }
    }

    public MemoryMailbox Mailbox { get; }

    public Side Side { get; }

    /// <summary>True while a listing or reader has the lane.</summary>
    public bool IsLent { get; set; }

    /// <summary>Begins a call. The twist it answers with is for <see cref="End"/>.</summary>
    public MemoryTwist? Begin(LaneCall call, FolderPath? folder, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(IMailboxSource));
        if (IsLent) throw new InvalidOperationException("The lane's listing or reader must be disposed first.");
        cancellation.ThrowIfCancellationRequested();
        ThrowIfClosed();
        Mailbox.CountOperation();
        return At(MemoryStep.CallStarting, call, folder);
    }

    /// <summary>Ends a call that is done; its answer may get lost.</summary>
    public void End(LaneCall call, FolderPath? folder, MemoryTwist? twist)
    {
        if (twist?.Kind == TwistKind.LoseAnswer) throw LoseAnswer();
        At(MemoryStep.CallEnding, call, folder);
    }

    /// <summary>Asks what goes wrong here, and lets it. What the caller has to see to itself is given back.</summary>
    public MemoryTwist? At(MemoryStep step, LaneCall call, FolderPath? folder, uint uid = 0, int messages = 0)
    {
        if (_faults is null) return null;
        var moment = new MemoryMoment(step, call, _number, folder, uid, messages);
        try
        {
            var twist = _faults.At(in moment);
            if (twist?.Kind == TwistKind.Fail) throw new FaultException(twist.Fault!);
            if (twist?.Kind == TwistKind.Drop) throw Refusal.Dropped(Side, IsUndecided(step, call) ? FaultOutcome.Unknown : FaultOutcome.NotDone);
            return twist;
        }
        catch (FaultException fault)
        {
            CloseAfter(fault.Fault);
            throw;
        }
    }

    /// <summary>Closes the lane unless the fault reaches no further than a folder.</summary>
    public void CloseAfter(Fault fault)
    {
        if (fault.Reach > Reach.Folder) Close();
    }

    public FaultException LoseAnswer()
    {
        Close();
        return Refusal.AnswerLost(Side);
    }

    public void ThrowIfClosed()
    {
        if (_closed) throw Refusal.Closed(Side);
    }

    public void Close()
    {
        if (_closed) return;
        _closed = true;
        Mailbox.LeaveLane();
    }

    public void Dispose()
    {
        _disposed = true;
        Close();
    }

    /// <summary>A caller cannot know what became of a change once its first byte was sent.</summary>
    private static bool IsUndecided(MemoryStep step, LaneCall call) => call >= LaneCall.Append && step != MemoryStep.CallStarting;
}
