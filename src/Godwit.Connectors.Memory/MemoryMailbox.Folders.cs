namespace Godwit.Connectors.Memory;

/// <content>What the owner does to folders.</content>
public sealed partial class MemoryMailbox
{
    /// <summary>The owner makes a folder, its missing parents with it; one that exists is left as it is.</summary>
    /// <returns>The folder's generation.</returns>
    /// <exception cref="FaultException">The store does not take the name.</exception>
    public FolderGeneration CreateFolder(FolderPath path, SpecialUse role = SpecialUse.None, bool subscribed = false)
    {
        lock (_gate)
        {
            var folder = Create(Side.Service, path, role);
            folder.IsSubscribed |= subscribed;
            return folder.Generation;
        }
    }

    /// <summary>The owner renames a folder and all below it. What INBOX held goes into a new folder; INBOX stays.</summary>
    /// <exception cref="FaultException">There is no such folder, or the new name is taken or not allowed.</exception>
    public void RenameFolder(FolderPath from, FolderPath to)
    {
        lock (_gate) Rename(Side.Service, Existing(from), to);
    }

    /// <summary>The owner deletes a folder with the messages in it, not its children.</summary>
    /// <exception cref="FaultException">There is no such folder, or it is INBOX.</exception>
    public void DeleteFolder(FolderPath path)
    {
        lock (_gate) Delete(Side.Service, Existing(path));
    }

    /// <summary>The owner subscribes to a folder, or ends it.</summary>
    /// <exception cref="FaultException">There is no such folder.</exception>
    public void SetSubscribed(FolderPath path, bool subscribed)
    {
        lock (_gate) Existing(path).IsSubscribed = subscribed;
    }

    /// <summary>
    /// The store rebuilds the folder: another UIDVALIDITY, the same messages. With <paramref name="renumber"/> their uids are counted anew from 1, else they stay.
    /// </summary>
    /// <param name="path">Which folder.</param>
    /// <param name="renumber">Whether uids change.</param>
    /// <param name="generation">The UIDVALIDITY to take, for a store that uses one twice; the next unused one when null.</param>
    /// <exception cref="FaultException">There is no such folder.</exception>
    public void Rebuild(FolderPath path, bool renumber, FolderGeneration? generation = null)
    {
        lock (_gate) Existing(path).Rebuild(generation ?? _tree.NextGeneration(), renumber);
    }

    private StoredFolder Create(Side side, FolderPath path, SpecialUse role)
    {
        ArgumentNullException.ThrowIfNull(path);
        return _tree.Create(path, role, out var refusal) ?? throw Refusal.Folder(side, path, refusal!);
    }

    private void Rename(Side side, StoredFolder folder, FolderPath to)
    {
        ArgumentNullException.ThrowIfNull(to);
        if (_tree.Rename(folder, to) is { } refusal) throw Refusal.Folder(side, folder.Path, refusal);
    }

    private void Delete(Side side, StoredFolder folder)
    {
        if (_tree.Delete(folder) is { } refusal) throw Refusal.Folder(side, folder.Path, refusal);
        _bytes -= folder.Bytes;
    }
}
