namespace Godwit.Connectors.Maildir;

/// <summary>Creates, renames and deletes folders.</summary>
internal sealed class FolderChanges(MaildirStore store, StoreFaults faults, CancellationToken cancellation)
{
    private static readonly byte[] s_marker = "maildirfolder"u8.ToArray();

    /// <summary>Makes the folder, and in the nested layout its parents, with messages.</summary>
    public string Create(FolderPath path)
    {
        CheckNames(path);
        var names = store.Layout.DirectoriesOf(path, store.Settings.NameEncoding);
        CheckWritten(path, names);
        var here = store.Root.TryOpen("."u8, out var error) ?? throw faults.FolderChange(error, ".");
        for (var i = 0; i < names.Count; i++)
        {
            var parent = here;
            here = MakeBelow(parent, names, i);
            parent.Dispose();
        }
        here.Dispose();
        return FolderLayout.WireNameOf(names);
    }

    private DirectoryHandle MakeBelow(DirectoryHandle parent, IReadOnlyList<byte[]> names, int index)
    {
        var wireName = FolderLayout.WireNameOf([.. names.Take(index + 1)]);
        var made = store.MakeDirectory(parent, names[index]);
        if (made < 0 && made != -Errno.Exists) throw faults.FolderChange(-made, wireName);
        var folder = store.Layout.TryOpen(names.Take(index + 1), out var error) ?? throw faults.FolderChange(error, wireName);
        try
        {
            if (!FolderLayout.HoldsMessages(folder) && !IsNodeOfInbox(names, index)) Furnish(folder, wireName);
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    // Children of INBOX stand in a directory of that name; while INBOX is the root, that directory is a mere node.
    private bool IsNodeOfInbox(IReadOnlyList<byte[]> names, int index) =>
        store.Layout.Kind == MaildirLayout.Nested && index == 0 && names.Count > 1 && names[0].AsSpan().SequenceEqual("INBOX"u8) && FolderLayout.HoldsMessages(store.Root);

    private void Furnish(DirectoryHandle folder, string wireName)
    {
        if (store.Layout.Kind == MaildirLayout.Flat)
        {
            // Says that this is a folder and not a mailbox of its own (Maildir++).
            var descriptor = folder.OpenFile(s_marker, Libc.WriteOnly | Libc.Create, 0x180);
            if (descriptor < 0) throw faults.FolderChange(-descriptor, wireName);
            store.Ownership.Adopt(descriptor);
            _ = Libc.Close(descriptor);
        }
        store.MakeParts(folder, faults, wireName);
    }

    private void CheckNames(FolderPath path)
    {
        var naming = store.Layout.Naming;
        if (path.Depth > naming.MaxDepth) throw faults.Refused(path.ToString(), $"it is nested deeper than {naming.MaxDepth} levels");
        foreach (var segment in path.Segments)
        {
            if (segment.AsSpan().IndexOfAny(naming.ForbiddenCharacters) >= 0) throw faults.Refused(path.ToString(), "its name holds a character that the layout does not allow");
            if (naming.ForbiddenNames.Contains(segment, StringComparer.OrdinalIgnoreCase)) throw faults.Refused(path.ToString(), $"a folder cannot be called '{segment}' in this layout");
            if (segment[0] == '.') throw faults.Refused(path.ToString(), "its name begins with a dot");
        }
    }

    private void CheckWritten(FolderPath path, IReadOnlyList<byte[]> names)
    {
        if (names.Any(n => n.Length > FileNames.MaxLength)) throw faults.Refused(path.ToString(), "its name is longer than a file name may be");
        foreach (var segment in path.Segments)
        {
            if (SegmentNames.Decode(SegmentNames.Encode(segment, store.Settings.NameEncoding)) != segment) throw faults.Refused(path.ToString(), "its name is no valid text");
        }
    }

    /// <summary>Renames the folder and all below it; the new wire names by the old ones.</summary>
    public Dictionary<string, string> Rename(Folder folder, FolderPath newPath)
    {
        if (folder.WireName == FolderLayout.RootName || newPath.IsInbox) throw faults.Refused(folder.WireName, "INBOX can neither be renamed nor replaced");
        if (newPath.IsBelow(folder.Path)) throw faults.Refused(folder.WireName, "it cannot be moved below itself");
        CheckNames(newPath);
        var target = store.Layout.DirectoriesOf(newPath, store.Settings.NameEncoding);
        CheckWritten(newPath, target);
        var source = store.Layout.DirectoriesOf(folder.WireName) ?? throw faults.Folder(Errno.NoEntry, folder.WireName);
        return store.Layout.Kind == MaildirLayout.Flat ? RenameFlat(source[0], target[0]) : RenameNested(source, target, newPath);
    }

    private Dictionary<string, string> RenameFlat(byte[] from, byte[] to)
    {
        var pairs = new List<(byte[] From, byte[] To)>();
        byte[] prefix = [.. from, (byte)'.'];
        foreach (var found in store.Layout.Find(cancellation))
        {
            var name = WireNames.ToBytes(found.WireName);
            if (name.AsSpan().SequenceEqual(from)) pairs.Add((name, to));
            else if (name.AsSpan().StartsWith(prefix)) pairs.Add((name, [.. to, .. name[from.Length..]]));
        }
        if (pairs.Count == 0) throw faults.Folder(Errno.NoEntry, WireNames.FromBytes(from));
        foreach (var (_, target) in pairs)
        {
            if (target.Length > FileNames.MaxLength) throw faults.Refused(WireNames.FromBytes(from), "a new name would be too long");
            if (store.Root.Stat(target, out _) == 0) throw faults.Refused(WireNames.FromBytes(target), "it exists already");
        }
        RenameInRoot(pairs);
        return pairs.ToDictionary(p => WireNames.FromBytes(p.From), p => WireNames.FromBytes(p.To), StringComparer.Ordinal);
    }

    // Folders of one branch are directories side by side: when one cannot be renamed, those before it go back.
    private void RenameInRoot(List<(byte[] From, byte[] To)> pairs)
    {
        for (var i = 0; i < pairs.Count; i++)
        {
            var error = store.Root.Rename(store.Settings.Disk, pairs[i].From, store.Root, pairs[i].To);
            if (error == 0) continue;
            for (var done = i - 1; done >= 0; done--) _ = store.Root.Rename(store.Settings.Disk, pairs[done].To, store.Root, pairs[done].From);
            throw faults.FolderChange(-error, WireNames.FromBytes(pairs[i].From));
        }
        Sync(store.Root);
    }

    private Dictionary<string, string> RenameNested(IReadOnlyList<byte[]> from, IReadOnlyList<byte[]> to, FolderPath newPath)
    {
        var (oldName, newName) = (FolderLayout.WireNameOf(from), FolderLayout.WireNameOf(to));
        var below = store.Layout.Find(cancellation).Select(f => f.WireName).Where(n => n == oldName || n.StartsWith(oldName + "/", StringComparison.Ordinal)).ToList();
        if (newPath.Parent is { } parent && !parent.IsInbox) Create(parent);
        using var source = store.Layout.TryOpen(from.SkipLast(1), out var error) ?? throw faults.FolderChange(error, oldName);
        using var target = OpenParent(to, newPath, out error) ?? throw faults.FolderChange(error, newName);
        var renamed = source.Rename(store.Settings.Disk, from[^1], target, to[^1]);
        if (renamed < 0) throw faults.FolderChange(-renamed, renamed == -Errno.Exists ? newName : oldName);
        Sync(source);
        Sync(target);
        return below.ToDictionary(n => n, n => newName + n[oldName.Length..], StringComparer.Ordinal);
    }

    // Children of INBOX stand in a directory of that name, which need not exist while INBOX is the root.
    private DirectoryHandle? OpenParent(IReadOnlyList<byte[]> to, FolderPath newPath, out int error)
    {
        if (newPath.Parent is { IsInbox: true }) _ = store.MakeDirectory(store.Root, to[0]);
        return store.Layout.TryOpen(to.SkipLast(1), out error);
    }

    private void Sync(DirectoryHandle directory)
    {
        if (store.Settings.Syncing != FileSyncing.Never) _ = store.Settings.Disk.Sync(directory.Descriptor);
    }

    /// <summary>Deletes a folder that holds no message. Its children stay.</summary>
    public void Delete(Folder folder)
    {
        if (folder.WireName == FolderLayout.RootName) throw faults.Refused("INBOX", "it cannot be deleted");
        var names = store.Layout.DirectoriesOf(folder.WireName) ?? throw faults.Folder(Errno.NoEntry, folder.WireName);
        using var parent = store.Layout.TryOpen(names.SkipLast(1), out var error) ?? throw faults.Folder(error, folder.WireName);
        using (var directory = parent.TryOpen(names[^1], out error) ?? throw faults.Folder(error, folder.WireName))
        {
            RemoveParts(directory, folder.WireName);
            RemoveFiles(directory);
        }
        var removed = parent.RemoveDirectory(names[^1]);
        // Children of the nested layout keep their parent as a mere node.
        if (removed < 0 && !(removed == -Errno.NotEmpty && store.Layout.Kind == MaildirLayout.Nested)) throw faults.FolderChange(-removed, folder.WireName);
        Sync(parent);
    }

    // The system removes a directory only when it is empty: a message delivered in this moment stops the deletion.
    private void RemoveParts(DirectoryHandle directory, string wireName)
    {
        foreach (var part in (ReadOnlySpan<string>)["new", "cur"])
        {
            var name = System.Text.Encoding.ASCII.GetBytes(part);
            using (var opened = directory.TryOpen(name, out _))
            {
                if (opened is not null) RemoveHidden(opened);
            }
            var error = directory.RemoveDirectory(name);
            if (error is 0 or -Errno.NoEntry) continue;
            store.MakeParts(directory, faults, wireName);
            throw error == -Errno.NotEmpty ? faults.Refused(wireName, "it still holds messages") : faults.FolderChange(-error, wireName);
        }
        using (var tmp = directory.TryOpen("tmp"u8, out _))
        {
            if (tmp is not null) RemoveFiles(tmp);
        }
        _ = directory.RemoveDirectory("tmp"u8);
    }

    // Names with a dot before them are no messages (left by network file systems).
    private static void RemoveHidden(DirectoryHandle directory)
    {
        foreach (var name in Files(directory))
        {
            if (name[0] == (byte)'.') _ = directory.RemoveFile(name);
        }
    }

    private static void RemoveFiles(DirectoryHandle directory)
    {
        foreach (var name in Files(directory)) _ = directory.RemoveFile(name);
        using var keywords = directory.TryOpen("courierimapkeywords"u8, out _);
        if (keywords is null) return;
        foreach (var name in Files(keywords)) _ = keywords.RemoveFile(name);
        _ = directory.RemoveDirectory("courierimapkeywords"u8);
    }

    private static List<byte[]> Files(DirectoryHandle directory)
    {
        var names = new List<byte[]>();
        if (!DirectoryReader.TryOpen(directory, out var reader, out _)) return names;
        try
        {
            while (reader.MoveNext(out _))
            {
                if (reader.Type != EntryType.Directory) names.Add(reader.Name.ToArray());
            }
        }
        finally { reader.Dispose(); }
        return names;
    }
}
