namespace Godwit.Moves;

/// <summary>What a sync found out, for counts and report. Pure.</summary>
internal static class Findings
{
    /// <summary>Counts while a sync runs.</summary>
    public static MoveCounts Running(MoveCounts before, MoveProgress progress, SyncStep step, double? bytesPerMinute) => before with
    {
        ItemsCopied = before.ItemsCopied + progress.MessagesDone,
        BytesCopied = before.BytesCopied + progress.BytesDone,
        // Kept with each renewal: after a kill the next sync counts only what it does itself.
        ItemsSynced = before.ItemsSynced + progress.MessagesDone,
        ItemsPlanned = progress.MessagesPlanned,
        ItemsDone = progress.MessagesDone,
        BytesPlanned = progress.BytesPlanned,
        BytesDone = progress.BytesDone,
        BytesPerMinute = bytesPerMinute,
        Stage = StageOf(progress.Phase, step),
        WaitedForSource = before.WaitedForSource + progress.WaitedForSource,
        WaitedForTarget = before.WaitedForTarget + progress.WaitedForTarget,
    };

    /// <summary>Counts when a sync has ended, however it did.</summary>
    public static MoveCounts Ended(MoveCounts before, MoveProgress? progress, MoveResult result, SyncStep step) => before with
    {
        ItemsCopied = before.ItemsCopied + result.ItemsCopied,
        BytesCopied = before.BytesCopied + result.BytesCopied,
        ItemsSynced = Math.Max(0, Known(before, result, step) + result.ItemsCopied - result.ItemsDeleted),
        BadItems = result.Skipped.Count(static item => item.Reason == SkipReason.Bad),
        LargeItems = result.Skipped.Count(static item => item.Reason == SkipReason.Large),
        DeletionsWaiting = result.DeletionsWaiting,
        ItemsPlanned = progress?.MessagesPlanned ?? before.ItemsPlanned,
        ItemsDone = progress?.MessagesDone ?? before.ItemsDone,
        BytesPlanned = progress?.BytesPlanned ?? before.BytesPlanned,
        BytesDone = progress?.BytesDone ?? before.BytesDone,
        BytesPerMinute = null,
        WaitedForSource = before.WaitedForSource + (progress?.WaitedForSource ?? TimeSpan.Zero),
        WaitedForTarget = before.WaitedForTarget + (progress?.WaitedForTarget ?? TimeSpan.Zero),
    };

    // What a first copy recognises on the target somebody else put there. Later it was counted already: a folder was rebuilt, or the ledger is another one.
    private static long Known(MoveCounts before, MoveResult result, SyncStep step) =>
        step == SyncStep.InitialSync ? before.ItemsSynced + result.ItemsAdopted : Math.Max(before.ItemsSynced, result.ItemsAdopted);

    /// <summary>The field's stage for what the engine is doing.</summary>
    public static SyncStage StageOf(MovePhase phase, SyncStep step) => step switch
    {
        SyncStep.Complete => SyncStage.FinalIncrementalSync,
        SyncStep.IncrementalSync => SyncStage.IncrementalSync,
        _ => phase switch
        {
            MovePhase.Connecting => SyncStage.CreatingMailbox,
            MovePhase.ListingFolders => SyncStage.CreatingFolderHierarchy,
            MovePhase.WaitingForQuiet or MovePhase.Comparing => SyncStage.LoadingMessages,
            _ => SyncStage.CopyingMessages,
        },
    };

    /// <summary>Skipped items as reports tell them.</summary>
    public static List<MigrationSkippedItem> SkippedOf(MoveResult result, DateTimeOffset now) =>
        [.. result.Skipped.Take(10_000).Select(item => new MigrationSkippedItem(
            item.Reason == SkipReason.Large ? "LargeItem" : "BadItem", item.Folder.ToString(), item.Subject, item.Size, item.Received?.ToDateTimeOffset(),
            new ReportedFault(item.Code, "target", "item", "skip", item.Told, now, item.Tries)))];
}
