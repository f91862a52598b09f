namespace Godwit.Connectors.Imap;

/// <summary>Reads the folder tree: in one flight with subscriptions, roles and counters where the server can, else by LIST and LSUB.</summary>
internal sealed class FolderListing(ImapLane lane)
{
    private readonly HashSet<FolderPath> _paths = [];

    private LaneFacts Facts => lane.Facts;

    internal IReadOnlyList<FolderEntry> Read()
    {
        var listed = Facts.Capabilities.Has("LIST-EXTENDED") ? ReadExtended() : ReadPlain(out var subscribed).Select(f => Marked(f, subscribed)).ToList();
        var mine = listed.Where(f => !Facts.Names.IsStrangers(f.Name)).DistinctBy(f => IsInbox(f.Name) ? "INBOX" : f.Name).ToList();
        var rolesByName = !Facts.Capabilities.Has("SPECIAL-USE") && mine.TrueForAll(f => FolderRoles.ByAttributes(f) == SpecialUse.None);
        return [.. mine.Select(f => Entry(f, rolesByName)).OrderBy(e => e.Folder.Path)];
    }

    /// <summary>Patterns that together match every folder of the user: below the prefix, and INBOX, which may stand outside of it.</summary>
    private IEnumerable<string> Patterns => Facts.Names.Prefix.Length == 0 ? ["*"] : ["INBOX", Facts.Names.Prefix + "*"];

    private List<ListedMailbox> ReadExtended()
    {
        var what = new ListReturn
        {
            Subscribed = true,
            Children = true,
            SpecialUse = Facts.Capabilities.Has("SPECIAL-USE"),
            Status = Facts.Capabilities.Has("LIST-STATUS") ? Facts.StatusItems : StatusItems.None,
        };
        var commands = new List<ImapCommand>();
        // STATUS of the open folder may be stale (Dovecot).
        if (what.Status != StatusItems.None) lane.Leave(commands.Add);
        var lists = Patterns.Select(p => new ListCommand("", p) { Return = what }).ToList();
        commands.AddRange(lists);
        lane.Connection.Send(commands);
        return [.. lists.SelectMany(l => l.Wait())];
    }

    private List<ListedMailbox> ReadPlain(out HashSet<string> subscribed)
    {
        var lists = Patterns.Select(p => new ListCommand("", p)).ToList();
        var subscriptions = Patterns.Select(p => new ListCommand("", p) { SubscribedOnly = true }).ToList();
        lane.Connection.Send([.. lists, .. subscriptions]);
        var listed = lists.SelectMany(l => l.Wait()).ToList();
        subscribed = [.. subscriptions.SelectMany(l => l.Wait()).Where(f => !f.Is("\\NoSelect")).Select(f => f.Name)];
        return listed;
    }

    private static ListedMailbox Marked(ListedMailbox folder, HashSet<string> subscribed) =>
        subscribed.Contains(folder.Name) ? folder with { Attributes = [.. folder.Attributes, "\\Subscribed"] } : folder;

    private FolderEntry Entry(ListedMailbox listed, bool rolesByName)
    {
        var path = Unused(Facts.Names.PathOf(listed.Name, listed.Separator ?? Facts.Names.Separator));
        var folder = ToFolder(listed, path, rolesByName);
        return new FolderEntry(folder, listed.Status is { UidValidity: not null } status ? ImapLane.ToStatus(status) : null);
    }

    internal static Folder ToFolder(ListedMailbox listed, FolderPath path, bool rolesByName) => new(path, listed.Name)
    {
        Role = path.IsInbox ? SpecialUse.Inbox : rolesByName ? FolderRoles.ByName(path) : FolderRoles.ByAttributes(listed),
        HoldsMessages = !listed.Is("\\NoSelect") && !listed.Is("\\NonExistent"),
        IsSubscribed = listed.Is("\\Subscribed"),
        ObjectId = listed.Status?.MailboxId,
    };

    /// <summary>Two wire names of one path (a damaged encoding beside the sound one, INBOX.INBOX beside INBOX) must not become one folder.</summary>
    private FolderPath Unused(FolderPath path)
    {
        var candidate = path;
        for (var n = 2; !_paths.Add(candidate); n++)
        {
            var name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{path.Name} ({n})");
            candidate = path.Parent is { } parent ? parent.Child(name) : FolderPath.Of(name);
        }
        return candidate;
    }

    private static bool IsInbox(string name) => name.Equals("INBOX", StringComparison.OrdinalIgnoreCase);
}
