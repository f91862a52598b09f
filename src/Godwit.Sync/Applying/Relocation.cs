namespace Godwit.Sync;

/// <summary>
/// Messages that the source's user filed elsewhere are moved on the target too, not copied again: gone here, new there, equal by size, date, header block and content. A message of
/// which the ledger knows that the target's user has removed it stays removed.
/// </summary>
internal sealed class Relocation(IReadOnlyList<FolderWork> works, PassContext context)
{
    private readonly List<VanishedPair> _vanished = [];
    private readonly List<ArrivedMessage> _arrived = [];
    private readonly List<PlannedMove> _moves = [];

    /// <summary>Moves to make on the target.</summary>
    public IReadOnlyList<PlannedMove> Moves => _moves;

    /// <summary>Finds what moved. Pairs whose target is gone, or that stayed in their folder under a new uid, are carried along at once.</summary>
    public void Plan()
    {
        for (var f = 0; f < works.Count; f++) if (IsOpen(works[f])) GatherVanished(f);
        // A first run has neither, and has everything to copy.
        var mayHaveStrays = context.Target.Traits.Moves.CanMove && works.Any(w => w.Record.IntentSeconds != 0);
        if (_vanished.Count == 0 && !mayHaveStrays) return;
        for (var f = 0; f < works.Count; f++) if (IsOpen(works[f])) GatherArrived(f);
        if (_vanished.Count > 0) MatchVanished();
        if (mayHaveStrays) FetchCopied();
    }

    private static bool IsOpen(FolderWork work) => work is { Fault: null, SourceView: not null, TargetView: not null };

    private void MatchVanished()
    {
        Order();
        var matches = MoveMatching.Match(_vanished, _arrived, ReadHeaders, ReadContents);
        var fetched = FetchMoved(matches);
        foreach (var (vanished, arrived) in matches) if (!fetched.Contains(_arrived[arrived])) Take(_vanished[vanished], _arrived[arrived]);
    }

    /// <summary>
    /// Of identical copies those whose target is there come first. One that is gone from both sides has not moved when this pass recognised as many of its kind elsewhere: then it was moved in a run
    /// of which the ledger has lost the tail, and is forgotten.
    /// </summary>
    private void Order()
    {
        var (there, gone) = (_vanished.Where(IsOnTarget).ToList(), _vanished.Where(v => !IsOnTarget(v)).ToList());
        var explained = ContentMatching.Match<ContentHash>(
            [.. works.SelectMany(w => w.Found).Select(r => (ContentHash?)r.Content)], [.. gone.Select(v => v.Content.IsKnown ? (ContentHash?)v.Content : null)]).Select(m => m.Right).ToHashSet();
        _vanished.Clear();
        _vanished.AddRange(there);
        _vanished.AddRange(gone.Where((_, i) => !explained.Contains(i)));
    }

    private bool IsOnTarget(VanishedPair vanished) =>
        works[vanished.Folder].Pairs[vanished.Row].OnTarget && !works[vanished.Folder].TargetView!.IsGone(vanished.Row);

    /// <summary>
    /// The target's message is not where the ledger has it, and yet nobody removed it: it lies elsewhere, moved in a run of which the ledger has lost the tail, or by the target's user. What cannot be
    /// fetched from there is copied.
    /// </summary>
    private HashSet<ArrivedMessage> FetchMoved(IReadOnlyList<(int Vanished, int Arrived)> matches)
    {
        var missing = matches.Where(m => !IsOnTarget(_vanished[m.Vanished]) && works[_vanished[m.Vanished].Folder].Pairs[_vanished[m.Vanished].Row].OnTarget).ToDictionary(m => _arrived[m.Arrived], m => _vanished[m.Vanished]);
        var fetched = new HashSet<ArrivedMessage>();
        foreach (var stray in new Strays(works, context).Find([.. missing.Keys], onlyOurs: false))
        {
            var (from, row) = (works[missing[stray.Arrived].Folder], missing[stray.Arrived].Row);
            var pair = from.Pairs[row];
            Retire(from, row);
            Fetch(pair with { State = pair.State & ~PairState.Tombstone }, stray);
            fetched.Add(stray.Arrived);
        }
        return fetched;
    }

    /// <summary>
    /// A crashed run's copies of messages that were filed elsewhere before the ledger learned of them. Nobody knows who has changed which flag since, so none is taken away.
    /// </summary>
    private void FetchCopied()
    {
        var paired = works.Select(w => w.PairedSource.Build()).ToArray();
        var open = _arrived.Where(a => !paired[a.Folder].Contains(works[a.Folder].SourceView!.New[a.Index].Uid)).ToList();
        var strays = new Strays(works, context).Find(open, onlyOurs: true);
        if (strays.Count == 0) return;
        var digests = Read([.. strays.Select(s => _arrived.IndexOf(s.Arrived))], MessagePart.Whole);
        foreach (var stray in strays)
        {
            if (!digests.TryGetValue(_arrived.IndexOf(stray.Arrived), out var digest)) continue;
            Fetch(new PairRow { Origin = PairOrigin.Copied, Header = digest.Header, Content = digest.Content }, stray);
        }
    }

    private void Fetch(PairRow pair, Stray stray)
    {
        var to = works[stray.Arrived.Folder];
        if (to.Target is null || stray.From != to && !context.Target.Traits.Moves.CanMove) return;
        pair = pair with { TargetUid = stray.Message.Uid, Target = stray.Message.Flags };
        stray.From.Claim(stray.Message.Uid);
        if (stray.From == to) Settle(to, stray.Arrived.Index, pair);
        else Move(stray.From, pair, to, stray.Arrived.Index);
    }

    private void Move(FolderWork from, in PairRow pair, FolderWork to, int index)
    {
        _moves.Add(new PlannedMove(from, pair, to, index));
        from.Leaving.Add(pair.TargetUid);
        to.PairedSource.Add(to.SourceView!.New[index].Uid);
    }

    private void GatherVanished(int f)
    {
        var work = works[f];
        for (var row = 0; row < work.Pairs.Count; row++)
        {
            ref readonly var pair = ref work.Pairs[row];
            var isKept = !pair.OnSource && pair.OnTarget && !work.TargetView!.IsGone(row);
            if (!isKept && !work.SourceView!.IsGone(row) || pair.SourceUid == 0 && isKept) continue;
            _vanished.Add(new VanishedPair(f, row, pair.Size, pair.ReceivedSeconds, pair.Header, pair.Content));
        }
    }

    private void GatherArrived(int f)
    {
        var work = works[f];
        if (work.Source is null) return;
        var paired = work.PairedSource.Build();
        var messages = work.SourceView!.New;
        for (var i = 0; i < messages.Count; i++)
        {
            if (paired.Contains(messages[i].Uid)) continue;
            _arrived.Add(new ArrivedMessage(f, i, messages[i].Size, messages[i].ReceivedSeconds));
        }
    }

    private Dictionary<int, ulong> ReadHeaders(IReadOnlyList<int> arrived) => Read(arrived, MessagePart.Header).ToDictionary(d => d.Key, d => d.Value.Header);

    private Dictionary<int, ContentHash> ReadContents(IReadOnlyList<int> arrived) => Read(arrived, MessagePart.Whole).ToDictionary(d => d.Key, d => d.Value.Content);

    private Dictionary<int, MessageDigest> Read(IReadOnlyList<int> arrived, MessagePart part)
    {
        var digests = new Dictionary<int, MessageDigest>();
        foreach (var group in arrived.GroupBy(i => _arrived[i].Folder))
        {
            var work = works[group.Key];
            context.ForFolder(work, () =>
            {
                var byUid = group.ToDictionary(i => work.SourceView!.New[_arrived[i].Index].Uid);
                var read = DigestReader.Read(context.Source, work.SourceFolder, work.SourceGeneration, UidSet.Of(byUid.Keys), part, context.Cancellation);
                foreach (var (uid, digest) in read) digests[byUid[uid]] = digest;
            });
        }
        return digests;
    }

    private void Take(VanishedPair vanished, ArrivedMessage arrived)
    {
        var (from, to) = (works[vanished.Folder], works[arrived.Folder]);
        var pair = from.Pairs[vanished.Row];
        // Gone from both sides, and new elsewhere: filed on the source and removed on the target, or moved there by a run of which the ledger knows nothing. In doubt it is copied.
        if (pair.OnTarget && !IsOnTarget(vanished)) Retire(from, vanished.Row);
        else if (vanished.Folder == arrived.Folder || !pair.OnTarget) Carry(from, vanished.Row, to, arrived.Index, pair.OnTarget);
        else if (context.Target.Traits.Moves.CanMove && pair.TargetUid != 0 && to.Target is not null)
        {
            from.SourceView!.NotGone(vanished.Row);
            Move(from, pair, to, arrived.Index);
        }
    }

    /// <summary>The old row has done its duty; a new one goes on with the same target message, or with none.</summary>
    private void Carry(FolderWork from, int row, FolderWork to, int index, bool onTarget)
    {
        var old = from.Pairs[row];
        Retire(from, row);
        Settle(to, index, old with { TargetUid = onTarget ? old.TargetUid : 0, State = (old.State & ~PairState.Tombstone) | (onTarget ? PairState.Alive : PairState.TargetGone) });
    }

    private void Settle(FolderWork to, int index, in PairRow old)
    {
        var carried = to.RowFor(to.SourceView!.New[index], old.TargetUid, new MessageDigest(old.Content, old.Header, 0), old.Origin, old.State, old.Target);
        carried.Source = old.Source;
        MergeFlags(to, carried, context);
        to.Found.Add(carried);
    }

    internal static void Retire(FolderWork from, int row)
    {
        from.Pairs.Change(row).State |= PairState.Tombstone;
        from.SourceView!.NotGone(row);
        from.TargetView!.NotGone(row);
    }

    /// <summary>The moved message's flags go on being merged from the base that its old row had.</summary>
    internal static void MergeFlags(FolderWork to, in PairRow row, PassContext context)
    {
        var index = to.SourceView!.New.Find(row.SourceUid);
        if (row.OnTarget) to.PlanFlags(row, context.Keywords.Flags(to.SourceView.New[index].Flags), context.Keywords.Flags(row.Target), context.Keywords);
    }
}

/// <summary>A message to move on the target.</summary>
/// <param name="From">Its folder until now.</param>
/// <param name="Pair">Its pair there.</param>
/// <param name="To">Its folder from now on.</param>
/// <param name="Index">Its index among the new source messages there.</param>
internal sealed record PlannedMove(FolderWork From, PairRow Pair, FolderWork To, int Index);
