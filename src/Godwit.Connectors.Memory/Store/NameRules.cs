using System.Text;

namespace Godwit.Connectors.Memory;

/// <summary>Which folder names the store takes; bytes are counted in UTF-8.</summary>
internal sealed class NameRules(FolderNaming naming)
{
    /// <summary>What is wrong with the path, or null.</summary>
    public string? WhyNot(FolderPath path)
    {
        if (path.Depth > naming.MaxDepth) return "it lies too deep";
        if (!naming.InboxHasChildren && path.IsBelow(FolderPath.Inbox)) return "INBOX has no folders below it";
        foreach (var segment in path.Segments)
        {
            if (WhyNot(segment) is { } reason) return reason;
        }
        return null;
    }

    private string? WhyNot(string segment)
    {
        if (segment.AsSpan().ContainsAny(naming.ForbiddenCharacters)) return "a character is not allowed";
        if (IsForbidden(segment)) return "the name is not allowed";
        if (Encoding.UTF8.GetByteCount(segment) > naming.MaxSegmentBytes) return "the name is too long";
        if (!naming.KeepsEdgeSpaces && (segment[0] == ' ' || segment[^1] == ' ')) return "a name may not begin or end with a space";
        return !naming.KeepsLeadingDot && segment[0] == '.' ? "a name may not begin with a dot" : null;
    }

    private bool IsForbidden(string segment)
    {
        foreach (var name in naming.ForbiddenNames)
        {
            if (segment.Equals(name, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }
}
