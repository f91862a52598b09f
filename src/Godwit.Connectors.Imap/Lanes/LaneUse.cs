namespace Godwit.Connectors.Imap;

/// <summary>One use of a lane, from a call's beginning to its end or to the end of what it gave out: the token closes the connection, and whatever goes wrong is explained as a fault.</summary>
internal sealed class LaneUse : IDisposable
{
    private readonly ImapLane _lane;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenRegistration _closing;
    private bool _over;

    internal LaneUse(ImapLane lane, CancellationToken cancellation)
    {
        (_lane, _cancellation) = (lane, cancellation);
        _closing = cancellation.Register(static c => ((ImapConnection)c!).Abort(), lane.Connection);
    }

    /// <summary>Set to ask, at the moment of a failure, whether a change was wholly sent and its answer is missing.</summary>
    internal Func<bool> AnswerLost { get; set; } = static () => false;

    /// <summary>Set to what is being done.</summary>
    internal Doing Doing { get; set; } = Doing.OpeningFolder;

    /// <summary>The exception to throw. A fault that reaches beyond the folder closes the lane.</summary>
    internal Exception Explain(Exception e)
    {
        var explained = Explained(e);
        if (explained is not FaultException { Fault.Reach: <= Reach.Folder }) _lane.Connection.Abort();
        return explained;
    }

    private Exception Explained(Exception e) => e switch
    {
        FaultException or OperationCanceledException => e,
        ImapConnectionException when _cancellation.IsCancellationRequested => new OperationCanceledException("The lane was closed because the work was cancelled.", e, _cancellation),
        ImapConnectionException broken => new FaultException(_lane.Faults.Of(broken, AnswerLost()), broken),
        ImapRefusedException refused => new FaultException(_lane.Faults.Of(refused, Doing), refused),
        _ => e,
    };

    public void Dispose()
    {
        if (_over) return;
        _over = true;
        _closing.Dispose();
        _lane.Release();
    }
}
