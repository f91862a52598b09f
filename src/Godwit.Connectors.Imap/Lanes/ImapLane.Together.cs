namespace Godwit.Connectors.Imap;

/// <summary>Folders that are made together, before each is asked for.</summary>
internal sealed partial class ImapLane : IMakesFoldersTogether
{
    /// <summary>So many folders go in a flight: their answers have to wait in the socket while we still write.</summary>
    private const int MadeInAFlight = 50;

    private readonly Dictionary<FolderPath, Folder> _made = [];
    private readonly HashSet<string> _subscribed = [];

    public void MakeFolders(IReadOnlyList<WantedFolder> folders, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(folders);
        Run(use =>
        {
            use.Doing = Doing.ChangingFolder;
            RefuseToWrite();
            var good = folders.Where(f => NamingRules.Complaint(f.Path, Traits.Naming, Facts.Names) is null);
            foreach (var flight in good.Chunk(MadeInAFlight)) Remember(new FolderMaking(this).MakeTogether(flight, use));
        }, cancellation);
    }

    private void Remember(IEnumerable<MadeFolder> made)
    {
        foreach (var folder in made)
        {
            _made[folder.Folder.Path] = folder.Folder;
            if (folder.Subscribed) _subscribed.Add(folder.Folder.WireName);
        }
    }

    /// <summary>The folder that was made together with others; asked for once.</summary>
    private Folder? TakeMade(FolderPath path) => _made.Remove(path, out var made) ? made : null;
}
