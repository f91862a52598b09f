namespace Godwit.Connectors.Maildir;

/// <summary>Finds out how a directory is laid out.</summary>
internal static class LayoutDetection
{
    /// <summary>
    /// The layout of what is there; null when there is no Maildir at all. Folders in both layouts side by side are a fault: whichever we took, the others' mail would be left behind
    /// without a word.
    /// </summary>
    public static FolderLayout? Detect(DirectoryHandle root, StoreFaults faults, CancellationToken cancellation)
    {
        var flat = new FlatLayout(root, faults);
        var nested = new NestedLayout(root, faults);
        var (foundFlat, foundNested) = (flat.Find(cancellation), nested.Find(cancellation));
        if (!foundFlat.Exists(f => f.IsProof) && !foundNested.Exists(f => f.IsProof)) return null;
        MaildirsBelow.Refuse(flat, foundFlat, faults);
        MaildirsBelow.Refuse(nested, foundNested, faults);
        var inFlat = foundFlat.Count - 1;
        var inNested = foundNested.Count(f => f.WireName != FolderLayout.RootName);
        if (inFlat > 0 && inNested > 0)
        {
            throw faults.Make(ConnectorFaults.StoreUnusable,
                $"{faults.Store} holds {inFlat} folders in the layout of Maildir++ and {inNested} nested ones; say which layout is meant.");
        }
        return inNested > 0 ? nested : flat;
    }
}
