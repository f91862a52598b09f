using static Godwit.Api.MigrationUserStatus;

namespace Godwit.Moves;

/// <summary>How far a move is, in the field's per cents and in true ones. Pure.</summary>
public static class Percent
{
    /// <summary>The field's: 10 folders, 20 listing, 25 to 95 the copy, 95 in step, 100 completed.</summary>
    public static int Of(Move move)
    {
        ArgumentNullException.ThrowIfNull(move);
        return move.Standing.Status switch
        {
            Completed or CompletedWithWarnings => 100,
            CompletionSynced => 99,
            _ when move.Standing.Seeded is not null => 95,
            _ => OfStage(move.Counts),
        };
    }

    /// <summary>The share of bytes copied, or of messages where bytes are not known; no stage in it. What a later sync plans is little beside what is there.</summary>
    public static double Copied(Move move)
    {
        ArgumentNullException.ThrowIfNull(move);
        var counts = move.Counts;
        if (move.Standing.Seeded is null) return Math.Round((Share(counts) ?? 0) * 100, 1);
        var (there, left) = ((double)Math.Max(counts.SourceBytes ?? 0, counts.BytesCopied), Math.Max(0, counts.BytesPlanned - counts.BytesDone));
        return left == 0 ? 100 : Math.Round(there / (there + left) * 100, 1);
    }

    private static int OfStage(MoveCounts counts) => counts.Stage switch
    {
        SyncStage.CreatingMailbox => 5,
        SyncStage.CreatingFolderHierarchy => 10,
        SyncStage.LoadingMessages => 20,
        SyncStage.CopyingMessages => 25 + (int)(69 * (Share(counts) ?? 0)),
        SyncStage.IncrementalSync or SyncStage.FinalIncrementalSync => 95,
        _ => 0,
    };

    private static double? Share(MoveCounts counts) =>
        counts.BytesPlanned > 0 ? Math.Clamp((double)counts.BytesDone / counts.BytesPlanned, 0, 1)
        : counts.ItemsPlanned > 0 ? Math.Clamp((double)counts.ItemsDone / counts.ItemsPlanned, 0, 1) : null;
}
