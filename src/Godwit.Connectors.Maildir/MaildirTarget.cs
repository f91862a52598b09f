namespace Godwit.Connectors.Maildir;

/// <summary>A lane that reads and writes a Maildir.</summary>
internal sealed class MaildirTarget(MaildirStore store, StoreFaults faults) : MaildirSource(store, faults), IMailboxTarget
{
    public void Append(Folder folder, IMessageFeed feed, IAppendOutcomes outcomes, AppendOptions options, CancellationToken cancellation)
    {
        Begin(cancellation);
        using var opened = Store.OpenFolder(folder, Faults);
        using (var held = opened.Enter(cancellation)) opened.Require(held.State, options.Generation);
        try
        {
            using var appending = new Appending(Store, opened, Faults, options);
            appending.Run(feed, outcomes, cancellation);
        }
        catch
        {
            Close();
            throw;
        }
    }

    public Folder CreateFolder(FolderPath path, SpecialUse role, CancellationToken cancellation)
    {
        Begin(cancellation);
        if (Folders(cancellation).Find(f => f.Path == path && f.HoldsMessages) is { } present) return present;
        new FolderChanges(Store, Faults, cancellation).Create(path);
        return Find(path, cancellation);
    }

    private Folder Find(FolderPath path, CancellationToken cancellation) =>
        Folders(cancellation).Find(f => f.Path == path) ?? throw Faults.Refused(path.ToString(), "it was not found after the change");

    public Folder RenameFolder(Folder folder, FolderPath newPath, CancellationToken cancellation)
    {
        Begin(cancellation);
        if (folder.Path == newPath) return Find(newPath, cancellation);
        var renamed = new FolderChanges(Store, Faults, cancellation).Rename(folder, newPath);
        foreach (var (from, to) in renamed) Store.Indexes.Renamed(from, to);
        RenameSubscriptions(renamed, cancellation);
        return Find(newPath, cancellation);
    }

    private void RenameSubscriptions(Dictionary<string, string> renamed, CancellationToken cancellation)
    {
        var subscriptions = SubscriptionFile.Read(Store.Root, Store.Layout.Kind);
        var subscribed = renamed.Where(r => subscriptions.Contains(r.Key) == true).ToList();
        if (subscribed.Count == 0) return;
        SubscriptionFile.Change(Store.Root, Store.Replacement(Faults), [.. subscribed.Select(r => r.Value)], [.. subscribed.Select(r => r.Key)], cancellation);
    }

    public void DeleteFolder(Folder folder, CancellationToken cancellation)
    {
        Begin(cancellation);
        new FolderChanges(Store, Faults, cancellation).Delete(folder);
        Store.Indexes.Deleted(folder.WireName);
    }

    public void SetSubscribed(Folder folder, bool subscribed, CancellationToken cancellation)
    {
        Begin(cancellation);
        if (Store.Layout.DirectoriesOf(folder.WireName) is null) throw Faults.Folder(Errno.NoEntry, folder.WireName);
        string[] names = [folder.WireName];
        SubscriptionFile.Change(Store.Root, Store.Replacement(Faults), subscribed ? names : [], subscribed ? [] : names, cancellation);
    }

    public void ChangeFlags(Folder folder, FolderGeneration generation, UidSet uids, MessageFlags add, MessageFlags remove, CancellationToken cancellation)
    {
        Begin(cancellation);
        using var opened = Store.OpenFolder(folder, Faults);
        new MessageChanges(Store, opened, generation, Faults).ChangeFlags(uids, add, remove, cancellation);
    }

    public MovedMessages? MoveMessages(Folder from, FolderGeneration generation, UidSet uids, Folder to, CancellationToken cancellation)
    {
        Begin(cancellation);
        if (from.WireName == to.WireName) throw Faults.Refused(from.WireName, "messages cannot be moved into the folder they are in");
        using var source = Store.OpenFolder(from, Faults);
        using var target = Store.OpenFolder(to, Faults);
        return new MessageMove(Store, source, target, generation, Faults).Run(uids, cancellation);
    }

    public void RemoveMessages(Folder folder, FolderGeneration generation, UidSet uids, CancellationToken cancellation)
    {
        Begin(cancellation);
        using var opened = Store.OpenFolder(folder, Faults);
        new MessageChanges(Store, opened, generation, Faults).Remove(uids, cancellation);
    }
}
