using Godwit.Simulation.Worlds;

namespace Godwit.Simulation.Users;

/// <summary>A mailbox as its user sees it who picks something to work with.</summary>
internal sealed class FolderSet(MemoryMailbox mailbox, Dice dice)
{
    public FolderPath Any() => dice.Pick([.. Holding().Select(f => f.Folder.Path)]);

    /// <summary>Any folder but the inbox; null when there is none.</summary>
    public FolderPath? AnyBelowInbox()
    {
        var paths = Holding().Select(f => f.Folder.Path).Where(p => !p.IsInbox).ToArray();
        return paths.Length == 0 ? null : dice.Pick(paths);
    }

    /// <summary>A message of a folder that has one; null when none has.</summary>
    public (FolderPath Folder, MessageSnapshot Message)? AnyMessage()
    {
        var folders = Holding().Where(f => f.Messages.Count > 0).ToArray();
        if (folders.Length == 0) return null;
        var folder = dice.Pick(folders);
        return (folder.Folder.Path, dice.Pick(folder.Messages));
    }

    private IEnumerable<FolderSnapshot> Holding() => mailbox.Snapshot().Folders.Where(f => f.Folder.HoldsMessages);
}
