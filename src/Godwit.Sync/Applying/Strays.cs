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
        var (left, right) = (Contents(context.Source, possible.Select(a => (works[a.Folder], Uid(a)))), Contents(context.Target, candidates.Select(c => (c.Work, c.Message.Uid))));
        return [.. ContentMatching.Match<MessageFingerprint>([.. possible.Select(a => Content(left, works[a.Folder], Uid(a)))], [.. candidates.Select(c => Content(right, c.Work, c.Message.Uid))])
            .Select(m => new Stray(possible[m.Left], candidates[m.Right].Work, candidates[m.Right].Message))];
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

    private static MessageFingerprint? Content(Dictionary<(FolderWork, uint), MessageFingerprint> contents, FolderWork work, uint uid) =>
        contents.TryGetValue((work, uid), out var content) ? content : null;

    /// <summary>What is equal on both sides: the whole content, or on a target that rewrites messages what survives it.</summary>
    private Dictionary<(FolderWork, uint), MessageFingerprint> Contents(IMailboxSource lane, IEnumerable<(FolderWork Work, uint Uid)> messages)
    {
        var contents = new Dictionary<(FolderWork, uint), MessageFingerprint>();
        var isSource = lane == context.Source;
        foreach (var group in messages.GroupBy(m => m.Work))
        {
            var (work, uids) = (group.Key, UidSet.Of(group.Select(m => m.Uid)));
            var (folder, generation) = isSource ? (work.SourceFolder, work.SourceGeneration) : (work.TargetFolder, work.TargetGeneration);
            context.ForFolder(work, () =>
            {
                foreach (var (uid, content) in Read(lane, folder, generation, uids)) contents[(work, uid)] = content;
            });
        }
        return contents;
    }

    private IEnumerable<KeyValuePair<uint, MessageFingerprint>> Read(IMailboxSource lane, Folder folder, FolderGeneration generation, UidSet uids) =>
        context.Target.Traits.Keeps.RewritesMessages
            ? FingerprintReader.Read(lane, folder, generation, uids, context.Cancellation)
            : DigestReader.Read(lane, folder, generation, uids, MessagePart.Whole, context.Cancellation)
                .Select(d => KeyValuePair.Create(d.Key, new MessageFingerprint(default, d.Value.Content)));
}

/// <summary>A message on the target that belongs to a new source message, in whatever folder it lies.</summary>
/// <param name="Arrived">The source's message.</param>
/// <param name="From">The folder in which it lies on the target.</param>
/// <param name="Message">As it was listed there.</param>
internal readonly record struct Stray(ArrivedMessage Arrived, FolderWork From, ListedMessage Message);
