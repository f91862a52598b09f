namespace Godwit.Sync;

/// <summary>
/// Messages that the source's user filed elsewhere are moved on the target too, not copied again: gone here, new there, equal by size, date and header block. A message that the
/// target's user has removed in the meantime stays removed.
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
        for (var f = 0; f < works.Count; f++) if (works[f] is { Fault: null, SourceView: not null, TargetView: not null }) Gather(f);
        var matches = MoveMatching.Match(_vanished, _arrived, ReadHeaders, ReadContents);
        foreach (var (vanished, arrived) in matches) Take(_vanished[vanished], _arrived[arrived]);
    }

    private void Gather(int f)
    {
        var work = works[f];
        for (var row = 0; row < work.Pairs.Count; row++)
        {
            ref readonly var pair = ref work.Pairs[row];
            var isKept = !pair.OnSource && pair.OnTarget && !work.TargetView!.IsGone(row);
            if (!isKept && !work.SourceView!.IsGone(row) || pair.SourceUid == 0 && isKept) continue;
            _vanished.Add(new VanishedPair(f, row, pair.Size, pair.ReceivedSeconds, pair.Header, pair.Content));
        }
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
        var onTarget = pair.OnTarget && !from.TargetView!.IsGone(vanished.Row);
        if (vanished.Folder == arrived.Folder || !onTarget) Carry(from, vanished.Row, to, arrived.Index, onTarget);
        else if (context.Target.Traits.Moves.CanMove && pair.TargetUid != 0 && to.Target is not null)
        {
            _moves.Add(new PlannedMove(from, pair, to, arrived.Index));
            from.SourceView!.NotGone(vanished.Row);
            to.PairedSource.Add(to.SourceView!.New[arrived.Index].Uid);
        }
    }

    /// <summary>The old row has done its duty; a new one goes on with the same target message, or with none.</summary>
    private void Carry(FolderWork from, int row, FolderWork to, int index, bool onTarget)
    {
        var old = from.Pairs[row];
        var message = to.SourceView!.New[index];
        var uid = onTarget ? old.TargetUid : 0;
        var state = (old.State & ~PairState.Tombstone) | (onTarget ? PairState.Alive : PairState.TargetGone);
        Retire(from, row);
        var carried = to.RowFor(message, uid, new MessageDigest(old.Content, old.Header, 0), old.Origin, state, old.Target);
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
        var sourceNow = context.Keywords.Flags(to.SourceView.New[index].Flags);
        var targetNow = context.Keywords.Flags(row.Target);
        var change = FlagMerge.Merge(context.Keywords.Flags(row.Source), sourceNow, targetNow, to.TargetView!.Status.Accepts);
        if (row.OnTarget) to.Flags.Add(new PlannedFlags(row.TargetUid, change, sourceNow, targetNow.Except(change.Remove).Union(change.Add)));
    }
}

/// <summary>A message to move on the target.</summary>
/// <param name="From">Its folder until now.</param>
/// <param name="Pair">Its pair there.</param>
/// <param name="To">Its folder from now on.</param>
/// <param name="Index">Its index among the new source messages there.</param>
internal readonly record struct PlannedMove(FolderWork From, PairRow Pair, FolderWork To, int Index);
