namespace Godwit.Connectors.Maildir;

/// <summary>Makes the list of folders that the contract promises from what was found: each path once, parents before children, one folder a role.</summary>
internal static class FolderCatalog
{
    public static List<Folder> Of(List<FoundFolder> found, Func<Folder, bool?> isSubscribed)
    {
        var byPath = new Dictionary<FolderPath, Folder>();
        // Holders of messages first, names that stand as they are read before encoded ones, then by name: which of two keeps its path must not depend on the disk's order.
        foreach (var folder in found.OrderByDescending(f => f.WireName == FolderLayout.RootName).ThenByDescending(f => f.HoldsMessages)
                     .ThenByDescending(f => f.Segments.AsSpan().SequenceEqual(f.RawSegments)).ThenBy(f => f.WireName, StringComparer.Ordinal))
        {
            Add(byPath, folder);
        }
        AddParents(byPath);
        var folders = byPath.Values.OrderByDescending(f => f.Path.IsInbox).ThenBy(f => f.Path).ToList();
        GiveRoles(folders);
        for (var i = 0; i < folders.Count; i++) folders[i] = folders[i] with { IsSubscribed = isSubscribed(folders[i]) };
        return folders;
    }

    private static void Add(Dictionary<FolderPath, Folder> byPath, FoundFolder found)
    {
        if (found.Segments.Length == 0) return;
        var path = FolderPath.Of(found.Segments);
        if (byPath.ContainsKey(path))
        {
            if (!found.HoldsMessages) return;
            path = FreePath(byPath, found, path);
        }
        byPath.Add(path, new Folder(path, found.WireName) { HoldsMessages = found.HoldsMessages, ObjectId = found.ObjectId });
    }

    // Two directories may decode to one path (one in UTF-7, one in UTF-8; "Inbox" beside INBOX): the later one is shown as it is spelled on the disk.
    private static FolderPath FreePath(Dictionary<FolderPath, Folder> byPath, FoundFolder found, FolderPath taken)
    {
        var path = FolderPath.Of(found.RawSegments);
        while (byPath.ContainsKey(path))
        {
            var name = $"{path.Name} ({found.RawSegments[^1]})";
            path = taken.Parent is { } parent ? parent.Child(name) : FolderPath.Of(name);
        }
        return path;
    }

    // In Maildir++ a folder may stand without its parent; the tree has it as a mere node.
    private static void AddParents(Dictionary<FolderPath, Folder> byPath)
    {
        foreach (var folder in byPath.Values.Where(f => f.WireName != FolderLayout.RootName).ToList())
        {
            for (var parent = folder.Path.Parent; parent is not null; parent = parent.Parent)
            {
                if (byPath.ContainsKey(parent)) continue;
                byPath.Add(parent, new Folder(parent, NodeName(folder, parent)) { HoldsMessages = false });
            }
        }
    }

    private static string NodeName(Folder folder, FolderPath parent)
    {
        var separator = folder.WireName.StartsWith('.') ? '.' : '/';
        var parts = folder.WireName.Split(separator);
        return string.Join(separator, parts[..Math.Min(parts.Length, parent.Depth + (separator == '.' ? 1 : 0))]);
    }

    private static void GiveRoles(List<Folder> folders)
    {
        foreach (var role in Enum.GetValues<SpecialUse>())
        {
            if (role == SpecialUse.None || Best(folders, role) is not { } best) continue;
            folders[best] = folders[best] with { Role = role };
        }
    }

    // At the top or just below INBOX; the usual name wins over a rarer one, a higher place over a lower.
    private static int? Best(List<Folder> folders, SpecialUse role)
    {
        int? best = null;
        var rank = int.MaxValue;
        var names = WellKnownFolders.NamesOf(role);
        for (var i = 0; i < folders.Count; i++)
        {
            var path = folders[i].Path;
            if (path.Depth > 2 || path.Depth == 2 && path.Segments[0] != "INBOX" || !folders[i].HoldsMessages || WellKnownFolders.RoleOf(path.Name) != role) continue;
            if (role == SpecialUse.Inbox && !path.IsInbox) continue;
            var usual = IndexOf(names, path.Name);
            if ((usual < 0 ? names.Count : usual) * 2 + path.Depth >= rank) continue;
            (best, rank) = (i, (usual < 0 ? names.Count : usual) * 2 + path.Depth);
        }
        return best;
    }

    private static int IndexOf(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i].Equals(name, StringComparison.OrdinalIgnoreCase)) return i;
        }
        return -1;
    }
}
