namespace Godwit.Sync;

/// <summary>
/// Which messages and folders take part. A folder pattern is a path, or a well-known name such as <c>#Sent#</c>, and may end in <c>/*</c> for everything below; matched without case.
/// </summary>
public sealed record MessageFilter
{
    /// <summary>Everything.</summary>
    public static MessageFilter Everything { get; } = new();

    /// <summary>Only these folders; all when empty.</summary>
    public IReadOnlyList<string> IncludeFolders { get; init; } = [];

    /// <summary>Never these folders; stronger than <see cref="IncludeFolders"/>.</summary>
    public IReadOnlyList<string> ExcludeFolders { get; init; } = [];

    /// <summary>Only messages received at or after this moment.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only messages received before this moment.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Only messages of at least so many bytes.</summary>
    public long? MinBytes { get; init; }

    /// <summary>Only messages of at most so many bytes.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>Only messages with all of these flags and keywords.</summary>
    public MessageFlags OnlyWith { get; init; }

    /// <summary>No message with any of these flags and keywords.</summary>
    public MessageFlags NoneWith { get; init; }

    /// <summary>Is shown every tree that this filter is made for; null when nobody asks.</summary>
    internal FilterUse? Use { get; init; }

    /// <summary>True when a message may be left out by date, size or flags.</summary>
    public bool TestsMessages => Since is not null || Before is not null || MinBytes is not null || MaxBytes is not null || !OnlyWith.IsEmpty || !NoneWith.IsEmpty;

    /// <summary>True when the folder takes part. Views of all mail (\All, \Flagged, \Important) do only when they are named.</summary>
    public bool Takes(Folder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (ExcludeFolders.Any(pattern => Matches(pattern, folder))) return false;
        if (IncludeFolders.Count > 0) return IncludeFolders.Any(pattern => Matches(pattern, folder));
        return folder.Role is not (SpecialUse.All or SpecialUse.Flagged or SpecialUse.Important);
    }

    /// <summary>The same filter for this tree: well-known names become the paths of the folders that have those roles, so that <c>#Sent#/*</c> finds what is below them.</summary>
    public MessageFilter For(IReadOnlyList<Folder> tree)
    {
        Use?.See(tree);
        return this with { IncludeFolders = Resolve(IncludeFolders, tree), ExcludeFolders = Resolve(ExcludeFolders, tree) };
    }

    /// <summary>True when a pattern means this folder of this tree.</summary>
    internal static bool Matches(string pattern, Folder folder, IReadOnlyList<Folder> tree) => Resolve([pattern], tree).Exists(resolved => Matches(resolved, folder));

    private static List<string> Resolve(IReadOnlyList<string> patterns, IReadOnlyList<Folder> tree) => [.. patterns.SelectMany(pattern =>
    {
        var below = pattern.EndsWith("/*", StringComparison.Ordinal);
        if (RoleOf(below ? pattern[..^2] : pattern) is not { } role) return [pattern];
        var found = tree.Where(f => role == SpecialUse.Inbox ? f.Path.IsInbox : f.Role == role).Select(f => f.Path + (below ? "/*" : "")).ToList();
        // A role that nobody has matches nothing; dropping the pattern would let everything in.
        return found.Count > 0 ? found : [pattern];
    })];

    private static SpecialUse? RoleOf(string name) =>
        name.Length > 2 && name[0] == '#' && name[^1] == '#' && Enum.TryParse<SpecialUse>(name[1..^1], ignoreCase: true, out var role) ? role : null;

    /// <summary>True when the message takes part.</summary>
    public bool Takes(in ListedMessage message, KeywordTable keywords)
    {
        if (!TestsMessages) return true;
        ArgumentNullException.ThrowIfNull(keywords);
        var flags = keywords.Flags(message.Flags);
        return (Since is null || message.ReceivedSeconds == PairRow.NoDate || message.ReceivedSeconds >= Since.Value.ToUnixTimeSeconds())
            && (Before is null || message.ReceivedSeconds == PairRow.NoDate || message.ReceivedSeconds < Before.Value.ToUnixTimeSeconds())
            && (MinBytes is null || message.Size >= MinBytes)
            && (MaxBytes is null || message.Size <= MaxBytes)
            && OnlyWith.Except(flags).IsEmpty
            && NoneWith.Except(flags) == NoneWith;
    }

    private static bool Matches(string pattern, Folder folder)
    {
        var below = pattern.EndsWith("/*", StringComparison.Ordinal);
        var name = below ? pattern[..^2] : pattern;
        if (RoleOf(name) is { } role) return role == SpecialUse.Inbox ? folder.Path.IsInbox || below && folder.Path.IsBelow(FolderPath.Inbox) : folder.Role == role;
        if (!FolderPath.TryParse(name, out var path)) return false;
        return SamePath(folder.Path, path) || below && folder.Path.Depth > path.Depth && SamePath(FolderPath.Of([.. folder.Path.Segments.Take(path.Depth)]), path);
    }

    private static bool SamePath(FolderPath left, FolderPath right) =>
        left.Depth == right.Depth && left.Segments.SequenceEqual(right.Segments, StringComparer.OrdinalIgnoreCase);
}
