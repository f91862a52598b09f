namespace Godwit.Connectors.Imap;

/// <summary>What a folder is for: by its attributes (RFC 6154), or by its name where the server knows no attributes.</summary>
internal static class FolderRoles
{
    private static readonly (string Attribute, SpecialUse Use)[] Attributes =
    [
        ("\\All", SpecialUse.All), ("\\Archive", SpecialUse.Archive), ("\\Drafts", SpecialUse.Drafts), ("\\Flagged", SpecialUse.Flagged), ("\\Important", SpecialUse.Important),
        ("\\Junk", SpecialUse.Junk), ("\\Sent", SpecialUse.Sent), ("\\Trash", SpecialUse.Trash),
    ];

    /// <summary>The role that the server gives it, or none.</summary>
    internal static SpecialUse ByAttributes(ListedMailbox listed)
    {
        foreach (var (attribute, use) in Attributes)
        {
            if (listed.Is(attribute)) return use;
        }
        return SpecialUse.None;
    }

    /// <summary>The attribute of a role; null for what cannot be asked for.</summary>
    internal static string? AttributeOf(SpecialUse use)
    {
        foreach (var (attribute, role) in Attributes)
        {
            if (role == use) return attribute;
        }
        return null;
    }

    /// <summary>The role that people's clients give a top-level folder of this name, in the common languages; none for others.</summary>
    internal static SpecialUse ByName(FolderPath path)
    {
        if (path.IsInbox) return SpecialUse.Inbox;
        var atTop = path.Depth == 1 || (path.Depth == 2 && path.Segments[0] == "INBOX");
        return atTop ? WellKnownFolders.RoleOf(path.Name) : SpecialUse.None;
    }
}
