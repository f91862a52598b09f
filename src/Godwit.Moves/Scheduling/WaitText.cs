using static Godwit.Api.MigrationUserStatus;

namespace Godwit.Moves;

/// <summary>What limits are used up now.</summary>
/// <param name="Full">The scopes (<see cref="SlotScopes"/>) that have no free slot.</param>
/// <param name="EndpointNames">Names for sentences.</param>
public sealed record LimitsInUse(IReadOnlySet<string> Full, IReadOnlyDictionary<Guid, string> EndpointNames);

/// <summary>Says what a move waits for. Pure.</summary>
public static class WaitText
{
    private static readonly Wait ForNothing = new(WaitReason.Nothing, "", null);

    /// <summary>What it waits for.</summary>
    /// <param name="order">What was asked for, with what it inherits.</param>
    /// <param name="move">The move.</param>
    /// <param name="limits">What is used up.</param>
    /// <param name="now">The time.</param>
    public static Wait Of(MoveOrder order, Move move, LimitsInUse limits, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(move);
        ArgumentNullException.ThrowIfNull(limits);
        var standing = move.Standing;
        if (standing.IsHeld || MoveLifecycle.IsOver(standing.Status)) return ForNothing;
        if (MoveLifecycle.Summary(standing.Status) == MigrationUserStatusSummary.Failed)
            return new Wait(WaitReason.Attention, $"It failed with {standing.Fault?.Code}; put right what the fault says, then start it again.", null);
        if (standing.Status is Stopped or IncrementalStopped) return new Wait(WaitReason.Start, "It was stopped; it goes on when somebody starts it.", null);
        if (standing.Status == Queued && !standing.Started) return new Wait(WaitReason.Start, "Nobody has started it yet.", null);
        var place = MoveTimetable.PlaceOf(order, standing);
        return place.Due > now ? ForTime(order, standing, place) : place.Due is null ? ForPerson(order, move) : ForSlot(move, place, limits);
    }

    private static Wait ForTime(MoveOrder order, MoveStanding standing, QueuePlace place)
    {
        if (standing.RetryAt == place.Due) return new Wait(WaitReason.Retry, $"It is tried again after {standing.Fault?.Code} (failure {standing.FailureCount} of {RetryPolicy.MaxRetries}).", place.Due);
        if (place.Step == SyncStep.InitialSync) return new Wait(WaitReason.StartAfter, "Its start time has not come.", place.Due);
        if (place.Step == SyncStep.Complete) return new Wait(WaitReason.CompleteAfter, "It is in step and completes at its time.", place.Due);
        var completion = order.PreventCompletion ? ", and completion is prevented" : MoveTimetable.CompletionDue(order, standing) is null ? ", the completion when somebody asks for it" : "";
        return new Wait(WaitReason.NextSync, $"It is in step; the next sync comes by itself{completion}.", place.Due);
    }

    private static Wait ForPerson(MoveOrder order, Move move) =>
        move.Counts.DeletionsWaiting > 0
            ? new Wait(WaitReason.Approval, string.Create(CultureInfo.InvariantCulture, $"{move.Counts.DeletionsWaiting} removals wait for an approval."), null)
            : order.PreventCompletion ? new Wait(WaitReason.Completion, "It is in step; completion is prevented, and no further sync was asked for.", null)
            : new Wait(WaitReason.Completion, "It is in step and completes when somebody asks for it.", null);

    private static Wait ForSlot(Move move, QueuePlace place, LimitsInUse limits)
    {
        var full = SlotScopes.Of(place.Step, move.Order.EndpointId).FirstOrDefault(limits.Full.Contains);
        if (full is null) return new Wait(WaitReason.Worker, "It is due and waits for a free worker.", null);
        if (full == SlotScopes.Organisation) return new Wait(WaitReason.OrganisationSlot, "As many syncs run as the organisation allows (MaxConcurrentMigrations of the migration configuration).", null);
        if (place.Step == SyncStep.Validate) return new Wait(WaitReason.Worker, "As many mailboxes are being checked as may be at once.", null);
        var name = limits.EndpointNames.GetValueOrDefault(move.Order.EndpointId!.Value, "?");
        var limit = place.Step == SyncStep.IncrementalSync ? "MaxConcurrentIncrementalSyncs" : "MaxConcurrentMigrations";
        return new Wait(WaitReason.EndpointSlot, $"As many syncs run as {limit} of the endpoint '{name}' allows.", null);
    }
}
