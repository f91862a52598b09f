namespace Godwit.Cli;

/// <summary>Folder patterns as <see cref="MessageFilter"/> takes them.</summary>
internal static class FolderPatternText
{
    /// <summary>The well-known names, for the help and for sentences.</summary>
    public const string WellKnown = "#Inbox#, #Sent#, #Drafts#, #Trash#, #Junk#, #Archive#, #All#, #Flagged#, #Important#";

    /// <summary>What is wrong with a pattern, as the end of a sentence, or null.</summary>
    public static string? Problem(string pattern)
    {
        var name = pattern.EndsWith("/*", StringComparison.Ordinal) ? pattern[..^2] : pattern;
        if (name.StartsWith('#') && name.EndsWith('#'))
            return WellKnown.Contains(name, StringComparison.OrdinalIgnoreCase) && name.Length > 2 ? null : $"needs one of the well-known names {WellKnown}";
        if (name.Contains('*', StringComparison.Ordinal)) return "takes a * only as /* at the end";
        return FolderPath.TryParse(name, out _) ? null : "needs a folder's path such as Projects/2024";
    }
}
