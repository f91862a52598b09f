using static Godwit.Api.MigrationUserStatus;

namespace Godwit.Moves;

/// <summary>The state of a move as a move request. Pure; records keep it beside the move, so that lists can ask for it.</summary>
public static class RequestStatus
{
    /// <summary>The states of users whose request is suspended, or on its way there.</summary>
    public static IReadOnlyCollection<MigrationUserStatus> Suspended { get; } = [Stopped, IncrementalStopped, Stopping];

    /// <summary>The state, from that of the user.</summary>
    public static MoveRequestStatus Of(Move move)
    {
        ArgumentNullException.ThrowIfNull(move);
        var standing = move.Standing;
        return standing.Status switch
        {
            Completed => MoveRequestStatus.Completed,
            CompletedWithWarnings => move.Counts.ItemsSkipped > 0 ? MoveRequestStatus.CompletedWithSkippedItems : MoveRequestStatus.CompletedWithWarning,
            Failed or IncrementalFailed or CompletionFailed or Corrupted => MoveRequestStatus.Failed,
            _ when IsSuspended(move) => MoveRequestStatus.Suspended,
            _ when !standing.IsHeld && standing.RetryAt is not null => MoveRequestStatus.Retrying,
            Completing or CompletionSynced => MoveRequestStatus.CompletionInProgress,
            Synced or IncrementalSynced => standing.AutoSuspended ? MoveRequestStatus.AutoSuspended : MoveRequestStatus.Synced,
            Validating or Queued => MoveRequestStatus.Queued,
            _ => MoveRequestStatus.InProgress,
        };
    }

    /// <summary>True when it is suspended, or on its way there.</summary>
    public static bool IsSuspended(Move move)
    {
        ArgumentNullException.ThrowIfNull(move);
        return Suspended.Contains(move.Standing.Status);
    }
}
