using Godwit.Simulation.Letters;
using Godwit.Simulation.Worlds;

namespace Godwit.Simulation.Invariants;

/// <summary>Both mailboxes and the ledger at the end of a world.</summary>
internal sealed class Ending
{
    private readonly Dictionary<FolderPath, FolderRecord> _records;

    public Ending(World world)
    {
        World = world;
        Source = world.Source.Snapshot();
        Target = world.Target.Snapshot();
        _records = [];
        foreach (var record in world.Ledger.Folders)
            if (Source.Find(record.Source.Path)?.Status.Generation == record.Source.Generation && !_records.TryAdd(record.Source.Path, record))
                throw new BrokenPromiseException("ledger", $"two records for {record.Source.Path}");
    }

    public World World { get; }

    public MailboxSnapshot Source { get; }

    public MailboxSnapshot Target { get; }

    /// <summary>Source folders that hold messages, with the ledger's record of each.</summary>
    public IEnumerable<(FolderSnapshot Source, FolderRecord Record, FolderSnapshot? Target)> Folders()
    {
        foreach (var folder in Source.Folders.Where(f => f.Folder.HoldsMessages))
        {
            if (!_records.TryGetValue(folder.Folder.Path, out var record)) throw new BrokenPromiseException("lost", $"the ledger does not know the folder {folder.Folder.Path}");
            yield return (folder, record, Target.Find(record.Target.Path));
        }
    }

    /// <summary>
    /// The ledger lost its tail, and with it which folder of the target this one became: it looks as if the target had been emptied. The engine says so, and copies nothing until somebody has looked.
    /// </summary>
    public bool IsOutOfSight(FolderRecord record, FolderSnapshot? target) => target is null && World.Losses.LostSightOf(record);

    public IReadOnlySet<uint> SkippedIn(FolderRecord record) => World.Ledger.Skipped.Where(s => s.FolderId == record.Id).Select(s => s.SourceUid).ToHashSet();

    public IEnumerable<PairRow> Pairs(FolderRecord record)
    {
        var table = World.Ledger.ReadPairs(record.Id);
        for (var i = 0; i < table.Count; i++) yield return table[i];
    }

    public Letter Letter(in MessageSnapshot message) => World.Letters.Recognise(message.Content);
}
