namespace Godwit.Connectors;

/// <summary>
/// A lane that reads and writes one mailbox. A change that fails with <see cref="FaultOutcome.Unknown"/> may have been done; it must be looked up, never repeated.
/// </summary>
public interface IMailboxTarget : IMailboxSource
{
    /// <summary>
    /// Stores messages in the order in which the feed gives them, in groups of the lane's own making within <paramref name="options"/>, and tells the outcome of each exactly
    /// once, in feed order, possibly from another thread while the feed is still read. Returns when every message has its outcome.
    /// <para>
    /// Exactly <see cref="OutgoingMessage.Length"/> bytes of each body are written. When the feed throws, or gives fewer or more, the lane is
    /// closed, nothing is padded, and the exception passes through; messages without an outcome are then unknown.
    /// </para>
    /// </summary>
    /// <exception cref="FaultException">
    /// The folder's generation is not <see cref="AppendOptions.Generation"/> (nothing was written), or the lane broke: messages without an outcome are unknown. A quota or rate
    /// limit is such a fault too, not an outcome a message.
    /// </exception>
    void Append(Folder folder, IMessageFeed feed, IAppendOutcomes outcomes, AppendOptions options, CancellationToken cancellation);

    /// <summary>
    /// Creates the folder, its missing parents with it. <paramref name="path"/> obeys <see cref="FolderNaming"/>. One that exists already is returned as it is; a role that the store will not
    /// give is left out of the answer.
    /// </summary>
    Folder CreateFolder(FolderPath path, SpecialUse role, CancellationToken cancellation);

    /// <summary>Renames the folder and everything below it.</summary>
    Folder RenameFolder(Folder folder, FolderPath newPath, CancellationToken cancellation);

    /// <summary>Deletes the folder, not its children. The caller has seen that it is empty.</summary>
    void DeleteFolder(Folder folder, CancellationToken cancellation);

    /// <summary>Adds the folder to the owner's subscriptions, or takes it out.</summary>
    void SetSubscribed(Folder folder, bool subscribed, CancellationToken cancellation);

    /// <summary>
    /// Adds and then removes these flags on these messages; uids that have vanished are passed over. Names that the folder does not accept
    /// (<see cref="FolderStatus.Accepts"/>) must not be sent.
    /// </summary>
    void ChangeFlags(Folder folder, FolderGeneration generation, UidSet uids, MessageFlags add, MessageFlags remove, CancellationToken cancellation);

    /// <summary>
    /// Moves messages into another folder of this mailbox, keeping bytes, date and flags. The answer pairs old and new uids as far as the store told them; null when the store
    /// moved them without telling.
    /// </summary>
    /// <exception cref="FaultException"><see cref="MoveTraits.CanMove"/> is false, or a generation differs, or the store refused.</exception>
    MovedMessages? MoveMessages(Folder from, FolderGeneration generation, UidSet uids, Folder to, CancellationToken cancellation);

    /// <summary>Removes exactly these messages for good and no other, whatever else is marked \Deleted.</summary>
    /// <exception cref="FaultException"><see cref="MoveTraits.CanRemove"/> is false (the store cannot expunge by uid), or the generation differs.</exception>
    void RemoveMessages(Folder folder, FolderGeneration generation, UidSet uids, CancellationToken cancellation);
}
