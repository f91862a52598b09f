namespace Godwit.Simulation.Worlds;

/// <summary>What can happen in a world; counted over all worlds and printed at the end.</summary>
internal enum Happening
{
    // What goes wrong while the engine runs.
    KilledAtAnyStep, KilledBeforeGroupStored, KilledAfterGroupStored, KilledWithGroupOnItsWay, KilledBeforeCommit, KilledAfterCommit, KilledMidLiteral,
    Cut, CutBeforeGroup, CutMidBody, CutListing, ByeMidLiteral, LostAnswerOfGroup, LostAnswerOfChange, RefusedChange, LateCommit, HiddenUids, LeftOutByReader, Unreadable,
    OverQuota, Transient, Throttled, LedgerNotWritable,
    // What goes wrong between two runs.
    LedgerRolledBack, SourceRebuilt, TargetRebuilt, SourceGenerationReused, HourPassed, HalfFilledByAnotherTool,
    // What users do.
    Delivered, DeliveredTwice, DeliveredToBoth, Flagged, Filed, Deleted, Copied, FolderCreated, FolderRenamed, FoldersSwapped, FolderDeleted, InboxRenamed,
    TargetFlagged, TargetFiled, TargetDeleted, TargetDelivered,
    // What the engine did.
    EngineCopied, EngineAdopted, EngineUpdated, EngineMoved, EngineRemoved, EngineRenamedFolder, EngineDeletedFolder, EngineTookBackItsCopy, EngineWaitedForApproval,
    // What must be so for the others to mean something.
    Message, Run, QuietRun, RunFailed,
}

/// <summary>How often everything happened.</summary>
internal sealed class Census
{
    private readonly long[] _counts = new long[Enum.GetValues<Happening>().Length];

    public long this[Happening happening] => _counts[(int)happening];

    public void Count(Happening happening, long times = 1) => _counts[(int)happening] += times;

    public void Add(Census other)
    {
        for (var i = 0; i < _counts.Length; i++) _counts[i] += other._counts[i];
    }
}
