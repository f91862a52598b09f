namespace Godwit.Cli;

/// <summary>How much a mailbox holds.</summary>
internal static class MailboxSize
{
    /// <summary>All messages and their bytes, as the store tells them.</summary>
    public static (long Items, long Bytes) Of(IMailboxSource lane, CancellationToken cancellation)
    {
        var holding = lane.ListFolders(cancellation).Where(entry => entry.Folder.HoldsMessages).Select(entry => entry.Folder).ToList();
        var (items, bytes) = (0L, 0L);
        foreach (var (folder, status) in holding.Zip(lane.ReadStatus(holding, cancellation)))
        {
            items += status?.Messages ?? 0;
            bytes += BytesOf(lane, folder, status, cancellation);
        }
        return (items, bytes);
    }

    /// <summary>Bytes of a folder: as its status tells, else the sum of its listing.</summary>
    public static long BytesOf(IMailboxSource lane, Folder folder, FolderStatus? status, CancellationToken cancellation)
    {
        if (status is null or { Messages: 0 }) return 0;
        if (status.Bytes is { } told) return told;
        var bytes = 0L;
        using var listing = lane.ListMessages(folder, default, null, cancellation);
        while (listing.MoveNext(out var message)) bytes += message.SizeHint;
        return bytes;
    }
}
