using static Godwit.Api.MigrationUserStatus;

namespace Godwit.Moves;

/// <summary>
/// When a move is due next. Pure: from what was asked for and where it stands. An instant in the past means now.
/// </summary>
public static class MoveTimetable
{
    /// <summary>So much waiting makes up for one level of priority, so that nobody waits for ever behind others that are more urgent.</summary>
    public static readonly TimeSpan PriorityWeight = TimeSpan.FromMinutes(15);

    /// <summary>The place of a move in the queue.</summary>
    /// <param name="order">What was asked for, with what it inherits.</param>
    /// <param name="standing">Where it stands.</param>
    public static QueuePlace PlaceOf(MoveOrder order, MoveStanding standing)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(standing);
        var (due, step) = standing.IsHeld ? (null, SyncStep.Validate) : Next(order, standing);
        return new QueuePlace(due, step, due is { } at ? Rank(at, order.Priority ?? MovePriority.Normal) : long.MaxValue);
    }

    /// <summary>When the completion may begin; null when somebody has to ask for it first. Only for moves that are in step.</summary>
    public static DateTimeOffset? CompletionDue(MoveOrder order, MoveStanding standing)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(standing);
        if (order.PreventCompletion || standing.AutoSuspended || standing.Seeded is not { } seeded) return null;
        if (standing.CompletionAsked) return Later(seeded, standing.RetryAt);
        if (order.CompleteAfter is { } after) return Later(Later(after.Utc, seeded), standing.RetryAt);
        return order.AutoComplete == true ? Later(seeded, standing.RetryAt) : null;
    }

    /// <summary>When the next incremental sync begins; null for none.</summary>
    public static DateTimeOffset? SyncDue(MoveOrder order, MoveStanding standing)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(standing);
        if (standing.RetryAt is { } retry) return retry;
        var last = standing.LastSync ?? standing.Queued;
        if (standing.SyncNow) return last;
        return order.IncrementalSyncInterval is { } interval && interval > TimeSpan.Zero ? last + interval : null;
    }

    private static (DateTimeOffset? Due, SyncStep Step) Next(MoveOrder order, MoveStanding standing) => standing.Status switch
    {
        Validating => (standing.RetryAt ?? standing.Queued, SyncStep.Validate),
        Queued when standing.Started => (Later(order.StartAfter?.Utc ?? Waiting(standing), standing.RetryAt), SyncStep.InitialSync),
        Completing or CompletionSynced => (standing.RetryAt ?? standing.Updated, SyncStep.Complete),
        Synced or IncrementalSynced => Sooner(CompletionDue(order, standing), SyncDue(order, standing)),
        _ => (null, SyncStep.Validate),
    };

    private static (DateTimeOffset?, SyncStep) Sooner(DateTimeOffset? completion, DateTimeOffset? sync) =>
        completion is not null && !(sync < completion) ? (completion, SyncStep.Complete) : (sync, SyncStep.IncrementalSync);

    // Since when it waits. Durations add up because their book never goes back, also where the clock did.
    private static DateTimeOffset Waiting(MoveStanding standing) => standing.Durations.Since < standing.Updated ? standing.Durations.Since : standing.Updated;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset? other) => other > one ? other.Value : one;

    private static long Rank(DateTimeOffset due, MovePriority priority) => due.UtcTicks - ((int)priority * PriorityWeight.Ticks);
}
