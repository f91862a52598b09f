namespace Godwit.Sync;

/// <summary>A side's folders with their counters: in one flight where the server tells both together, else in two.</summary>
internal static class FolderTree
{
    /// <summary>Reads them. An entry has no status where its folder holds no messages, or where it could not be told.</summary>
    public static List<FolderEntry> Read(IMailboxSource lane, CancellationToken cancellation)
    {
        var listed = lane.ListFolders(cancellation);
        var open = listed.Where(e => e.Status is null && e.Folder.HoldsMessages).Select(e => e.Folder).ToList();
        var statuses = open.Count == 0 ? [] : lane.ReadStatus(open, cancellation);
        var answers = open.Zip(statuses).ToDictionary(p => p.First.WireName, p => p.Second);
        return [.. listed.Select(e => e.Status is null && answers.TryGetValue(e.Folder.WireName, out var status) ? e with { Status = status } : e)];
    }
}
