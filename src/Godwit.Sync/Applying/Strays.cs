namespace Godwit.Sync;

/// <summary>
/// Messages on the target that the ledger does not know and that lie in another folder than their source does: copies of a crashed run whose source was filed elsewhere before the ledger learned of
/// them, and messages that we moved ourselves before the ledger lost its tail. They are found by date and content.
/// </summary>
internal sealed class Strays(IReadOnlyList<FolderWork> works, PassContext context)
{
    /// <summary>
    /// Finds the strays of new source messages, one to one. With <paramref name="onlyOurs"/> only what came after an intent that is still open counts, for nothing else says that it is ours, and no late
    /// twin of a message in its own folder: that one is taken back.
    /// </summary>
    public List<Stray> Find(IReadOnlyList<ArrivedMessage> arrived, bool onlyOurs)
    {
        var dates = arrived.Select(a => a.ReceivedSeconds).ToHashSet();
        var undatedSizes = arrived.Where(a => a.ReceivedSeconds == PairRow.NoDate).Select(a => a.Size).ToHashSet();
        var candidates = dates.Count == 0 ? [] : works.SelectMany(w => Candidates(w, onlyOurs)).Where(c => dates.Contains(c.Message.ReceivedSeconds) || IsLikeUndated(c.Message)).ToList();
        var stored = Contents(context.Target, candidates.Select(c => (c.Work, c.Message.Uid)), Whole);
        if (onlyOurs) candidates.RemoveAll(c => stored.TryGetValue((c.Work, c.Message.Uid), out var content) && LateTwins.HasOne(c.Work, c.Message.Uid, content));
        if (candidates.Count == 0) return [];
        dates = candidates.Select(c => c.Message.ReceivedSeconds).ToHashSet();
        var possible = arrived.Where(a => a.ReceivedSeconds == PairRow.NoDate || dates.Contains(a.ReceivedSeconds)).ToList();
        var found = Match(possible, candidates, Contents(context.Source, possible.Select(Place), Whole), stored);
        possible.RemoveAll(a => found.Exists(f => f.Arrived == a));
        candidates.RemoveAll(c => found.Exists(f => f.From == c.Work && f.Message.Uid == c.Message.Uid));
        if (possible.Count == 0 || candidates.Count == 0) return found;
        // What is left may have been stored altered: rewritten by the target, repaired by us, or marked by another tool before it was adopted.
        found.AddRange(Match(possible, candidates, Contents(context.Source, possible.Select(Place), FingerprintReader.Read),
            Contents(context.Target, candidates.Select(c => (c.Work, c.Message.Uid)), FingerprintReader.Read)));
        return found;

        // A message without a date got one from us.
        bool IsLikeUndated(ListedMessage message) => undatedSizes.Count > 0 && (context.Target.Traits.Keeps.RewritesMessages || undatedSizes.Contains(message.Size));
    }

    /// <summary>Equal by date and content; what had no date on the source got one of its own on the target, so that content alone decides there. Of identical copies those go first whose flags agree.</summary>
    private List<Stray> Match<TContent>(List<ArrivedMessage> arrived, List<(FolderWork Work, ListedMessage Message)> candidates,
        Dictionary<(FolderWork, uint), TContent> left, Dictionary<(FolderWork, uint), TContent> right) where TContent : struct
    {
        var dated = MatchAll(arrived.FindAll(a => a.ReceivedSeconds != PairRow.NoDate), candidates, c => c.ReceivedSeconds);
        return [.. dated, .. MatchAll(arrived.FindAll(a => a.ReceivedSeconds == PairRow.NoDate),
            candidates.FindAll(c => !dated.Exists(d => d.From == c.Work && d.Message.Uid == c.Message.Uid)), _ => PairRow.NoDate)];

        List<Stray> MatchAll(List<ArrivedMessage> wanted, List<(FolderWork Work, ListedMessage Message)> there, Func<ListedMessage, long> date) =>
            [.. ContentMatching.Match<(long, TContent), (long, FlagBase)>(
                [.. wanted.Select(a => Key(left, Place(a), a.ReceivedSeconds))], [.. there.Select(c => Key(right, (c.Work, c.Message.Uid), date(c.Message)))],
                [.. wanted.Select(a => (0L, Message(a).Flags))], [.. there.Select(c => (0L, c.Message.Flags))], Settler.MayHaveBeen)
                .Select(m => new Stray(wanted[m.Left], there[m.Right].Work, there[m.Right].Message))];

        static (long, TContent)? Key(Dictionary<(FolderWork, uint), TContent> contents, (FolderWork, uint) place, long date) => contents.TryGetValue(place, out var content) ? (date, content) : null;
    }

    private ListedMessage Message(ArrivedMessage arrived) => works[arrived.Folder].SourceView!.New[arrived.Index];

    private (FolderWork Work, uint Uid) Place(ArrivedMessage arrived) => (works[arrived.Folder], Message(arrived).Uid);

    private static IEnumerable<(FolderWork Work, ListedMessage Message)> Candidates(FolderWork work, bool onlyOurs)
    {
        if (work is not { Fault: null, Target: not null, TargetView: not null } || onlyOurs && work.Record.IntentSeconds == 0) yield break;
        var paired = work.PairedTarget.Build();
        var messages = work.TargetView.New;
        for (var i = 0; i < messages.Count; i++)
        {
            var message = messages[i];
            if (!paired.Contains(message.Uid) && (!onlyOurs || message.Uid >= work.Record.Floor)) yield return (work, message);
        }
    }

    private Dictionary<(FolderWork, uint), TContent> Contents<TContent>(IMailboxSource lane, IEnumerable<(FolderWork Work, uint Uid)> messages, ContentReader<TContent> read)
    {
        var contents = new Dictionary<(FolderWork, uint), TContent>();
        var isSource = lane == context.Source;
        foreach (var group in messages.GroupBy(m => m.Work))
        {
            var (work, uids) = (group.Key, UidSet.Of(group.Select(m => m.Uid)));
            var (folder, generation) = isSource ? (work.SourceFolder, work.SourceGeneration) : (work.TargetFolder, work.TargetGeneration);
            context.ForFolder(work, () =>
            {
                foreach (var (uid, content) in read(lane, folder, generation, uids, context.Cancellation)) contents[(work, uid)] = content;
            });
        }
        return contents;
    }

    private static Dictionary<uint, ContentHash> Whole(IMailboxSource lane, Folder folder, FolderGeneration generation, UidSet uids, CancellationToken cancellation) =>
        DigestReader.Read(lane, folder, generation, uids, MessagePart.Whole, cancellation).ToDictionary(d => d.Key, d => d.Value.Content);

    private delegate Dictionary<uint, TContent> ContentReader<TContent>(IMailboxSource lane, Folder folder, FolderGeneration generation, UidSet uids, CancellationToken cancellation);
}

/// <summary>A message on the target that belongs to a new source message, in whatever folder it lies.</summary>
/// <param name="Arrived">The source's message.</param>
/// <param name="From">The folder in which it lies on the target.</param>
/// <param name="Message">As it was listed there.</param>
internal sealed record Stray(ArrivedMessage Arrived, FolderWork From, ListedMessage Message);
