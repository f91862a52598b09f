namespace Godwit.Cli;

/// <summary>Flags as people write them: with the backslash of IMAP or without, in any case.</summary>
internal static class FlagText
{
    private const string Special = "(){ %*\"\\]";

    /// <summary>The system flag of this name.</summary>
    public static bool TrySystem(string name, out SystemFlags flag)
    {
        flag = name.TrimStart('\\').ToLowerInvariant() switch
        {
            "seen" => SystemFlags.Seen,
            "answered" => SystemFlags.Answered,
            "flagged" => SystemFlags.Flagged,
            "deleted" => SystemFlags.Deleted,
            "draft" => SystemFlags.Draft,
            _ => SystemFlags.None,
        };
        return flag != SystemFlags.None;
    }

    /// <summary>True for an atom (RFC 9051 section 9): what a keyword can be.</summary>
    public static bool IsKeyword(string name) => name.Length is > 0 and <= 255 && name.All(c => c is > ' ' and < '\x7f' && !Special.Contains(c, StringComparison.Ordinal));
}
