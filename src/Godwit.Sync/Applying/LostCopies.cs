namespace Godwit.Sync;

/// <summary>
/// Pairs that were sent, whose message no listing has ever shown: the target may have lost it, or its user has filed it elsewhere within seconds. It is looked for by content among what is new in
/// all folders; only what is nowhere is copied again, in another pass.
/// </summary>
internal sealed class LostCopies(IReadOnlyList<FolderWork> works, PassContext context)
{
    public void Look(IReadOnlyList<(FolderWork Work, int Row)> unseen)
    {
        if (unseen.Count == 0) return;
        var keys = unseen.Select(u => u.Work.Pairs[u.Row]).Select(p => (p.Size, p.ReceivedSeconds)).ToHashSet();
        var candidates = works.Where(w => w is { Fault: null, Target: not null, TargetView: not null }).SelectMany(w => Candidates(w, keys)).ToList();
        var matches = ContentMatching.Match<ContentHash>(
            [.. unseen.Select(u => (ContentHash?)u.Work.Pairs[u.Row].Content)], [.. candidates.Select(c => (ContentHash?)c.Content)]);
        foreach (var (left, right) in matches) Found(unseen[left], candidates[right]);
        var found = matches.Select(m => m.Left).ToHashSet();
        for (var i = 0; i < unseen.Count; i++) if (!found.Contains(i)) CopyAgain(unseen[i].Work, unseen[i].Row);
    }

    private List<(FolderWork Work, uint Uid, ContentHash Content)> Candidates(FolderWork work, HashSet<(long, long)> keys)
    {
        var paired = work.PairedTarget.Build();
        var uids = new UidSet.Builder();
        var messages = work.TargetView!.New;
        for (var i = 0; i < messages.Count; i++)
            if (keys.Contains((messages[i].Size, messages[i].ReceivedSeconds)) && !paired.Contains(messages[i].Uid)) uids.Add(messages[i].Uid);
        var digests = DigestReader.Read(context.Target, work.TargetFolder, work.TargetGeneration, uids.Build(), MessagePart.Whole, context.Cancellation);
        return [.. digests.OrderBy(d => d.Key).Select(d => (work, d.Key, d.Value.Content))];
    }

    private static void Found((FolderWork Work, int Row) pair, (FolderWork Work, uint Uid, ContentHash Content) candidate)
    {
        ref var row = ref pair.Work.Pairs.Change(pair.Row);
        if (candidate.Work != pair.Work)
        {
            row.State |= PairState.TargetGone;
            return;
        }
        var again = row with { TargetUid = candidate.Uid };
        row.State |= PairState.Tombstone;
        pair.Work.Claim(candidate.Uid);
        pair.Work.Found.Add(again);
    }

    private void CopyAgain(FolderWork work, int row)
    {
        work.Pairs.Change(row).State |= PairState.Tombstone;
        // The source's message is new to the next pass, which has to list the folder whole to see it.
        work.Record = work.Record with { Source = work.Record.Source with { Marker = default } };
        work.HoldsBack = true;
        context.NeedsAnotherPass = true;
    }
}
