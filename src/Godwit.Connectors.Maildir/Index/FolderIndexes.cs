using System.Security.Cryptography;
using System.Text;

namespace Godwit.Connectors.Maildir;

/// <summary>Where the indexes of a Maildir are.</summary>
internal enum IndexPlace
{
    /// <summary>Nowhere: uids end with the connector.</summary>
    Memory,
    /// <summary>A file in each folder, under a name that no program takes for mail or a folder.</summary>
    InFolders,
    /// <summary>A file a folder in a directory of its own.</summary>
    Elsewhere,
}

/// <summary>The indexes that are open, shared by the lanes of one connector; those that nobody uses are closed when many are.</summary>
internal sealed class FolderIndexes(MaildirStore store)
{
    /// <summary>Unused indexes are kept up to this many and this many messages.</summary>
    private const int MaxKept = 64, MaxKeptMessages = 200_000;

    private readonly Lock _sync = new();
    private readonly Dictionary<string, FolderIndex> _open = new(StringComparer.Ordinal);
    private Dictionary<FileIdentity, string>? _byIdentity;

    /// <summary>Where they are; may change from memory into the folders once, when the first lane that writes is opened.</summary>
    public IndexPlace Place { get; set; }

    /// <summary>The index of an opened folder. Give it back with <see cref="Return"/>.</summary>
    public FolderIndex Rent(MaildirFolder folder)
    {
        lock (_sync)
        {
            if (_open.TryGetValue(folder.WireName, out var index) && index.Folder != folder.Identity)
            {
                // The directory under this name is another one now; whoever still uses the old index keeps it.
                Forget(folder.WireName);
                index = null;
            }
            index ??= _open[folder.WireName] = new FolderIndex(folder.Identity, OpenFile(folder), store.IndexTerms);
            index.Users++;
            return index;
        }
    }

    public void Return(string wireName, FolderIndex index)
    {
        lock (_sync)
        {
            index.Users--;
            if (!_open.TryGetValue(wireName, out var kept) || kept != index) { if (index.Users == 0) index.Dispose(); }
            else if (_open.Count > MaxKept || index.Size > MaxKeptMessages) CloseUnused();
        }
    }

    private void CloseUnused()
    {
        foreach (var (name, index) in _open.Where(o => o.Value is { Users: 0, CanBeReopened: true }).ToList()) Forget(name);
    }

    /// <summary>Forgets an open index; its file stays. For folders that were renamed or deleted.</summary>
    public void Forget(string wireName)
    {
        lock (_sync)
        {
            if (_open.Remove(wireName, out var index) && index.Users == 0) index.Dispose();
        }
    }

    private IndexFile? OpenFile(MaildirFolder folder)
    {
        if (Place == IndexPlace.Memory) return null;
        var elsewhere = Place == IndexPlace.Elsewhere;
        var directory = elsewhere ? OpenElsewhere() : folder.Directory.TryOpen("."u8, out _);
        if (directory is null) throw MaildirStore.Unusable($"The directory for the uid index of {store.Path} cannot be opened.");
        if (elsewhere) FollowRename(directory, folder);
        return new IndexFile(directory, elsewhere ? FileOf(folder.WireName) : store.Layout.IndexFile, store.Settings.Disk, store.Settings.Syncing, 0x180, store.Ownership);
    }

    private DirectoryHandle? OpenElsewhere() => DirectoryHandle.TryOpen(store.Settings.IndexFolder!, out _);

    // The name of a folder can be longer than a file's, and need not be told to everybody who can list the directory.
    private static byte[] FileOf(string wireName) =>
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(wireName)).AsSpan(0, 16)) + ".index");

    // A folder that another program renamed is known by its directory: its index follows it, so that its uids stay.
    private void FollowRename(DirectoryHandle directory, MaildirFolder folder)
    {
        var file = FileOf(folder.WireName);
        if (!folder.Identity.IsSure || directory.Stat(file, out _) == 0) return;
        _byIdentity ??= ReadIdentities(directory);
        if (_byIdentity.Remove(folder.Identity, out var old)) _ = directory.Rename(store.Settings.Disk, Encoding.ASCII.GetBytes(old), directory, file);
    }

    private static Dictionary<FileIdentity, string> ReadIdentities(DirectoryHandle directory)
    {
        var known = new Dictionary<FileIdentity, string>();
        if (!DirectoryReader.TryOpen(directory, out var reader, out _)) return known;
        try
        {
            while (reader.MoveNext(out _))
            {
                if (reader.Name.EndsWith(".index"u8) && IndexHeader.TryReadFrom(directory, reader.Name, out var header))
                    known[header.Folder] = Encoding.ASCII.GetString(reader.Name);
            }
        }
        finally { reader.Dispose(); }
        return known;
    }

    /// <summary>The folder got another name by us: its index goes with it.</summary>
    public void Renamed(string from, string to)
    {
        Forget(from);
        Forget(to);
        if (Place != IndexPlace.Elsewhere) return;
        using var directory = OpenElsewhere();
        _ = directory?.RemoveFile(FileOf(to));
        _ = directory?.Replace(FileOf(from), FileOf(to));
    }

    /// <summary>The folder is deleted: its uids must not come again.</summary>
    public void Deleted(string wireName)
    {
        Forget(wireName);
        if (Place != IndexPlace.Elsewhere) return;
        using var directory = OpenElsewhere();
        _ = directory?.RemoveFile(FileOf(wireName));
    }
}
