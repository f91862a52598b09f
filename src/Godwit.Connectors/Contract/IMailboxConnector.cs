namespace Godwit.Connectors;

/// <summary>
/// One mailbox in one store, and the way to open it. Opening gives a <em>lane</em>: a session of its own (an IMAP connection, say) that one thread uses at a
/// time. A move opens several lanes of the same mailbox and uses them side by side.
/// </summary>
/// <remarks>
/// Every call of a lane blocks its thread, on purpose (see docs/adr/0002): the copy path is two dedicated threads a lane. A call ends early only by its
/// <see cref="CancellationToken"/>, which closes the lane when it strikes in the middle of a message.
/// <para>Whatever goes wrong is a <see cref="FaultException"/>. After one with <see cref="Reach.Item"/> or <see cref="Reach.Folder"/> the lane goes on; after any other it is closed.</para>
/// </remarks>
public interface IMailboxConnector
{
    /// <summary>
    /// Names this mailbox for ever, without a secret: <c>imaps://alice@mail.example:993</c>, <c>maildir:/srv/mail/alice</c>. A state file remembers it and refuses
    /// another one.
    /// </summary>
    string Identity { get; }

    /// <summary>
    /// The directory of this machine that the mailbox is or will be, by whatever links it is named; null where it is none. Two mailboxes with one are the same, and none may lie inside another of the same move. Looked up each
    /// time, since links change: nothing to remember.
    /// </summary>
    string? RealPath => null;

    /// <summary>Opens a lane that reads. Never changes anything in the store, not even a \Seen.</summary>
    IMailboxSource OpenSource(CancellationToken cancellation);

    /// <summary>Opens a lane that reads and writes.</summary>
    IMailboxTarget OpenTarget(CancellationToken cancellation);
}
