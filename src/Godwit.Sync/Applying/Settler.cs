namespace Godwit.Sync;

/// <summary>
/// Recognises, on the target, messages that the ledger lacks: those of a crashed run (its tail was lost), and those that another tool or a delivery to both sides has put there. Every run does
/// this first, for all target uids at or above the folder's floor. The match is one to one and always by content: equal size and date say what to read, hashes decide; where the target's bytes
/// differ, the header fingerprint and the body do.
/// </summary>
internal sealed class Settler(FolderWork work, PassContext context)
{
    private readonly MessageTable _source = work.SourceView!.New;
    private readonly MessageTable _target = work.TargetView!.New;
    private readonly HashSet<int> _openSource = [];
    private readonly HashSet<int> _openTarget = [];

    public void Run()
    {
        Open();
        if (_openSource.Count == 0 || _openTarget.Count == 0) return;
        MatchBy(m => (m.Size, m.ReceivedSeconds), Whole, altered: false);
        MatchBy(m => (0L, m.ReceivedSeconds == PairRow.NoDate ? long.MaxValue : m.ReceivedSeconds), Fingerprints, altered: true);
        MatchBy(m => (m.Size, 0L), Whole, altered: false);
        // A message without a date got one from us, and where the target rewrites messages its size is another one too.
        _openSource.RemoveWhere(i => _source[i].Received is not null);
        MatchBy(_ => 0, Fingerprints, altered: true);
    }

    private void Open()
    {
        for (var i = 0; i < _target.Count; i++) if (_target[i].Uid >= work.Record.Floor) _openTarget.Add(i);
        if (_openTarget.Count == 0) return;
        for (var i = 0; i < _source.Count; i++) if (context.Settings.Filter.Takes(_source[i], context.Keywords)) _openSource.Add(i);
    }

    /// <summary>Reads what has an equal key on the other side, and pairs what is equal by content.</summary>
    private void MatchBy<TKey, TContent>(Func<ListedMessage, TKey> key, Func<bool, int[], Dictionary<uint, TContent>> read, bool altered)
        where TKey : struct where TContent : struct
    {
        if (_openSource.Count == 0 || _openTarget.Count == 0) return;
        var keys = _openTarget.Select(i => key(_target[i])).ToHashSet();
        var left = _openSource.Where(i => keys.Contains(key(_source[i]))).Order().ToArray();
        if (left.Length == 0) return;
        keys = left.Select(i => key(_source[i])).ToHashSet();
        var right = _openTarget.Where(i => keys.Contains(key(_target[i]))).Order().ToArray();
        var (leftContents, rightContents) = (read(true, left), read(false, right));
        var matches = ContentMatching.Match<TContent, (long, FlagBase)>(
            [.. left.Select(i => Content(leftContents, _source[i].Uid))], [.. right.Select(i => Content(rightContents, _target[i].Uid))],
            [.. left.Select(i => Details(_source[i]))], [.. right.Select(i => Details(_target[i]))], MayHaveBeen);
        var digests = matches.Count == 0 ? [] : typeof(TContent) == typeof(MessageDigest)
            ? (Dictionary<uint, MessageDigest>)(object)leftContents
            : Whole(true, [.. matches.Select(m => left[m.Left])]);
        foreach (var (l, r) in matches) Pair(left[l], right[r], digests, altered);

        static TContent? Content(Dictionary<uint, TContent> contents, uint uid) => contents.TryGetValue(uid, out var content) ? content : null;
    }

    /// <summary>A copy that was sent earlier has a part of the flags that its source has by now, more often than others.</summary>
    internal static bool MayHaveBeen((long Received, FlagBase Flags) source, (long Received, FlagBase Flags) target) =>
        source.Received == target.Received && (target.Flags.System & ~source.Flags.System) == 0;

    private static (long Received, FlagBase Flags) Details(in ListedMessage message) => (message.ReceivedSeconds, message.Flags);

    private void Pair(int source, int target, Dictionary<uint, MessageDigest> digests, bool altered)
    {
        var (ours, theirs) = (_source[source], _target[target]);
        digests.TryGetValue(ours.Uid, out var digest);
        // With an open intent the twin of a message that we were about to copy is our own copy; without one it was somebody else's.
        var origin = work.Record.IntentSeconds != 0 && !altered ? PairOrigin.Copied : PairOrigin.Adopted;
        var row = work.RowFor(ours, theirs.Uid, digest, origin, altered ? PairState.Altered : PairState.Alive, theirs.Flags);
        row.Source = AddMissingFlags(ours, theirs);
        work.Found.Add(row);
        _openSource.Remove(source);
        _openTarget.Remove(target);
        context.Tally.Adopted(1);
    }

    /// <summary>
    /// Nobody knows who changed which flag, so none is taken away; those that only the source has are added. The answer is the base until that is done.
    /// </summary>
    private FlagBase AddMissingFlags(in ListedMessage ours, in ListedMessage theirs)
    {
        var (source, target) = (context.Keywords.Flags(ours.Flags), context.Keywords.Flags(theirs.Flags));
        var change = FlagMerge.Merge(MessageFlags.None, source, target, work.TargetView!.Status.Accepts);
        if (change.IsEmpty) return ours.Flags;
        work.Flags.Add(new PlannedFlags(theirs.Uid, change, source, target.Union(change.Add)));
        return context.Keywords.Base(source.Except(change.Add));
    }

    private Dictionary<uint, MessageDigest> Whole(bool source, int[] indexes) =>
        source ? DigestReader.Read(context.Source, work.SourceFolder, work.SourceGeneration, Uids(_source, indexes), MessagePart.Whole, context.Cancellation)
               : DigestReader.Read(context.Target, work.TargetFolder, work.TargetGeneration, Uids(_target, indexes), MessagePart.Whole, context.Cancellation);

    private Dictionary<uint, MessageFingerprint> Fingerprints(bool source, int[] indexes) =>
        source ? FingerprintReader.Read(context.Source, work.SourceFolder, work.SourceGeneration, Uids(_source, indexes), context.Cancellation)
               : FingerprintReader.Read(context.Target, work.TargetFolder, work.TargetGeneration, Uids(_target, indexes), context.Cancellation);

    private static UidSet Uids(MessageTable table, int[] indexes) => UidSet.Of(indexes.Select(i => table[i].Uid));
}
