namespace Godwit.Connectors.Maildir;

/// <summary>
/// Replaces a control file under the convention of Dovecot: <c>NAME.lock</c>, made exclusively, is both lock and new content, and is renamed over <c>NAME</c>. A lock file older than two
/// minutes belongs to nobody any more.
/// </summary>
internal sealed class LockedReplacement(StoreFaults faults, Disk disk, Ownership ownership, Patience patience, TimeProvider clock, bool syncs)
{
    private static readonly TimeSpan s_stale = TimeSpan.FromMinutes(2);

    /// <summary>Takes the lock, then asks for the content (which may read the present one), then replaces.</summary>
    public void Replace(DirectoryHandle directory, byte[] name, Func<byte[]> content, CancellationToken cancellation)
    {
        byte[] lockName = [.. name, .. ".lock"u8];
        var descriptor = Take(directory, lockName, cancellation);
        var error = 0;
        try
        {
            error = disk.Write(descriptor, content());
            if (error == 0 && syncs) error = disk.Sync(descriptor);
            if (error == 0) error = directory.Replace(lockName, name);
        }
        catch
        {
            _ = directory.RemoveFile(lockName);
            throw;
        }
        finally { _ = Libc.Close(descriptor); }
        if (error == 0) return;
        _ = directory.RemoveFile(lockName);
        throw faults.Writing(-error, FileNames.Show(name));
    }

    private int Take(DirectoryHandle directory, byte[] lockName, CancellationToken cancellation)
    {
        var descriptor = -1;
        patience.Until(
            () =>
            {
                descriptor = directory.OpenFile(lockName, Libc.WriteOnly | Libc.Create | Libc.Exclusive, 0x180);
                if (descriptor >= 0) return true;
                if (descriptor != -Errno.Exists) throw faults.Writing(-descriptor, FileNames.Show(lockName));
                DropStale(directory, lockName);
                return false;
            },
            () => faults.Make(ConnectorFaults.TemporarilyUnavailable, $"Another program holds '{FileNames.Show(lockName)}' in {faults.Store}."),
            cancellation);
        ownership.Adopt(descriptor);
        return descriptor;
    }

    private void DropStale(DirectoryHandle directory, byte[] lockName)
    {
        if (directory.Stat(lockName, out var facts) < 0) return;
        if (clock.GetUtcNow().ToUnixTimeSeconds() - facts.ModifiedSeconds > s_stale.TotalSeconds) _ = directory.RemoveFile(lockName);
    }
}

/// <summary>When we run as root, what we make belongs to the owner of the Maildir, or its user could not read it.</summary>
internal sealed class Ownership
{
    private readonly uint _user, _group;
    private readonly bool _adopts;

    public Ownership(FileFacts root)
    {
        (_user, _group) = (root.User, root.Group);
        _adopts = Libc.EffectiveUser() == 0 && (_user != 0 || _group != 0);
    }

    public void Adopt(int descriptor)
    {
        if (_adopts) _ = Libc.ChangeOwner(descriptor, _user, _group);
    }
}
