namespace Godwit.Connectors;

/// <summary>A lane that reads one mailbox.</summary>
public interface IMailboxSource : IDisposable
{
    /// <summary>What this store can and cannot do; the same during the life of the lane.</summary>
    ConnectorTraits Traits { get; }

    /// <summary>Every folder of the mailbox's owner, parents before children, with its status where the store gives it in the same breath.</summary>
    IReadOnlyList<FolderEntry> ListFolders(CancellationToken cancellation);

    /// <summary>
    /// The state of each of these folders, in the same order, asked for in as few round trips as the store allows; null for one that has vanished or cannot be looked at, which is no reason to keep the others back: opening it says
    /// what stands against it.
    /// </summary>
    IReadOnlyList<FolderStatus?> ReadStatus(IReadOnlyList<Folder> folders, CancellationToken cancellation);

    /// <summary>
    /// Opens the folder and lists its messages in ascending uid order. With <paramref name="since"/>, and where the store can and its generation still
    /// equals <paramref name="generation"/>, only what changed after that marker (<see cref="MessageListing.IsDelta"/>); a changed message is never left out,
    /// an unchanged one may be listed. The listing must be disposed before the lane does anything else.
    /// </summary>
    /// <exception cref="FaultException">The folder cannot be opened.</exception>
    MessageListing ListMessages(Folder folder, FolderGeneration generation, ChangeMarker? since, CancellationToken cancellation);

    /// <summary>
    /// Opens the folder and lists what has a uid of at least <paramref name="firstUid"/>, ascending; never a lower one, whatever the store answers. Not a delta.
    /// </summary>
    /// <exception cref="FaultException">The folder cannot be opened.</exception>
    MessageListing ListFrom(Folder folder, uint firstUid, CancellationToken cancellation);

    /// <summary>
    /// The asked-for messages in ascending uid order, exactly as stored; one that has vanished is left out. The lane reads ahead within its own bounds.
    /// The folder's generation must still be <paramref name="generation"/>. The reader must be disposed before the lane does anything else; disposing it
    /// early may close the lane.
    /// </summary>
    /// <exception cref="FaultException">The generation differs, or the folder cannot be opened.</exception>
    IMessageReader ReadMessages(Folder folder, FolderGeneration generation, UidSet uids, MessagePart part, CancellationToken cancellation);
}
