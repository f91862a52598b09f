using Godwit.Simulation.Worlds;

namespace Godwit.Simulation.Invariants;

/// <summary>Each living pair's uids are there on both sides and hold the same letter; none is in two pairs; each source message has a pair or a reason.</summary>
internal static class LedgerTellsTheTruth
{
    public static void Check(Ending end)
    {
        foreach (var (source, record, target) in end.Folders())
        {
            if (end.IsOutOfSight(record, target)) continue;
            var onSource = source.Messages.ToDictionary(m => m.Uid);
            var onTarget = target?.Messages.ToDictionary(m => m.Uid) ?? [];
            var (sourceUids, targetUids) = (new HashSet<uint>(), new HashSet<uint>());
            foreach (var pair in end.Pairs(record))
            {
                if (pair is { OnSource: true, SourceUid: not 0 } && !sourceUids.Add(pair.SourceUid)) throw Lie(record, $"source uid {pair.SourceUid} is in two pairs");
                if (pair.OnTarget && !targetUids.Add(pair.TargetUid)) throw Lie(record, $"target uid {pair.TargetUid} is in two pairs");
                if (pair is { OnSource: true, OnTarget: true }) Check(end, record, pair, onSource, onTarget);
            }
            var skipped = end.SkippedIn(record);
            var forgotten = onSource.Keys.Where(uid => !sourceUids.Contains(uid) && !skipped.Contains(uid)).ToList();
            if (forgotten.Count > 0) throw Lie(record, $"source uid {forgotten[0]} ({end.Letter(onSource[forgotten[0]])}) has neither pair nor reason");
        }
    }

    private static void Check(Ending end, FolderRecord record, in PairRow pair, Dictionary<uint, MessageSnapshot> onSource, Dictionary<uint, MessageSnapshot> onTarget)
    {
        if (!onSource.ContainsKey(pair.SourceUid) && MayWait(end, pair)) return;
        if (!onSource.TryGetValue(pair.SourceUid, out var ours)) throw Lie(record, $"source uid {pair.SourceUid} is not there");
        if (!onTarget.TryGetValue(pair.TargetUid, out var theirs))
        {
            // A target that was emptied on purpose or by accident: the engine says so and concludes nothing.
            if (end.Letter(ours).Took > 0) return;
            throw Lie(record, $"target uid {pair.TargetUid} ({end.Letter(ours)}) is not there");
        }
        if (end.Letter(ours) != end.Letter(theirs)) throw Lie(record, $"{end.Letter(ours)} {pair.SourceUid} is paired with {end.Letter(theirs)} {pair.TargetUid}");
        if (pair.Content.IsKnown && pair.Content != ours.Content.Digest.Content) throw Lie(record, $"{end.Letter(ours)} {pair.SourceUid} has another content than the ledger says");
    }

    /// <summary>What is gone from the source keeps its pair where the target cannot remove, or while it may be what was skipped in another folder.</summary>
    private static bool MayWait(Ending end, PairRow pair) => !end.World.Target.Options.Traits.Moves.CanRemove
        || end.World.Ledger.Skipped.Any(s => s.Received?.UnixSeconds == pair.Received?.UnixSeconds);

    private static BrokenPromiseException Lie(FolderRecord record, string told) => new("ledger", $"{record.Source.Path} and {record.Target.Path}: {told}");
}
