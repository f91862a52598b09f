namespace Godwit.Sync;

/// <summary>One pair of folders during a pass: what the ledger says, what both sides say, and what is to be done.</summary>
internal sealed class FolderWork(FolderRecord record)
{
    /// <summary>The ledger's record, as it will be written next.</summary>
    public FolderRecord Record { get; set; } = record;

    public int Id => Record.Id;

    /// <summary>The folder on the source; null when it is gone.</summary>
    public FolderEntry? Source { get; set; }

    /// <summary>The folder on the target; null when it does not exist (yet).</summary>
    public FolderEntry? Target { get; set; }

    /// <summary>Uids of that side have lost their meaning.</summary>
    public bool SourceRebuilt { get; set; }

    /// <inheritdoc cref="SourceRebuilt"/>
    public bool TargetRebuilt { get; set; }

    /// <summary>Nothing but its place says that the folder is the one of which the ledger speaks.</summary>
    public bool IsTakenOver { get; set; }

    /// <summary>Its path on one side is not the one that the ledger has.</summary>
    public bool IsRenamed { get; set; }

    /// <summary>Neither side has changed since the ledger was written, and nothing waits.</summary>
    public bool IsUnchanged { get; set; }

    /// <summary>An earlier run's appends may still be on their way here.</summary>
    public bool IsWatched { get; set; }

    public PairTable Pairs { get; set; } = new();

    public SideView? SourceView { get; set; }

    public SideView? TargetView { get; set; }

    /// <summary>Rows made in this pass without copying (adopted, moved here, carried along), not yet committed.</summary>
    public List<PairRow> Found { get; } = [];

    /// <summary>New source uids that have a pair now.</summary>
    public UidSet.Builder PairedSource { get; } = new();

    /// <summary>Target uids that have a pair now and were not in the ledger before.</summary>
    public UidSet.Builder PairedTarget { get; } = new();

    /// <summary>Target uids of pairs that are to be moved to another folder in this pass.</summary>
    public HashSet<uint> Leaving { get; } = [];

    /// <summary>Source uids to copy, ascending in time of arrival.</summary>
    public UidSet ToCopy { get; set; } = UidSet.Empty;

    public long BytesToCopy { get; set; }

    /// <summary>Flag changes to make, by target uid.</summary>
    public List<PlannedFlags> Flags { get; } = [];

    /// <summary>Pairs whose target message is to be removed.</summary>
    public List<PairRow> Removals { get; } = [];

    /// <summary>Messages that we have added to the target's folder since its listing, less those that we took away.</summary>
    public long TargetGrowth { get; set; }

    /// <summary>One more than the highest target uid that we know of.</summary>
    public uint TargetNext { get; set; } = 1;

    /// <summary>Messages were stored whose uids are not known yet: until they are, the floor stays below them.</summary>
    public bool HasUnnumbered { get; set; }

    /// <summary>Messages were moved here without being told their new uids.</summary>
    public bool HasUntoldMoves { get; set; }

    /// <summary>What was skipped in this pass.</summary>
    public List<SkippedItem> Skipped { get; } = [];

    /// <summary>Items skipped by earlier runs that are tried again in this one.</summary>
    public UidSet TriedAgain { get; set; } = UidSet.Empty;

    /// <summary>Something waits (an approval, a doubt): the markers stay where they are, so that the next run sees it again.</summary>
    public bool HoldsBack { get; set; }

    /// <summary>The ledger knows it no longer.</summary>
    public bool IsForgotten { get; set; }

    /// <summary>What stopped this folder in this pass.</summary>
    public Fault? Fault { get; set; }

    public string SourceName => (Source?.Folder.Path ?? Record.Source.Path).ToString();

    public Folder SourceFolder => Source?.Folder ?? throw new InvalidOperationException("The source's folder is gone.");

    public Folder TargetFolder => Target?.Folder ?? throw new InvalidOperationException("The target's folder does not exist.");

    public FolderGeneration SourceGeneration => SourceView!.Status.Generation;

    public FolderGeneration TargetGeneration => TargetView!.Status.Generation;

    /// <summary>The target uid belongs to a pair from now on.</summary>
    public void Claim(uint targetUid)
    {
        if (targetUid == 0) return;
        PairedTarget.Add(targetUid);
        TargetNext = Math.Max(TargetNext, targetUid + 1);
    }

    /// <summary>Items that have a pair from now on, which the ledger learns in one commit with the pairs.</summary>
    public IEnumerable<(int FolderId, uint SourceUid)> NoLongerSkipped(IEnumerable<PairRow> rows) =>
        TriedAgain.IsEmpty ? [] : rows.Where(r => TriedAgain.Contains(r.SourceUid)).Select(r => (Id, r.SourceUid));

    /// <summary>Plans what the source added to or took from the row's base since, and the base that the row has then.</summary>
    public void PlanFlags(in PairRow row, in MessageFlags sourceNow, in MessageFlags targetNow, KeywordTable keywords)
    {
        var change = FlagMerge.Merge(keywords.Flags(row.Source), sourceNow, targetNow, TargetView!.Status.Accepts);
        Flags.Add(new PlannedFlags(row.TargetUid, change, sourceNow, targetNow.Except(change.Remove).Union(change.Add)));
    }

    /// <summary>A row for a new source message.</summary>
    public PairRow RowFor(in ListedMessage message, uint targetUid, in MessageDigest digest, PairOrigin origin, PairState state, FlagBase targetFlags)
    {
        PairedSource.Add(message.Uid);
        Claim(targetUid);
        return new PairRow
        {
            SourceUid = message.Uid, TargetUid = targetUid, Size = message.Size,
            ReceivedSeconds = message.ReceivedSeconds, ReceivedOffset = message.ReceivedOffset,
            Origin = origin, State = state, Source = message.Flags, Target = targetFlags, Header = digest.Header, Content = digest.Content,
        };
    }
}

/// <summary>A flag change to make on the target.</summary>
/// <param name="TargetUid">The message, and the row that remembers it.</param>
/// <param name="Change">What to add and to take away; may be empty when only the base moves on.</param>
/// <param name="SourceNow">The source's flags, the new base.</param>
/// <param name="TargetAfter">The target's flags when it is done.</param>
internal sealed record PlannedFlags(uint TargetUid, FlagChange Change, MessageFlags SourceNow, MessageFlags TargetAfter);
