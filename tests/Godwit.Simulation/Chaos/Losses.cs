using Godwit.Simulation.Worlds;

namespace Godwit.Simulation.Chaos;

/// <summary>
/// Looks, whenever a pass begins or a run ends, what the ledger does not know of the target. Only such messages may become orphans, and only when the source's user takes theirs away before the engine
/// has recognised them.
/// </summary>
internal sealed class Losses(World world)
{
    private readonly HashSet<MemoryContent> _counted = [];
    private bool _isAfterLoss;
    private readonly Dictionary<FolderGeneration, HashSet<FolderPath>> _forgotten = [];
    private readonly HashSet<int> _outOfSight = [];

    public void Assess()
    {
        var records = Records();
        foreach (var folder in world.Target.Snapshot().Folders)
        {
            var rows = records.TryGetValue(folder.Status.Generation, out var record) ? RowsByTargetUid(record) : [];
            var retired = record is null ? [] : RetiredUids(record);
            // A row that the engine has closed while its message is there was no loss: that was the engine's own decision.
            foreach (var message in folder.Messages) if (rows.ContainsKey(message.Uid) || !retired.Contains(message.Uid)) Assess(message, rows);
        }
    }

    private void Assess(in MessageSnapshot message, Dictionary<uint, PairRow> rows)
    {
        var letter = world.Letters.Recognise(message.Content);
        if (!rows.TryGetValue(message.Uid, out var row))
        {
            if (!world.TargetUser.IsOwn(message.Content) && _counted.Add(message.Content)) letter.Lost++;
        }
        else if (world.Ledger.Keywords.Flags(row.Target) != message.Flags)
        {
            letter.MayBeKept = true;
            letter.BaseLost |= _isAfterLoss;
        }
    }

    /// <summary>What was known of removals by the target's user may have gone with the tail.</summary>
    public void LedgerLostItsTail(IReadOnlyList<FolderRecord> before)
    {
        foreach (var record in before)
        {
            if (!_forgotten.TryGetValue(record.Target.Generation, out var paths)) _forgotten[record.Target.Generation] = paths = [];
            paths.Add(record.Source.Path);
        }
        foreach (var record in world.Ledger.Folders.Where(IsOutOfSight)) _outOfSight.Add(record.Id);
        foreach (var letter in world.Letters.All) letter.RemovedByUser = false;
        _counted.Clear();
        world.TargetUser.ForgetTouches();
        _isAfterLoss = true;
        Assess();
        _isAfterLoss = false;
    }

    /// <summary>
    /// True for a folder of the target that was another source folder's before the ledger lost its tail: after renames and swaps nobody can know that any more, and what it holds may stay there.
    /// </summary>
    public bool IsForgotten(FolderGeneration generation, FolderPath? source) => _forgotten.TryGetValue(generation, out var paths) && paths.Any(p => p != source);

    /// <summary>
    /// True for a record whose folder the target has neither under its generation nor under its path since the ledger lost its tail: it was rebuilt and renamed, and nothing tells which it is now.
    /// </summary>
    public bool LostSightOf(FolderRecord record) => _outOfSight.Contains(record.Id);

    private bool IsOutOfSight(FolderRecord record) => record.Target.Generation.IsKnown
        && !world.Target.Snapshot().Folders.Any(f => f.Status.Generation == record.Target.Generation || f.Folder.Path == record.Target.Path);

    /// <summary>A rebuilt folder is relinked by content: what is not in it counts as never copied.</summary>
    public void TargetWasRebuilt(FolderGeneration before, FolderGeneration now)
    {
        if (_forgotten.TryGetValue(before, out var paths)) _forgotten[now] = paths;
        foreach (var letter in world.Letters.All) letter.RemovedByUser = false;
    }

    /// <summary>True when the ledger has this message of the target as seen there, and its source is where the ledger has it.</summary>
    public bool IsConfirmed(FolderPath folder, uint uid)
    {
        var generation = world.Target.Snapshot().Find(folder)!.Status.Generation;
        return Records().TryGetValue(generation, out var record) && uid < record.ConfirmedBelow && RowsByTargetUid(record).TryGetValue(uid, out var row) && row.OnSource
            && world.Source.Snapshot().Folders.Any(f => f.Status.Generation == record.Source.Generation && f.Messages.Any(m => m.Uid == row.SourceUid));
    }

    /// <summary>How the ledger says that a message came to the target, also where it has closed the pair since; null when it does not know the message.</summary>
    public PairOrigin? OriginOf(FolderGeneration generation, uint uid)
    {
        if (!Records().TryGetValue(generation, out var record)) return null;
        var table = world.Ledger.ReadPairs(record.Id);
        for (var i = table.Count - 1; i >= 0; i--) if (table[i].TargetUid == uid) return table[i].Origin;
        return null;
    }

    /// <summary>How many pairs live on both sides.</summary>
    public int LivePairs()
    {
        var count = 0;
        foreach (var record in world.Ledger.Folders)
        {
            var table = world.Ledger.ReadPairs(record.Id);
            for (var i = 0; i < table.Count; i++) if (table[i] is { OnSource: true, OnTarget: true }) count++;
        }
        return count;
    }

    /// <summary>By the target's generation, which no two folders share.</summary>
    private Dictionary<FolderGeneration, FolderRecord> Records()
    {
        var records = new Dictionary<FolderGeneration, FolderRecord>();
        foreach (var record in world.Ledger.Folders) records[record.Target.Generation] = record;
        return records;
    }

    private HashSet<uint> RetiredUids(FolderRecord record)
    {
        var uids = new HashSet<uint>();
        var table = world.Ledger.ReadPairs(record.Id);
        for (var i = 0; i < table.Count; i++) if (!table[i].OnTarget) uids.Add(table[i].TargetUid);
        return uids;
    }

    private Dictionary<uint, PairRow> RowsByTargetUid(FolderRecord record)
    {
        var rows = new Dictionary<uint, PairRow>();
        var table = world.Ledger.ReadPairs(record.Id);
        for (var i = 0; i < table.Count; i++) if (table[i].OnTarget) rows[table[i].TargetUid] = table[i];
        return rows;
    }
}
