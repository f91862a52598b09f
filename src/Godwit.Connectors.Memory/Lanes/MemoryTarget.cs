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
        Lane.Begin(MemoryCall.Append, folder.Path, cancellation);
        Mailbox.Open(Side, folder, options.Generation);
        new MemoryAppend(Lane, folder, outcomes, options, cancellation).Run(feed);
        Lane.End(MemoryCall.Append, folder.Path, null);
    }

    public Folder CreateFolder(FolderPath path, SpecialUse role, CancellationToken cancellation)
    {
        var twist = Lane.Begin(MemoryCall.CreateFolder, path, cancellation);
        var created = Mailbox.CreateFolder(Side, path, role);
        Lane.End(MemoryCall.CreateFolder, path, twist);
        return created;
    }

    public Folder RenameFolder(Folder folder, FolderPath newPath, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var twist = Lane.Begin(MemoryCall.RenameFolder, folder.Path, cancellation);
        var renamed = Mailbox.RenameFolder(Side, folder, newPath);
        Lane.End(MemoryCall.RenameFolder, folder.Path, twist);
        return renamed;
    }

    public void DeleteFolder(Folder folder, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var twist = Lane.Begin(MemoryCall.DeleteFolder, folder.Path, cancellation);
        Mailbox.DeleteFolder(Side, folder);
        Lane.End(MemoryCall.DeleteFolder, folder.Path, twist);
    }

    public void SetSubscribed(Folder folder, bool subscribed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var twist = Lane.Begin(MemoryCall.SetSubscribed, folder.Path, cancellation);
        Mailbox.SetSubscribed(Side, folder, subscribed);
        Lane.End(MemoryCall.SetSubscribed, folder.Path, twist);
    }

    public void ChangeFlags(Folder folder, FolderGeneration generation, UidSet uids, MessageFlags add, MessageFlags remove, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(uids);
        var twist = Lane.Begin(MemoryCall.ChangeFlags, folder.Path, cancellation);
        Mailbox.ChangeFlags(Side, folder, generation, uids, add, remove);
        Lane.End(MemoryCall.ChangeFlags, folder.Path, twist);
    }

    public MovedMessages? MoveMessages(Folder from, FolderGeneration generation, UidSet uids, Folder to, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(uids);
        ArgumentNullException.ThrowIfNull(to);
        var twist = Lane.Begin(MemoryCall.MoveMessages, from.Path, cancellation);
        var moved = Mailbox.MoveMessages(Side, from, generation, uids, to);
        Lane.End(MemoryCall.MoveMessages, from.Path, twist);
        return twist?.Kind == TwistKind.HideUids ? null : moved;
    }

    public void RemoveMessages(Folder folder, FolderGeneration generation, UidSet uids, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(uids);
        var twist = Lane.Begin(MemoryCall.RemoveMessages, folder.Path, cancellation);
        Mailbox.RemoveMessages(Side, folder, generation, uids);
        Lane.End(MemoryCall.RemoveMessages, folder.Path, twist);
    }
}
