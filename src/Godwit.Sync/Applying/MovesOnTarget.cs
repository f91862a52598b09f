namespace Godwit.Sync;

/// <summary>Moves on the target what moved on the source, in sets from folder to folder.</summary>
internal sealed class MovesOnTarget(PassContext context)
{
    public void Run(IReadOnlyList<PlannedMove> moves)
    {
        foreach (var group in moves.GroupBy(m => (m.From, m.To)))
        {
            var (from, to) = group.Key;
            if (to.Fault is null) context.ForFolder(from, () => MoveGroup(from, to, [.. group]));
            if ((from.Fault ?? to.Fault) is not null) LeaveOpen(from, to);
        }
    }

    /// <summary>Not everything was moved, or nobody knows: neither folder's markers move on, so that the next pass sees again what was filed from the one into the other, and finds it wherever it is now.</summary>
    private static void LeaveOpen(FolderWork from, FolderWork to) => from.HoldsBack = to.HoldsBack = to.HasUntoldMoves = true;

    private void MoveGroup(FolderWork from, FolderWork to, List<PlannedMove> group)
    {
        var byUid = group.ToDictionary(m => m.Pair.TargetUid);
        var moved = context.Target.MoveMessages(from.TargetFolder, from.TargetGeneration, UidSet.Of(byUid.Keys), to.TargetFolder, context.Cancellation);
        // Where the target did not tell the new uids, or left one out that somebody took away meanwhile, the next pass recognises the messages by their content.
        if (moved is null || moved.From.Count < group.Count)
        {
            LeaveOpen(from, to);
            context.NeedsAnotherPass = true;
        }
        var count = moved?.From.Count ?? group.Count;
        context.Tally.Moved(count);
        from.TargetGrowth -= count;
        if (moved is not null) Record(from, to, byUid, moved);
    }

    private void Record(FolderWork from, FolderWork to, Dictionary<uint, PlannedMove> byUid, MovedMessages moved)
    {
        var changes = new LedgerChanges();
        var rows = new List<PairRow>();
        for (var i = 0; i < moved.From.Count; i++)
        {
            if (!byUid.TryGetValue(moved.From[i], out var move)) continue;
            var message = to.SourceView!.New[move.Index];
            var digest = new MessageDigest(move.Pair.Content, move.Pair.Header, 0);
            var origin = move.Pair.Origin == PairOrigin.Adopted ? PairOrigin.Adopted : PairOrigin.Moved;
            var row = to.RowFor(message, moved.To[i], digest, origin, move.Pair.State & ~PairState.Tombstone, move.Pair.Target);
            row.Source = move.Pair.Source;
            Relocation.MergeFlags(to, row, context);
            rows.Add(row);
        }
        to.TargetGrowth += rows.Count;
        changes.NewPairs[to.Id] = rows;
        LedgerRows.Change(context.Ledger, from.Id, UidSet.Of(moved.From), row => row with { State = row.State | PairState.Tombstone }, changes);
        context.Ledger.Commit(changes);
    }
}
