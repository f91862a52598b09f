namespace Godwit.Connectors.Imap;

/// <summary>Waiting for what the server tells of the inbox.</summary>
internal sealed partial class ImapLane
{
    // RFC 9051 section 5.1: INBOX is every server's name for it.
    private const string InboxName = "INBOX";
    private volatile IdleCommand? _idle;
    private volatile bool _isRenewed;

    internal bool CanIdle => Facts.Capabilities.Has("IDLE");

    internal InboxState OpenInbox(CancellationToken cancellation) => Run(_ =>
    {
        var opened = Connection.Send(NewSelect(InboxName)).Wait();
        return new InboxState(opened.Generation, opened.UidNext, opened.Exists, opened.HighestModSeq);
    }, cancellation);

    /// <summary>One IDLE after the other, until something breaks or the token strikes.</summary>
    internal void Idle(IMailboxEvents hears, CancellationToken cancellation) => Run(_ =>
    {
        Connection.Events = hears;
        while (true)
        {
            _isRenewed = false;
            _idle = Connection.BeginIdle();
            _idle.Wait();
            // One that goes on ending by itself would have us ask without a pause.
            if (!_isRenewed) throw new FaultException(Faults.Make(ConnectorFaults.ProtocolViolation, "it ended IDLE by itself."));
        }
    }, cancellation);

    internal void RenewIdle()
    {
        if (_idle is not { IsIdle: true, IsDone: false } idle) return;
        _isRenewed = true;
        try
        {
            Connection.EndIdle(idle);
        }
        catch (ImapConnectionException)
        {
            // Whoever waits hears of it too.
        }
    }
}
