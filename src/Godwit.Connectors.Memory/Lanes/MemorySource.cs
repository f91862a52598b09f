namespace Godwit.Connectors.Memory;

/// <summary>The reading side of a lane.</summary>
internal class MemorySource(MemoryLane lane) : IMailboxSource, ITellsRoom
{
    protected MemoryLane Lane => lane;

    public ConnectorTraits Traits => lane.Mailbox.Options.Traits;

    public IReadOnlyList<FolderEntry> ListFolders(CancellationToken cancellation)
    {
        var twist = lane.Begin(LaneCall.ListFolders, null, cancellation);
        var folders = lane.Mailbox.ListFolders();
        lane.End(LaneCall.ListFolders, null, twist);
        return folders;
    }

    public IReadOnlyList<FolderStatus?> ReadStatus(IReadOnlyList<Folder> folders, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(folders);
        var twist = lane.Begin(LaneCall.ReadStatus, null, cancellation);
        var states = lane.Mailbox.ReadStatus(folders);
        lane.End(LaneCall.ReadStatus, null, twist);
        return states;
    }

    public MailboxRoom? ReadRoom(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return lane.Mailbox.Room;
    }

    public MessageListing ListMessages(Folder folder, FolderGeneration generation, ChangeMarker? since, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(folder);
        lane.Begin(LaneCall.ListMessages, folder.Path, cancellation);
        var (there, status) = lane.Mailbox.Open(lane.Side, folder, generation: null);
        var isDelta = since is { IsKnown: true } && status.Marker.IsKnown && status.Generation == generation;
        return new MemoryListing(lane, there, status, isDelta ? since : null, cancellation);
    }

    public MessageListing ListFrom(Folder folder, uint firstUid, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(folder);
        lane.Begin(LaneCall.ListMessages, folder.Path, cancellation);
        var (there, status) = lane.Mailbox.Open(lane.Side, folder, generation: null);
        return new MemoryListing(lane, there, status, null, cancellation, firstUid);
    }

    public IMessageReader ReadMessages(Folder folder, FolderGeneration generation, UidSet uids, MessagePart part, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(uids);
        lane.Begin(LaneCall.ReadMessages, folder.Path, cancellation);
        var (there, _) = lane.Mailbox.Open(lane.Side, folder, generation);
        return new MemoryReader(lane, there, uids, part, cancellation);
    }

    public void Dispose() => lane.Dispose();
}
