namespace Godwit.Simulation.Chaos;

/// <summary>A target's lane whose changes are looked at.</summary>
internal sealed class WatchedLane(IMailboxTarget lane, Watch watch) : IMailboxTarget
{
    public ConnectorTraits Traits => lane.Traits;

    public IReadOnlyList<FolderEntry> ListFolders(CancellationToken cancellation) => lane.ListFolders(cancellation);

    public IReadOnlyList<FolderStatus?> ReadStatus(IReadOnlyList<Folder> folders, CancellationToken cancellation) => lane.ReadStatus(folders, cancellation);

    public MessageListing ListMessages(Folder folder, FolderGeneration generation, ChangeMarker? since, CancellationToken cancellation) =>
        lane.ListMessages(folder, generation, since, cancellation);

    public MessageListing ListFrom(Folder folder, uint firstUid, CancellationToken cancellation) => lane.ListFrom(folder, firstUid, cancellation);

    public IMessageReader ReadMessages(Folder folder, FolderGeneration generation, UidSet uids, MessagePart part, CancellationToken cancellation) =>
        lane.ReadMessages(folder, generation, uids, part, cancellation);

    public void Append(Folder folder, IMessageFeed feed, IAppendOutcomes outcomes, AppendOptions options, CancellationToken cancellation) =>
        lane.Append(folder, feed, outcomes, options, cancellation);

    public Folder CreateFolder(FolderPath path, SpecialUse role, CancellationToken cancellation) => lane.CreateFolder(path, role, cancellation);

    public Folder RenameFolder(Folder folder, FolderPath newPath, CancellationToken cancellation) => lane.RenameFolder(folder, newPath, cancellation);

    public void DeleteFolder(Folder folder, CancellationToken cancellation)
    {
        watch.Deleting(folder);
        lane.DeleteFolder(folder, cancellation);
    }

    public void SetSubscribed(Folder folder, bool subscribed, CancellationToken cancellation) => lane.SetSubscribed(folder, subscribed, cancellation);

    public void ChangeFlags(Folder folder, FolderGeneration generation, UidSet uids, MessageFlags add, MessageFlags remove, CancellationToken cancellation)
    {
        watch.Flagging(add);
        lane.ChangeFlags(folder, generation, uids, add, remove, cancellation);
    }

    public MovedMessages? MoveMessages(Folder from, FolderGeneration generation, UidSet uids, Folder to, CancellationToken cancellation)
    {
        watch.Moving();
        return lane.MoveMessages(from, generation, uids, to, cancellation);
    }

    public void RemoveMessages(Folder folder, FolderGeneration generation, UidSet uids, CancellationToken cancellation)
    {
        watch.Removing(folder, generation, uids);
        lane.RemoveMessages(folder, generation, uids, cancellation);
    }

    public void Dispose() => lane.Dispose();
}
