namespace Godwit.Sync;

/// <summary>
/// Pairs that were sent, whose message no listing has ever shown: the target may have lost it, or its user has filed it elsewhere within seconds. It is looked for by content among what is new in
/// all folders; only what is nowhere is copied again, in another pass.
/// </summary>
internal sealed class LostCopies(IReadOnlyList<FolderWork> works, PassContext context)
{
    public void Look(IReadOnlyList<(FolderWork Work, int Row)> unseen)
    {
        foreach (var (work, row) in Recognise(unseen)) CopyAgain(work, row);
    }

    /// <summary>Goes on with those that are found somewhere. The answer is what is nowhere.</summary>
    public List<(FolderWork Work, int Row)> Recognise(IReadOnlyList<(FolderWork Work, int Row)> unseen)
    {
        if (unseen.Count == 0) return [];
        var dates = unseen.Select(u => u.Work.Pairs[u.Row].ReceivedSeconds).ToHashSet();
        var hasUndated = dates.Contains(PairRow.NoDate);
        var sizes = unseen.Select(u => u.Work.Pairs[u.Row]).Where(r => r.ReceivedSeconds == PairRow.NoDate).Select(r => r.Size).ToHashSet();
        var candidates = works.Where(w => w is { Fault: null, Target: not null, TargetView: not null }).SelectMany(w => Candidates(w, IsLike)).ToList();
        var matches = ContentMatching.Match<ContentHash>([.. unseen.Select(u => (ContentHash?)u.Work.Pairs[u.Row].Content)], [.. candidates.Select(c => (ContentHash?)c.Content)]);
        foreach (var (left, right) in matches) Found(unseen[left], candidates[right]);
        var open = unseen.Where((_, i) => !matches.Exists(m => m.Left == i)).ToList();
        return FindAltered(open, [.. candidates.Where((_, i) => !matches.Exists(m => m.Right == i))]);

        // A message without a date got one from us, and where the target rewrites messages another size too.
        bool IsLike(ListedMessage message) => dates.Contains(message.ReceivedSeconds) || hasUndated && (context.Target.Traits.Keeps.RewritesMessages || sizes.Contains(message.Size));
    }

    /// <summary>Where the target rewrites messages, or one was repaired, the source's message is read and compared by what survives that. The answer is what is nowhere.</summary>
    private List<(FolderWork Work, int Row)> FindAltered(List<(FolderWork Work, int Row)> unseen, List<(FolderWork Work, uint Uid, ContentHash Content)> candidates)
    {
        if (unseen.Count == 0 || candidates.Count == 0) return unseen;
        var left = unseen.GroupBy(u => u.Work).Where(g => g.Key.Source is not null).SelectMany(g => FingerprintReader.Read(
            context.Source, g.Key.SourceFolder, g.Key.SourceGeneration, UidSet.Of(g.Select(u => u.Work.Pairs[u.Row].SourceUid)), context.Cancellation).Select(f => ((g.Key, f.Key), f.Value))).ToDictionary();
        var right = candidates.GroupBy(c => c.Work).SelectMany(g => FingerprintReader.Read(
            context.Target, g.Key.TargetFolder, g.Key.TargetGeneration, UidSet.Of(g.Select(c => c.Uid)), context.Cancellation).Select(f => ((g.Key, f.Key), f.Value))).ToDictionary();
        var matches = ContentMatching.Match<MessageFingerprint>(
            [.. unseen.Select(u => Of(left, u.Work, u.Work.Pairs[u.Row].SourceUid))], [.. candidates.Select(c => Of(right, c.Work, c.Uid))]);
        foreach (var (l, r) in matches) Found(unseen[l], candidates[r]);
        return [.. unseen.Where((_, i) => !matches.Exists(m => m.Left == i))];

        static MessageFingerprint? Of(Dictionary<(FolderWork, uint), MessageFingerprint> fingerprints, FolderWork work, uint uid) =>
            fingerprints.TryGetValue((work, uid), out var fingerprint) ? fingerprint : null;
    }

    private List<(FolderWork Work, uint Uid, ContentHash Content)> Candidates(FolderWork work, Func<ListedMessage, bool> isLike)
    {
        var paired = work.PairedTarget.Build();
        var uids = new UidSet.Builder();
        var messages = work.TargetView!.New;
        for (var i = 0; i < messages.Count; i++)
            if (isLike(messages[i]) && !paired.Contains(messages[i].Uid)) uids.Add(messages[i].Uid);
        var digests = DigestReader.Read(context.Target, work.TargetFolder, work.TargetGeneration, uids.Build(), MessagePart.Whole, context.Cancellation);
        return [.. digests.OrderBy(d => d.Key).Select(d => (work, d.Key, d.Value.Content))];
    }

    private void Found((FolderWork Work, int Row) pair, (FolderWork Work, uint Uid, ContentHash Content) candidate)
    {
        ref var row = ref pair.Work.Pairs.Change(pair.Row);
        if (candidate.Work != pair.Work)
        {
            row.State |= PairState.TargetGone;
            return;
        }
        var messages = candidate.Work.TargetView!.New;
        var again = row with { TargetUid = candidate.Uid, Target = messages[messages.Find(candidate.Uid)].Flags };
        row.State |= PairState.Tombstone;
        pair.Work.Claim(candidate.Uid);
        pair.Work.Found.Add(again);
        if (pair.Work.SourceView!.ChangedFlags.TryGetValue(pair.Row, out var sourceNow)) pair.Work.PlanFlags(again, sourceNow, context.Keywords.Flags(again.Target), context.Keywords);
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
