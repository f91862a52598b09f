namespace Godwit.Connectors.Maildir;

/// <summary>What the mailbox may still take: what its quota leaves, and never more than its disk.</summary>
internal partial class MaildirSource : ITellsRoom
{
    public MailboxRoom? ReadRoom(CancellationToken cancellation)
    {
        Begin(cancellation);
        var (disk, limits) = (FreeOnDisk(), QuotaLimits.Read(Store.Root));
        if (limits.AreNone) return new MailboxRoom(disk, null);
        var held = ReadStatus([.. Folders(cancellation).Where(static folder => folder.HoldsMessages)], cancellation);
        var (bytes, messages) = (held.Sum(static folder => folder?.Bytes ?? 0), held.Sum(static folder => (long)(folder?.Messages ?? 0)));
        return new MailboxRoom(Math.Min(disk, Left(limits.Bytes, bytes) ?? disk), Left(limits.Messages, messages));
    }

    private static long? Left(long? most, long held) => most is { } limit ? Math.Max(0, limit - held) : null;

    private long FreeOnDisk()
    {
        try
        {
            return new DriveInfo(Path.GetFullPath(Store.Path)).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FaultException(new Fault(ConnectorFaults.StoreUnusable, Faults.Side, $"The free space on the disk of {Faults.Store} cannot be read."), e);
        }
    }
}
