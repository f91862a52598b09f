using Godwit.Connectors.Maildir;

namespace Godwit.Server.Ends;

/// <summary>A Maildir as a target, seen before the copy; one that is not there yet as it will be made.</summary>
internal static class MaildirSight
{
    private const string Scheme = "maildir:";
    private static readonly Lazy<ConnectorTraits> OfNew = new(TraitsOfNew);

    /// <summary>What is there, and the room for more.</summary>
    /// <exception cref="FaultException">It cannot be read.</exception>
    public static TargetSight Of(MaildirStoreSettings store, IMailboxConnector target, CancellationToken cancellation)
    {
        if (IsYetToBeMade(target.Identity[Scheme.Length..])) return new TargetSight(OfNew.Value, [], new MailboxRoom(new DriveInfo(store.Root).AvailableFreeSpace, null));
        // As a source: even opening a Maildir for writing prepares it.
        using var lane = target.OpenSource(cancellation);
        return TargetSight.Of(lane, cancellation);
    }

    // An empty folder is what a hook has made for it.
    private static bool IsYetToBeMade(string path) => !Directory.Exists(path) || !Directory.EnumerateFileSystemEntries(path).Any();

    private static ConnectorTraits TraitsOfNew()
    {
        var standIn = Directory.CreateTempSubdirectory("godwit-maildir-").FullName;
        try
        {
            using var lane = new MaildirConnector(new MaildirSettings(standIn)).OpenTarget(CancellationToken.None);
            return lane.Traits;
        }
        finally
        {
            Directory.Delete(standIn, recursive: true);
        }
    }
}
