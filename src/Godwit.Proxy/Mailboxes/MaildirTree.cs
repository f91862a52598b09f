namespace Godwit.Proxy.Mailboxes;

/// <summary>Finds the mailboxes of a domain in a tree of Maildirs, from the names of its folders; links are passed over.</summary>
internal static class MaildirTree
{
    /// <summary>The addresses in alphabetical order; none where the template does not have the user in a folder name of its own, or the tree cannot be read.</summary>
    public static IReadOnlyList<string> AddressesIn(MaildirStoreSettings store, string domain)
    {
        var parts = store.Template.Replace("{domain}", domain, StringComparison.Ordinal).Split('/');
        var at = Array.FindIndex(parts, part => part.Contains("{user}", StringComparison.Ordinal));
        var sides = parts[at].Split("{user}");
        if (sides.Length != 2 || parts[(at + 1)..].Any(part => part.Contains("{user}", StringComparison.Ordinal))) return [];
        var (folder, below) = (Path.Combine([store.Root, .. parts[..at]]), parts[(at + 1)..]);
        return [.. NamesIn(folder)
            .Where(name => name.Length > sides[0].Length + sides[1].Length && name.StartsWith(sides[0], StringComparison.Ordinal) && name.EndsWith(sides[1], StringComparison.Ordinal))
            .Where(name => below.Length == 0 || Directory.Exists(Path.Combine([folder, name, .. below])))
            .Select(name => MailAddress.Read($"{name[sides[0].Length..^sides[1].Length]}@{domain}"))
            .OfType<MailAddress>().Select(address => address.Text).Distinct().Order(StringComparer.Ordinal)];
    }

    private static string[] NamesIn(string folder)
    {
        try
        {
            return [.. new DirectoryInfo(folder).EnumerateDirectories().Where(entry => entry.LinkTarget is null).Select(entry => entry.Name)];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
