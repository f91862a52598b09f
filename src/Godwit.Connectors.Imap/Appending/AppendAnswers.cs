using System.Runtime.ExceptionServices;

namespace Godwit.Connectors.Imap;

/// <summary>
/// Reads the answers to APPENDs on a thread of its own and tells the outcomes, in the order in which the messages were fed. Stops at the first answer that is about the mailbox and
/// not about the messages (quota, pace, folder gone): what was sent behind it has no outcome.
/// </summary>
internal sealed class AppendAnswers : IDisposable
{
    private readonly ImapLane _lane;
    private readonly IAppendOutcomes _outcomes;
    private readonly AppendOptions _options;
    private readonly int _window;
    private readonly object _gate = new();
    private readonly Queue<SentGroup> _groups = new();
    private readonly Thread _thread;
    private SentGroup? _open;
    private ExceptionDispatchInfo? _failure;
    private bool _finished;
    private volatile bool _mustStop;

    internal AppendAnswers(ImapLane lane, IAppendOutcomes outcomes, AppendOptions options, int window)
    {
        (_lane, _outcomes, _options, _window) = (lane, outcomes, options, window);
        _thread = new Thread(Read) { IsBackground = true, Name = "append answers" };
        _thread.Start();
    }

    /// <summary>True when nothing more should be sent.</summary>
    internal bool MustStop => _mustStop;

    /// <summary>True when a command was wholly sent and its answer is missing.</summary>
    internal bool HasUnanswered
    {
        get
        {
            lock (_gate) return _groups.Any(static g => g.Command is { WasSent: true, Status: null });
        }
    }

    /// <summary>Waits until fewer than the window's commands are under way.</summary>
    internal void WaitForRoom()
    {
        lock (_gate)
        {
            while (_groups.Count >= _window && !_mustStop) Monitor.Wait(_gate);
        }
    }

    /// <summary>Adds a group whose messages may still be coming; until it is closed its outcomes wait.</summary>
    internal void Enqueue(SentGroup group)
    {
        lock (_gate)
        {
            _open = group;
            _groups.Enqueue(group);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>All of the group's messages are known.</summary>
    internal void Close(SentGroup group)
    {
        lock (_gate)
        {
            if (ReferenceEquals(_open, group)) _open = null;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits for every outcome.</summary>
    internal void Finish()
    {
        Stop();
        _failure?.Throw();
    }

    /// <summary>Ends the thread when it has read what it can; throws nothing.</summary>
    internal void Stop()
    {
        lock (_gate)
        {
            _finished = true;
            _open = null;
            Monitor.PulseAll(_gate);
        }
        _thread.Join();
    }

    public void Dispose() => Stop();

    private void Read()
    {
        try
        {
            while (Next() is { } group)
            {
                var status = group.Command?.WaitForStatus();
                AwaitClosed(group);
                Tell(group, status);
                Done();
            }
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
            _mustStop = true;
            lock (_gate) Monitor.PulseAll(_gate);
        }
    }

    private SentGroup? Next()
    {
        lock (_gate)
        {
            while (_groups.Count == 0 && !_finished) Monitor.Wait(_gate);
            return _groups.Count > 0 ? _groups.Peek() : null;
        }
    }

    private void AwaitClosed(SentGroup group)
    {
        lock (_gate)
        {
            while (ReferenceEquals(_open, group)) Monitor.Wait(_gate);
        }
    }

    private void Done()
    {
        lock (_gate)
        {
            _groups.Dequeue();
            Monitor.PulseAll(_gate);
        }
    }

    private void Tell(SentGroup group, ImapStatus? status)
    {
        if (status is null) TellRefused(group, group.Refusal!);
        else if (status.Condition == StatusCondition.Ok) TellStored(group, status.Code as AppendUidCode);
        else TellRefused(group, FaultOf(group, status));
    }

    private Fault FaultOf(SentGroup group, ImapStatus status)
    {
        var fault = _lane.Faults.Of(status, "APPEND", Doing.StoringMessage);
        if (fault.Reach == Reach.Item) return fault;
        throw new FaultException(AnyStoredBehind() ? fault with { Outcome = FaultOutcome.Unknown, Reach = fault.Reach < Reach.Mailbox ? Reach.Mailbox : fault.Reach } : fault);
    }

    /// <summary>Lets the sending stop, reads what was sent behind the refused group, and says whether any of it was stored after all.</summary>
    private bool AnyStoredBehind()
    {
        _mustStop = true;
        Done();
        var stored = false;
        while (Next() is { } group)
        {
            stored |= group.Command?.WaitForStatus().Condition == StatusCondition.Ok;
            Done();
        }
        return stored;
    }

    private void TellRefused(SentGroup group, Fault fault)
    {
        foreach (var ticket in group.Tickets) _outcomes.Refused(ticket, fault, group.Tickets.Count);
    }

    // RFC 4315 section 3: the uids stand in the order in which the messages were sent.
    private void TellStored(SentGroup group, AppendUidCode? told)
    {
        if (told is not null && told.Generation != _options.Generation)
            throw new FaultException(_lane.Faults.Make(ConnectorFaults.GenerationChanged, "the folder was rebuilt while messages were stored in it.", FaultOutcome.Unknown) with { Reach = Reach.Mailbox });
        var uids = told?.Uids.Count == group.Tickets.Count ? told.Uids.ToArray(group.Tickets.Count) : null;
        for (var i = 0; i < group.Tickets.Count; i++) _outcomes.Stored(group.Tickets[i], uids?[i]);
    }
}
