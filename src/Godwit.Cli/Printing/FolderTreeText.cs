using System.Text;

namespace Godwit.Cli;

/// <summary>A folder with its size and, where a target was named, its place there.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Messages">How many messages it holds.</param>
/// <param name="Bytes">Their sizes, as the store tells them.</param>
/// <param name="Place">Where a move would put it; null without a target.</param>
internal sealed record ListedFolder(Folder Folder, long Messages, long Bytes, MappedFolder? Place)
{
    /// <summary>False for one that could not be looked into: its numbers are not known, not zero.</summary>
    public bool IsCounted { get; init; } = true;

    /// <summary>A move without <c>--include</c> counts it: it holds messages and is no view of what other folders hold.</summary>
    public bool IsMoved { get; init; } = true;
}

/// <summary>A tree of folders, for people.</summary>
internal static class FolderTreeText
{
    /// <summary>Writes a line a folder and one for all.</summary>
    public static void Write(TextWriter output, IReadOnlyList<ListedFolder> folders)
    {
        foreach (var folder in folders) output.WriteLine(Line(folder));
        output.WriteLine(Numbers(folders.Sum(f => f.Messages), folders.Sum(f => f.Bytes)) + string.Create(CultureInfo.InvariantCulture, $"  in {folders.Count(f => f.IsMoved)} folders"));
    }

    private static string Line(ListedFolder listed)
    {
        var line = new StringBuilder(Numbers(listed.Messages, listed.Bytes)).Append("  ").Append(' ', 2 * (listed.Folder.Path.Depth - 1));
        line.Append(OtherSideText.Show(listed.Folder.Path.Name));
        if (listed.Folder.Role is not (SpecialUse.None or SpecialUse.Inbox)) line.Append(CultureInfo.InvariantCulture, $" #{listed.Folder.Role}#");
        if (!listed.IsCounted) line.Append(" (cannot be opened)");
        if (listed.Place is { } place) line.Append(Place(place));
        if (!listed.IsMoved) line.Append(listed.Folder.HoldsMessages ? "  (a view; moved only with --include)" : "  (holds only folders)");
        return line.ToString();
    }

    private static string Place(MappedFolder place)
    {
        var name = OtherSideText.Show(place.TargetPath.ToString());
        var why = place.Why is { } reason ? $" ({reason})" : "";
        return $"  ->  {name}{why}{(place.Existing is null ? ", to be created" : "")}";
    }

    private static string Numbers(long messages, long bytes) => string.Create(CultureInfo.InvariantCulture, $"{messages,10:N0} {new ByteSize(bytes),10}");
}
