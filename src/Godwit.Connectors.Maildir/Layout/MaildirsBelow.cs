namespace Godwit.Connectors.Maildir;

/// <summary>
/// Refuses a directory that stands above Maildirs. Each of them would be taken for one folder, and its own folders (<c>.Sent</c> in it) for nothing: most of the mail would be left behind without a word. Only where
/// the layout is found out: who says which one is meant is taken at their word.
/// </summary>
internal static class MaildirsBelow
{
    /// <exception cref="FaultException"><see cref="ConnectorFaults.StoreUnusable"/>: a folder holds directories <c>.Name</c> with messages.</exception>
    public static void Refuse(FolderLayout layout, List<FoundFolder> found, StoreFaults faults)
    {
        var below = found.Where(f => f.IsProof && f.WireName != FolderLayout.RootName && HasFolders(layout, f)).Select(f => f.WireName).Order(StringComparer.Ordinal).ToList();
        if (below.Count == 0) return;
        var meant = $"{faults.Store}/{OtherSideText.Show(below[0])}";
        throw faults.Make(ConnectorFaults.StoreUnusable, below.Count == 1
            ? $"In {faults.Store} stands a Maildir that has folders of its own, which would be left behind: name {meant}."
            : $"In {faults.Store} stand {below.Count} Maildirs that have folders of their own, which would be left behind: name one of them, such as {meant}.");
    }

    private static bool HasFolders(FolderLayout layout, FoundFolder folder)
    {
        if (layout.DirectoriesOf(folder.WireName) is not { } names) return false;
        using var directory = layout.TryOpen(names, out _);
        if (directory is null || !DirectoryReader.TryOpen(directory, out var reader, out _)) return false;
        try
        {
            while (reader.MoveNext(out _))
            {
                if (reader.Name[0] != (byte)'.' || reader.Type is not (EntryType.Directory or EntryType.Unknown)) continue;
                using var child = directory.TryOpen(reader.Name, out _);
                if (child is not null && FolderLayout.HoldsMessages(child)) return true;
            }
        }
        finally { reader.Dispose(); }
        return false;
    }
}
