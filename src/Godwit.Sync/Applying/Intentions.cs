namespace Godwit.Sync;

/// <summary>Writes down what is known and what is about to be done, before anything is written to the target: found pairs, decided fates, floors and intents, in one commit.</summary>
internal static class Intentions
{
    public static void Commit(IReadOnlyList<FolderWork> works, IReadOnlyList<PlannedMove> moves, PassContext context)
    {
        var receiving = moves.Select(m => m.To.Id).ToHashSet();
        var changes = new LedgerChanges();
        foreach (var work in works.Where(w => w is { Fault: null, IsUnchanged: false, SourceView: not null, TargetView: not null }))
        {
            var writes = !work.ToCopy.IsEmpty || receiving.Contains(work.Id);
            if (work.IsWatched) work.Record = LateTwins.Expect(work.Record, work.TargetView!.Status.UidNext, context.NowSeconds);
            work.Record = work.Record with
            {
                Floor = Floor(work.Record, work.TargetView!.Status.UidNext),
                IntentSeconds = writes ? context.NowSeconds : work.Record.IntentSeconds,
            };
            changes.Folders.Add(work.Record);
            if (work.Found.Count > 0) changes.NewPairs[work.Id] = work.Found;
            changes.NoLongerSkipped.AddRange(work.NoLongerSkipped(work.Found));
            if (work.Pairs.Segments.Any(s => s.IsDirty)) changes.ChangedTables[work.Id] = work.Pairs;
        }
        if (!changes.IsEmpty) context.Ledger.Commit(changes);
    }

    /// <summary>What was listed is known, or not ours. A late twin is neither until it has been looked for, at the end of the pass.</summary>
    private static uint Floor(FolderRecord record, uint uidNext) => record.TwinsFrom != 0 ? record.Floor : Math.Max(record.Floor, Math.Max(uidNext, 1));
}
