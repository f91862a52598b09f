namespace Godwit.Connectors.Maildir;

/// <summary>A folder's directory as it was found on the disk.</summary>
/// <param name="WireName">Its name below the root; "." for the root.</param>
/// <param name="Segments">The decoded segments of its path.</param>
/// <param name="RawSegments">The segments as they stand, for the case that two folders decode to one path.</param>
/// <param name="HoldsMessages">It has <c>cur</c> or <c>new</c>.</param>
/// <param name="ObjectId">The directory's identity over renames, where the file system keeps one.</param>
internal sealed record FoundFolder(string WireName, string[] Segments, string[] RawSegments, bool HoldsMessages, string? ObjectId)
{
    /// <summary>False where nobody could look: a directory that may not be read, a link that leads out. Such a folder is listed, so that somebody hears of it, as if it held messages.</summary>
    public bool IsSeen { get; init; } = true;

    /// <summary>Says that there is a Maildir. What was not seen says nothing: every system has directories that may not be read.</summary>
    public bool IsProof => HoldsMessages && IsSeen;
}
