using static Godwit.Api.MigrationUserStatus;

namespace Godwit.Moves;

/// <summary>What somebody can ask of a move, and whether it can be asked now. Each gives the changed move; who calls keeps it.</summary>
internal static class MoveCommands
{
    public static bool CanStart(Move move) => !move.Standing.Started || move.Standing is { Status: Stopping, StartsAgain: false } || MoveLifecycle.Next(move.Standing.Status, MoveEvent.StartAsked) is not null || move.Standing.RetryAt is not null;

    /// <summary>Starts, resumes, or tries again at once; one whose worker has not ended yet goes on when it has.</summary>
    public static Move Start(MoveSession session, Move move)
    {
        var standing = move.Standing with { Started = true, RetryAt = null, FailureCount = 0, FaultCounts = new Dictionary<string, int>(), SuspendComment = null, StartsAgain = move.Standing.Status == Stopping };
        return move with { Standing = MoveLifecycle.Next(standing.Status, MoveEvent.StartAsked) is null ? standing : Again(standing, session.Now) };
    }

    /// <summary>The standing of a move that goes on from where it was stopped or has failed.</summary>
    public static MoveStanding Again(MoveStanding standing, DateTimeOffset now) => standing.After(MoveEvent.StartAsked, now) with { Fault = null, SyncNow = standing.Seeded is not null };

    public static bool CanStop(Move move) => move.Standing.StartsAgain || move.Standing.Status is not (Stopped or IncrementalStopped or Stopping) && MoveLifecycle.Summary(move.Standing.Status) is MigrationUserStatusSummary.Active or MigrationUserStatusSummary.Synced && move.Standing.Status != Removing;

    /// <summary>Stops: at once where no worker is at it, else its worker ends in good order.</summary>
    public static Move Stop(MoveSession session, Move move) =>
        move.Standing.StartsAgain ? move with { Standing = move.Standing with { StartsAgain = false } }
        : move.Standing.IsHeld ? move with { Standing = move.Standing.After(MoveEvent.StopAsked, session.Now) } : move with { Standing = Endings.Halt(move.Standing, session.Now) };

    public static bool CanComplete(Move move) => !MoveLifecycle.IsOver(move.Standing.Status) && MoveLifecycle.Summary(move.Standing.Status) is MigrationUserStatusSummary.Active or MigrationUserStatusSummary.Synced;

    /// <summary>True from the begin of the final sync, also while it waits for another try.</summary>
    public static bool IsCompleting(Move move) => move.Standing.Status is Completing or CompletionSynced;

    /// <summary>True where a time of its own is still to come; it completes then, whatever is asked of its batch.</summary>
    public static bool HasLaterTime(MoveSession session, Move move) => move.Order.CompleteAfter?.Utc > session.Now;

    /// <summary>Not asked to complete any more: a time was named instead. What has begun to complete goes on.</summary>
    public static Move TakeCompletionBack(Move move) => IsCompleting(move) ? move : move with { Standing = move.Standing with { CompletionAsked = false } };

    /// <summary>Completes as soon as it is in step.</summary>
    public static Move Complete(Move move) => move with { Standing = move.Standing with { CompletionAsked = true, AutoSuspended = false } };

    public static bool CanSyncNow(Move move) => move.Standing.Status is Synced or IncrementalSynced;

    /// <summary>Makes the next sync due now.</summary>
    public static Move SyncNow(Move move) => move with { Standing = move.Standing with { SyncNow = true, RetryAt = null } };

    /// <summary>Removes; null when it is gone already, else its worker removes it when it ends.</summary>
    public static Move? Remove(MoveSession session, Move move)
    {
        if (move.Standing.IsHeld) return move with { Standing = move.Standing.After(MoveEvent.RemoveAsked, session.Now) };
        session.Records.Slots.Free(move.Id);
        session.Records.Moves.Remove(move.Id);
        session.Report(move.Id, "service", "Information", "It was removed; what is on the target stays.");
        session.Tell(new ServiceEvent(0, session.Now, "user", move.Order.Address, move.Id, session.BatchOf(move)?.Order.Name, "Removed", null, null, null));
        return null;
    }

    /// <summary>What somebody is told who would hold a completion back that has begun.</summary>
    public static FaultException CompletionHasBegun(Move move) =>
        MoveFaults.Refuse(MoveFaults.NotNow, $"{move.Order.Address} is {move.Standing.Status}, and its completion cannot be held back any more; stop it first.");

    /// <summary>What the refusal of a command says.</summary>
    public static FaultException Refused(Move move, string verb) => MoveFaults.Refuse(MoveFaults.NotNow, $"{move.Order.Address} is {move.Standing.Status} and cannot be {verb}.");
}
