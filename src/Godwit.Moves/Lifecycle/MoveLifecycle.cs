using static Godwit.Api.MigrationUserStatus;

namespace Godwit.Moves;

/// <summary>
/// The life of a move, written once. Every change of state is a row here; what is not here does not happen. Pure.
/// </summary>
public static class MoveLifecycle
{
    /// <summary>The state after an event; null when the event cannot happen in this state.</summary>
    public static MigrationUserStatus? Next(MigrationUserStatus state, MoveEvent happened) => (state, happened) switch
    {
        (Removing, _) => null,
        (Corrupted, MoveEvent.RemoveAsked) => Removing,
        (Corrupted, _) => null,
        (_, MoveEvent.RemoveAsked) => Removing,
        (_, MoveEvent.Damaged) => Corrupted,

        // Admission.
        (Validating, MoveEvent.Validated) => Queued,
        (Validating, MoveEvent.FailedForGood) => Failed,
        (Validating, MoveEvent.LetGo) => Validating,
        (Validating or Queued, MoveEvent.Halted) => Stopped,

        // The initial sync.
        (Queued, MoveEvent.Picked) => Provisioning,
        (Provisioning, MoveEvent.Provisioned) => Starting,
        (Starting, MoveEvent.Connected) => Syncing,
        (Syncing, MoveEvent.Seeded) => Synced,
        (Provisioning or Starting or Syncing, MoveEvent.LetGo) => Queued,
        (Provisioning or Starting or Syncing, MoveEvent.FailedForGood) => Failed,

        // Incremental syncs.
        (Synced or IncrementalSynced, MoveEvent.Picked) => IncrementalSyncing,
        (IncrementalSyncing, MoveEvent.CaughtUp) => IncrementalSynced,
        (IncrementalSyncing, MoveEvent.LetGo) => IncrementalSynced,
        (IncrementalSyncing, MoveEvent.FailedForGood) => IncrementalFailed,

        // The completion. One that was given back waits in its state and is taken again.
        (Synced or IncrementalSynced or Completing or CompletionSynced, MoveEvent.CompletionPicked) => Completing,
        (Completing, MoveEvent.Drained) => CompletionSynced,
        (CompletionSynced, MoveEvent.Finished) => Completed,
        (CompletionSynced, MoveEvent.FinishedWithWarnings) => CompletedWithWarnings,
        (Completing or CompletionSynced, MoveEvent.LetGo) => Completing,
        (Completing or CompletionSynced, MoveEvent.FailedForGood) => CompletionFailed,

        // Stopping. A worker that is done before it hears of it may still say so.
        (Validating or Provisioning or Starting or Syncing or IncrementalSyncing or Completing or CompletionSynced, MoveEvent.StopAsked) => Stopping,
        (Stopping, MoveEvent.Halted) => Stopped,
        (Stopping or Synced or IncrementalSynced or Completing or CompletionSynced, MoveEvent.HaltedInStep) => IncrementalStopped,
        (Stopping, MoveEvent.Finished) => Completed,
        (Stopping, MoveEvent.FinishedWithWarnings) => CompletedWithWarnings,

        // Starting again, at the last good phase; what never was in step is checked again.
        (Stopped or Failed, MoveEvent.StartAsked) => Validating,
        (IncrementalStopped or IncrementalFailed or CompletionFailed, MoveEvent.StartAsked) => Synced,

        _ => null,
    };

    /// <summary>The state in five words.</summary>
    public static MigrationUserStatusSummary Summary(MigrationUserStatus state) => state switch
    {
        Synced or IncrementalSynced or IncrementalSyncing => MigrationUserStatusSummary.Synced,
        Completed or CompletedWithWarnings => MigrationUserStatusSummary.Completed,
        Failed or IncrementalFailed or CompletionFailed or Corrupted => MigrationUserStatusSummary.Failed,
        Stopped or IncrementalStopped => MigrationUserStatusSummary.Stopped,
        _ => MigrationUserStatusSummary.Active,
    };

    /// <summary>True where a worker is at it, or has been asked to end.</summary>
    public static bool IsWorking(MigrationUserStatus state) =>
        state is Provisioning or Starting or Syncing or IncrementalSyncing or Completing or CompletionSynced or Stopping;

    /// <summary>True when nothing happens any more unless somebody removes it.</summary>
    public static bool IsOver(MigrationUserStatus state) => state is Completed or CompletedWithWarnings or Corrupted or Removing;
}
