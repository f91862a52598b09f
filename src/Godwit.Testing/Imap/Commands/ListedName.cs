namespace Godwit.Testing.Imap;

/// <summary>A name in an answer to LIST: a folder, or null where only folders below it or a subscription exist.</summary>
internal sealed record ListedName(string Name, TestFolder? Folder, bool HasChildren, bool IsSubscribed)
{
    /// <summary>Every name of the mailbox that LIST may show, sorted: folders, their missing parents, and subscribed names without folder.</summary>
    public static List<ListedName> All(TestMailbox mailbox, char separator)
    {
        var names = new SortedDictionary<string, TestFolder?>(StringComparer.Ordinal);
        var parents = new HashSet<string>(StringComparer.Ordinal);
        foreach (var folder in mailbox.Folders)
        {
            names[folder.Name] = folder;
            for (var at = folder.Name.LastIndexOf(separator); at > 0; at = folder.Name.LastIndexOf(separator, at - 1))
            {
                parents.Add(folder.Name[..at]);
                names.TryAdd(folder.Name[..at], null);
            }
        }
        foreach (var name in mailbox.Subscriptions) names.TryAdd(name, null);
        return [.. names.Select(n => new ListedName(n.Key, n.Value, parents.Contains(n.Key), mailbox.IsSubscribed(n.Key)))];
    }
}
