namespace Godwit.Sync;

/// <summary>Whether somebody has worked with a message on the target: its flags are not what they were when last in step.</summary>
internal static class TouchedFlags
{
    /// <summary>Servers mark attachments by themselves; that is nobody's work.</summary>
    private static readonly KeywordSet ByServers = KeywordSet.Of("$HasAttachment", "$HasNoAttachment");

    /// <summary>Marks the pairs with whose target somebody has worked. Before anything else is made of them: the mark goes wherever the pair is moved to.</summary>
    public static void Mark(FolderWork work, KeywordTable keywords)
    {
        foreach (var (row, now) in work.TargetView!.ChangedFlags)
        {
            if (!Differ(keywords.Flags(work.Pairs[row].Target), now) || IsOurs(work, row, now, keywords)) continue;
            ref var pair = ref work.Pairs.Change(row);
            pair.State |= PairState.Touched;
            pair.Target = keywords.Base(now);
        }
    }

    /// <summary>As the source's change, which the ledger has not seen done, makes them: a pass was broken off between making it and writing it down.</summary>
    private static bool IsOurs(FolderWork work, int row, MessageFlags now, KeywordTable keywords)
    {
        if (!work.SourceView!.ChangedFlags.TryGetValue(row, out var sourceNow)) return false;
        var before = keywords.Flags(work.Pairs[row].Target);
        var change = FlagMerge.Merge(keywords.Flags(work.Pairs[row].Source), sourceNow, before, work.TargetView!.Status.Accepts);
        return !Differ(before.Except(change.Remove).Union(change.Add), now);
    }

    /// <summary>
    /// True when the flags differ. What the folder does not keep was never in the base, so a keyword that is missing was taken away. A message that is marked as deleted is nobody's wish to keep it: a
    /// removal of ours may have been cut between the mark and its end.
    /// </summary>
    public static bool Differ(MessageFlags before, MessageFlags now) =>
        now.System != (before.System | now.System & SystemFlags.Deleted) || !now.Keywords.Except(ByServers).Equals(before.Keywords.Except(ByServers));
}
