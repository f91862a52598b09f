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
            work.Record = work.Record with
            {
                Floor = Math.Max(work.Record.Floor, Math.Max(work.TargetView!.Status.UidNext, 1)),
                IntentSeconds = writes ? context.NowSeconds : work.Record.IntentSeconds,
            };
            if (work.IsWatched) work.Record = LateTwins.Expect(work.Record, work.TargetView.Status.UidNext, context.NowSeconds);
            changes.Folders.Add(work.Record);
            if (work.Found.Count > 0) changes.NewPairs[work.Id] = work.Found;
            changes.NoLongerSkipped.AddRange(work.NoLongerSkipped(work.Found));
            if (work.Pairs.Segments.Any(s => s.IsDirty)) changes.ChangedTables[work.Id] = work.Pairs;
        }
        if (!changes.IsEmpty) context.Ledger.Commit(changes);
    }
}
