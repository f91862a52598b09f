namespace Godwit.Connectors.Imap;

/// <summary>Holds a path to the rules that the lane's traits state.</summary>
internal static class NamingRules
{
    /// <summary>What is wrong with the path, or null.</summary>
    internal static string? Complaint(FolderPath path, FolderNaming naming, FolderNames names)
    {
        if (path.Depth > naming.MaxDepth) return $"is deeper than {naming.MaxDepth} levels";
        if (!naming.InboxHasChildren && path.Depth > 1 && path.Segments[0] == "INBOX") return "lies below INBOX, which has no children of its own here";
        foreach (var segment in path.Segments)
        {
            if (Complaint(segment, naming, names) is { } complaint) return complaint;
        }
        return null;
    }

    private static string? Complaint(string segment, FolderNaming naming, FolderNames names)
    {
        if (segment.AsSpan().IndexOfAny(naming.ForbiddenCharacters) >= 0) return "holds a character that is forbidden here";
        if (naming.ForbiddenNames.Contains(segment, StringComparer.OrdinalIgnoreCase)) return "is forbidden here";
        if (names.WireLength(segment) > naming.MaxSegmentBytes) return $"is longer than {naming.MaxSegmentBytes} bytes";
        if (!naming.KeepsEdgeSpaces && (segment[0] == ' ' || segment[^1] == ' ')) return "begins or ends with a space";
        return !naming.KeepsLeadingDot && segment[0] == '.' ? "begins with a dot" : null;
    }
}
