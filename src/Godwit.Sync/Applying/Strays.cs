namespace Godwit.Sync;

/// <summary>
/// Messages on the target that the ledger does not know and that lie in another folder than their source does: copies of a crashed run whose source was filed elsewhere before the ledger learned of
/// them, and messages that we moved ourselves before the ledger lost its tail. They are found by date and content.
/// </summary>
internal sealed class Strays(IReadOnlyList<FolderWork> works, PassContext context)
{
    /// <summary>
    /// Finds the strays of new source messages, one to one. With <paramref name="onlyOurs"/> only what came after an intent that is still open counts, for nothing else says that it is ours.
    /// </summary>
    public List<Stray> Find(IReadOnlyList<ArrivedMessage> arrived, bool onlyOurs)
    {
        var dates = arrived.Select(a => a.ReceivedSeconds).Where(d => d != PairRow.NoDate).ToHashSet();
        var candidates = dates.Count == 0 ? [] : works.SelectMany(w => Candidates(w, dates, onlyOurs)).ToList();
        if (candidates.Count == 0) return [];
        dates = candidates.Select(c => c.Message.ReceivedSeconds).ToHashSet();
        var possible = arrived.Where(a => dates.Contains(a.ReceivedSeconds)).ToList();
        var found = Match(possible, candidates, Whole);
        possible.RemoveAll(a => found.Exists(f => f.Arrived == a));
        candidates.RemoveAll(c => found.Exists(f => f.From == c.Work && f.Message.Uid == c.Message.Uid));
        // What is left may have been stored altered: rewritten by the target, repaired by us, or marked by another tool before it was adopted.
        found.AddRange(Match(possible, candidates, FingerprintReader.Read));
        return found;
    }

    private List<Stray> Match<TContent>(List<ArrivedMessage> arrived, List<(FolderWork Work, ListedMessage Message)> candidates, ContentReader<TContent> read) where TContent : struct
    {
        if (arrived.Count == 0 || candidates.Count == 0) return [];
        var left = Contents(context.Source, arrived.Select(a => (works[a.Folder], Uid(a))), read);
        var right = Contents(context.Target, candidates.Select(c => (c.Work, c.Message.Uid)), read);
        return [.. ContentMatching.Match<TContent>([.. arrived.Select(a => Content(left, works[a.Folder], Uid(a)))], [.. candidates.Select(c => Content(right, c.Work, c.Message.Uid))])
            .Select(m => new Stray(arrived[m.Left], candidates[m.Right].Work, candidates[m.Right].Message))];

        static TContent? Content(Dictionary<(FolderWork, uint), TContent> contents, FolderWork work, uint uid) => contents.TryGetValue((work, uid), out var content) ? content : null;
    }

    private uint Uid(ArrivedMessage arrived) => works[arrived.Folder].SourceView!.New[arrived.Index].Uid;

    private static IEnumerable<(FolderWork Work, ListedMessage Message)> Candidates(FolderWork work, HashSet<long> dates, bool onlyOurs)
    {
        if (work is not { Fault: null, Target: not null, TargetView: not null } || onlyOurs && work.Record.IntentSeconds == 0) yield break;
        var paired = work.PairedTarget.Build();
        var messages = work.TargetView.New;
        for (var i = 0; i < messages.Count; i++)
        {
            var message = messages[i];
            if (dates.Contains(message.ReceivedSeconds) && !paired.Contains(message.Uid) && (!onlyOurs || message.Uid >= work.Record.Floor)) yield return (work, message);
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
internal readonly record struct Stray(ArrivedMessage Arrived, FolderWork From, ListedMessage Message);
