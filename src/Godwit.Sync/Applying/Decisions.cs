namespace Godwit.Sync;

/// <summary>
/// Applies the table of <see cref="PairRules"/> to every pair about which anything has changed, and gathers what is new to be copied. Changes rows in memory only.
/// </summary>
internal sealed class Decisions(IReadOnlyList<FolderWork> works, PassContext context)
{
    private readonly List<(FolderWork Work, int Row)> _removedOnTarget = [];
    private readonly List<(FolderWork Work, int Row)> _unseen = [];
    private long _kept, _touched, _livePairs;

    /// <summary>How many pairs live on both sides, or did until now: what removals are measured against.</summary>
    public long LivePairs => _livePairs;

    public void Run()
    {
        foreach (var work in works) context.ForFolder(work, () => Decide(work));
        AcceptRemovalsOnTarget();
        new LostCopies(works, context).Look(_unseen);
        foreach (var work in works) context.ForFolder(work, () => PlanCopies(work));
        if (_kept > 0) context.Tally.Note($"{_kept} messages are gone from the source and stay on the target.");
        if (_touched > 0) context.Tally.Note($"{_touched} messages are gone from the source and stay on the target because their flags were changed there.");
    }

    private void Decide(FolderWork work)
    {
        for (var row = 0; row < work.Pairs.Count; row++)
        {
            ref readonly var pair = ref work.Pairs[row];
            if (pair is { OnSource: true, OnTarget: true }) _livePairs++;
            if (HasNews(work, row)) Do(PairRules.Decide(Facts(work, row), context.Settings.Deletions), work, row);
        }
    }

    /// <summary>A row whose fate was decided in an earlier run is looked at again only when its last living side goes too.</summary>
    private static bool HasNews(FolderWork work, int row)
    {
        ref readonly var pair = ref work.Pairs[row];
        return pair.OnSource && work.SourceView!.IsGone(row) || pair.OnTarget && work.TargetView!.IsGone(row)
            || pair is { OnSource: true, OnTarget: true } && work.SourceView!.ChangedFlags.ContainsKey(row);
    }

    private static PairFacts Facts(FolderWork work, int row)
    {
        ref readonly var pair = ref work.Pairs[row];
        return new PairFacts(
            SourceThere: pair.OnSource && !work.SourceView!.IsGone(row), TargetThere: pair.OnTarget && !work.TargetView!.IsGone(row),
            Confirmed: pair.TargetUid < work.Record.ConfirmedBelow, pair.Origin,
            SourceFlagsChanged: work.SourceView!.ChangedFlags.ContainsKey(row), TargetTouched: (pair.State & PairState.Touched) != 0);
    }

    private void Do(PairAction action, FolderWork work, int row)
    {
        switch (action)
        {
            case PairAction.MergeFlags: Merge(work, row); break;
            case PairAction.LookThenCopy: _unseen.Add((work, row)); break;
            case PairAction.RemovedOnTarget: _removedOnTarget.Add((work, row)); break;
            case PairAction.KeptByPolicy or PairAction.KeptNotOurs: Mark(work, row, PairState.SourceGone); _kept++; break;
            case PairAction.KeptTouched: Mark(work, row, PairState.SourceGone); _touched++; break;
            case PairAction.Remove: work.Removals.Add(work.Pairs[row]); break;
            case PairAction.Forget: Mark(work, row, PairState.Tombstone); break;
            default: break;
        }
    }

    private static void Mark(FolderWork work, int row, PairState state) => work.Pairs.Change(row).State |= state;

    private void Merge(FolderWork work, int row)
    {
        ref readonly var pair = ref work.Pairs[row];
        var sourceNow = work.SourceView!.ChangedFlags[row];
        var targetNow = work.TargetView!.ChangedFlags.TryGetValue(row, out var now) ? now : context.Keywords.Flags(pair.Target);
        if (pair.TargetUid != 0) work.PlanFlags(pair, sourceNow, targetNow, context.Keywords);
    }

    /// <summary>What users removed on the target stays removed, unless it looks as if the target had been emptied by accident: that is said, and nothing is concluded from it.</summary>
    private void AcceptRemovalsOnTarget()
    {
        if (LooksLikeAnAccident)
        {
            // So many are hardly gone one by one: a target that was restored has them under other uids, and so has one about which the ledger has lost its tail.
            var nowhere = new LostCopies(works, context).Recognise(_removedOnTarget);
            _removedOnTarget.Clear();
            _removedOnTarget.AddRange(nowhere);
        }
        if (LooksLikeAnAccident)
        {
            context.Tally.Fault(new Fault(SyncFaults.TargetEmptied, Side.Target,
                $"{_removedOnTarget.Count} of {_livePairs} copied messages are gone from the target. They are not copied again; if that was an accident, restore them or move with a new state file."));
            foreach (var (work, _) in _removedOnTarget) work.HoldsBack = true;
            return;
        }
        var moved = MovedByUs();
        for (var i = 0; i < _removedOnTarget.Count; i++)
        {
            var (work, row) = _removedOnTarget[i];
            if (moved.Contains(i)) _unseen.Add((work, row));
            else if (!TakesOver(work, row)) Mark(work, row, PairState.TargetGone);
        }
    }

    private bool LooksLikeAnAccident => _removedOnTarget.Count > RemovalGuard.FreeItems && _removedOnTarget.Count > _livePairs * RemovalGuard.FreeShare;

    /// <summary>
    /// Which of them nobody has removed: this pass has recognised as many of their kind elsewhere, as copies of our own. They were moved there by a run that was broken off before the ledger learned of it,
    /// and what the source has here needs another copy.
    /// </summary>
    private HashSet<int> MovedByUs()
    {
        var recognised = works.SelectMany(w => w.Found.Where(r => r.Origin == PairOrigin.Copied && w.TargetView!.New.Find(r.TargetUid) >= 0)).Select(r => (ContentHash?)r.Content);
        var removed = _removedOnTarget.Select(r => r.Work.Pairs[r.Row].Content).Select(c => c.IsKnown ? (ContentHash?)c : null);
        return [.. ContentMatching.Match<ContentHash>([.. recognised], [.. removed]).Select(m => m.Right)];
    }

    /// <summary>
    /// Of two identical copies one has lost its source and the other its target: they are one pair. (Which copy is which is not known where a folder was rebuilt or the ledger lost its tail.)
    /// </summary>
    private static bool TakesOver(FolderWork work, int row)
    {
        var content = work.Pairs[row].Content;
        var index = content.IsKnown ? work.Removals.FindIndex(r => r.Content == content) : -1;
        if (index < 0) return false;
        var other = work.Removals[index];
        work.Removals.RemoveAt(index);
        for (var i = 0; i < work.Pairs.Count; i++)
            if (work.Pairs[i].OnTarget && work.Pairs[i].TargetUid == other.TargetUid) Mark(work, i, PairState.Tombstone);
        ref var pair = ref work.Pairs.Change(row);
        (pair.TargetUid, pair.Target, pair.Origin) = (other.TargetUid, other.Target, other.Origin);
        return true;
    }

    private void PlanCopies(FolderWork work)
    {
        if (work.Source is null) return;
        var paired = work.PairedSource.Build();
        var (messages, plan) = (work.SourceView!.New, new CopyPlan(work, context));
        var wanted = new UidSet.Builder();
        for (var i = 0; i < messages.Count; i++)
        {
            ref readonly var message = ref messages[i];
            if (paired.Contains(message.Uid) || !context.Settings.Filter.Takes(message, context.Keywords)) continue;
            if (plan.TooLarge(message.Size) is { } large) { plan.Skip(message.Uid, SkipReason.Large, large); continue; }
            wanted.Add(message.Uid);
            work.BytesToCopy += message.Size;
        }
        work.ToCopy = wanted.Build();
        work.Skipped.AddRange(plan.Skipped.Values);
        context.Progress.Plan(work.ToCopy.Count + work.Skipped.Count, work.BytesToCopy + work.Skipped.Sum(s => s.Size));
    }
}
