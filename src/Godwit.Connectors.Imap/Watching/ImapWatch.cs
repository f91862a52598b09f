namespace Godwit.Connectors.Imap;

/// <summary>
/// A connection that hears of changes in the inbox (IDLE, RFC 2177), the one folder that new mail comes into. It is opened read-only and changes nothing. One thread opens and runs it; another may renew it.
/// </summary>
public sealed class ImapWatch : IMailboxEvents, IDisposable
{
    private readonly ImapLane _lane;
    private readonly Action _changed;
    private uint _messages;

    private ImapWatch(ImapLane lane, InboxState inbox, Action changed) => (_lane, Inbox, _messages, _changed) = (lane, inbox, inbox.Messages, changed);

    /// <summary>The inbox when it was opened.</summary>
    public InboxState Inbox { get; }

    /// <summary>Connects, signs in and opens the inbox.</summary>
    /// <param name="settings">The mailbox.</param>
    /// <param name="changed">Told of each change while it runs, on the thread that runs it.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Null where the server does not offer IDLE.</returns>
    /// <exception cref="FaultException">The mailbox cannot be reached.</exception>
    public static ImapWatch? Open(ImapSettings settings, Action changed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(changed);
        var lane = new LaneOpener(settings).Open(readOnly: true, cancellation);
        try
        {
            if (lane.CanIdle) return new ImapWatch(lane, lane.OpenInbox(cancellation), changed);
            lane.Dispose();
            return null;
        }
        catch
        {
            lane.Dispose();
            throw;
        }
    }

    /// <summary>Hears what the server tells until it is cancelled.</summary>
    /// <exception cref="FaultException">The connection is gone, or the server will not go on.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void Run(CancellationToken cancellation) => _lane.Idle(this, cancellation);

    /// <summary>
    /// Ends the IDLE under way and begins the next, from any thread: a server may end a session that says nothing for 30 minutes, and a connection that died on the way shows only when something is said.
    /// </summary>
    public void Renew() => _lane.RenewIdle();

    /// <summary>Closes the connection.</summary>
    public void Dispose() => _lane.Dispose();

    // Some servers tell the number anew with each IDLE.
    void IMailboxEvents.Exists(uint count)
    {
        if (count == _messages) return;
        _messages = count;
        _changed();
    }

    void IMailboxEvents.Expunged(uint sequenceNumber)
    {
        if (_messages > 0) _messages--;
        _changed();
    }

    void IMailboxEvents.Vanished(UidSet uids)
    {
        _messages -= (uint)Math.Min(_messages, (long)uids.Count);
        _changed();
    }

    void IMailboxEvents.FlagsChanged(uint sequenceNumber, uint? uid, MessageFlags flags) => _changed();
}
