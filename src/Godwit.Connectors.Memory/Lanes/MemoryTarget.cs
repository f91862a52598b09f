namespace Godwit.Connectors.Memory;

/// <summary>The writing side of a lane.</summary>
internal sealed class MemoryTarget(MemoryLane lane) : MemorySource(lane), IMailboxTarget
{
    private MemoryMailbox Mailbox => Lane.Mailbox;

    private Side Side => Lane.Side;

    public void Append(Folder folder, IMessageFeed feed, IAppendOutcomes outcomes, AppendOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(feed);
        ArgumentNullException.ThrowIfNull(outcomes);
        ArgumentNullException.ThrowIfNull(options);
        Lane.Begin(LaneCall.Append, folder.Path, cancellation);
        Mailbox.Open(Side, folder, options.Generation);
        new MemoryAppend(Lane, folder, outcomes, options, cancellation).Run(feed);
        Lane.End(LaneCall.Append, folder.Path, null);
    }

    public Folder CreateFolder(FolderPath path, SpecialUse role, CancellationToken cancellation)
    {
        var twist = Lane.Begin(LaneCall.CreateFolder, path, cancellation);
        var created = Mailbox.CreateFolder(Side, path, role);
        Lane.End(LaneCall.CreateFolder, path, twist);
        return created;
    }

    public Folder RenameFolder(Folder folder, FolderPath newPath, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var twist = Lane.Begin(LaneCall.RenameFolder, folder.Path, cancellation);
        var renamed = Mailbox.RenameFolder(Side, folder, newPath);
        Lane.End(LaneCall.RenameFolder, folder.Path, twist);
        return renamed;
    }

    public void DeleteFolder(Folder folder, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var twist = Lane.Begin(LaneCall.DeleteFolder, folder.Path, cancellation);
        Mailbox.DeleteFolder(Side, folder);
        Lane.End(LaneCall.DeleteFolder, folder.Path, twist);
    }

    public void SetSubscribed(Folder folder, bool subscribed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var twist = Lane.Begin(LaneCall.SetSubscribed, folder.Path, cancellation);
        Mailbox.SetSubscribed(Side, folder, subscribed);
        Lane.End(LaneCall.SetSubscribed, folder.Path, twist);
    }

    public void ChangeFlags(Folder folder, FolderGeneration generation, UidSet uids, MessageFlags add, MessageFlags remove, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(uids);
        var twist = Lane.Begin(LaneCall.ChangeFlags, folder.Path, cancellation);
        Mailbox.ChangeFlags(Side, folder, generation, uids, add, remove);
        Lane.End(LaneCall.ChangeFlags, folder.Path, twist);
    }

    public MovedMessages? MoveMessages(Folder from, FolderGeneration generation, UidSet uids, Folder to, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(uids);
        ArgumentNullException.ThrowIfNull(to);
        var twist = Lane.Begin(LaneCall.MoveMessages, from.Path, cancellation);
        var moved = Mailbox.MoveMessages(Side, from, generation, uids, to);
        Lane.End(LaneCall.MoveMessages, from.Path, twist);
        return twist?.Kind == TwistKind.HideUids ? null : moved;
    }

    public void RemoveMessages(Folder folder, FolderGeneration generation, UidSet uids, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(uids);
        var twist = Lane.Begin(LaneCall.RemoveMessages, folder.Path, cancellation);
        Mailbox.RemoveMessages(Side, folder, generation, uids);
        Lane.End(LaneCall.RemoveMessages, folder.Path, twist);
    }
}
