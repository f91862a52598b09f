using FsCheck;
using FsCheck.Fluent;

namespace Godwit.Moves.Tests.Lifecycle;

public sealed class MoveLifecycleTests
{
    private static readonly MigrationUserStatus[] States = Enum.GetValues<MigrationUserStatus>();
    private static readonly MoveEvent[] Events = Enum.GetValues<MoveEvent>();

    /// <summary>Written down a second time, as a picture: from where to where a user may ever go.</summary>
    private static readonly Dictionary<MigrationUserStatus, MigrationUserStatus[]> Ways = new()
    {
        [MigrationUserStatus.Validating] = [MigrationUserStatus.Validating, MigrationUserStatus.Queued, MigrationUserStatus.Failed, MigrationUserStatus.Stopped, MigrationUserStatus.Stopping],
        [MigrationUserStatus.Queued] = [MigrationUserStatus.Provisioning, MigrationUserStatus.Stopped],
        [MigrationUserStatus.Provisioning] = [MigrationUserStatus.Starting, MigrationUserStatus.Queued, MigrationUserStatus.Failed, MigrationUserStatus.Stopping],
        [MigrationUserStatus.Starting] = [MigrationUserStatus.Syncing, MigrationUserStatus.Queued, MigrationUserStatus.Failed, MigrationUserStatus.Stopping],
        [MigrationUserStatus.Syncing] = [MigrationUserStatus.Synced, MigrationUserStatus.Queued, MigrationUserStatus.Failed, MigrationUserStatus.Stopping],
        [MigrationUserStatus.Synced] = [MigrationUserStatus.IncrementalSyncing, MigrationUserStatus.Completing, MigrationUserStatus.IncrementalStopped],
        [MigrationUserStatus.IncrementalSynced] = [MigrationUserStatus.IncrementalSyncing, MigrationUserStatus.Completing, MigrationUserStatus.IncrementalStopped],
        [MigrationUserStatus.IncrementalSyncing] = [MigrationUserStatus.IncrementalSynced, MigrationUserStatus.IncrementalFailed, MigrationUserStatus.Stopping],
        [MigrationUserStatus.Completing] = [MigrationUserStatus.Completing, MigrationUserStatus.CompletionSynced, MigrationUserStatus.CompletionFailed, MigrationUserStatus.Stopping, MigrationUserStatus.IncrementalStopped],
        [MigrationUserStatus.CompletionSynced] = [MigrationUserStatus.Completing, MigrationUserStatus.Completed, MigrationUserStatus.CompletedWithWarnings, MigrationUserStatus.CompletionFailed, MigrationUserStatus.Stopping, MigrationUserStatus.IncrementalStopped],
        [MigrationUserStatus.Stopping] = [MigrationUserStatus.Stopped, MigrationUserStatus.IncrementalStopped, MigrationUserStatus.Completed, MigrationUserStatus.CompletedWithWarnings],
        [MigrationUserStatus.Stopped] = [MigrationUserStatus.Validating],
        [MigrationUserStatus.Failed] = [MigrationUserStatus.Validating],
        [MigrationUserStatus.IncrementalStopped] = [MigrationUserStatus.Synced],
        [MigrationUserStatus.IncrementalFailed] = [MigrationUserStatus.Synced],
        [MigrationUserStatus.CompletionFailed] = [MigrationUserStatus.Synced],
        [MigrationUserStatus.Completed] = [],
        [MigrationUserStatus.CompletedWithWarnings] = [],
        [MigrationUserStatus.ProvisionUpdating] = [],
    };

    [Fact]
    public void Every_step_is_one_of_the_picture()
    {
        foreach (var state in States)
        {
            foreach (var happened in Events)
            {
                if (MoveLifecycle.Next(state, happened) is not { } next) continue;
                if (next is MigrationUserStatus.Removing or MigrationUserStatus.Corrupted) Assert.True(happened is MoveEvent.RemoveAsked or MoveEvent.Damaged);
                else Assert.Contains(next, Ways[state]);
            }
        }
    }

    [Fact]
    public void Every_way_of_the_picture_is_gone_by_some_event()
    {
        foreach (var (from, tos) in Ways)
            foreach (var to in tos) Assert.True(Events.Any(happened => MoveLifecycle.Next(from, happened) == to), $"nothing leads from {from} to {to}");
    }

    [Fact]
    public void No_sequence_of_events_leaves_the_picture() => Check.QuickThrowOnFailure(Prop.ForAll(Gen.Elements(Events).ListOf(60).Select(static list => list.ToArray()).ToArbitrary(), static events =>
    {
        var state = MigrationUserStatus.Validating;
        foreach (var happened in events)
        {
            if (MoveLifecycle.Next(state, happened) is not { } next) continue;
            if (MoveLifecycle.IsOver(state) && next is not (MigrationUserStatus.Removing or MigrationUserStatus.Corrupted)) return false;
            state = next;
        }
        return true;
    }));

    [Fact]
    public void From_every_state_but_the_end_a_user_can_be_brought_to_completion()
    {
        foreach (var state in States.Except([MigrationUserStatus.Removing, MigrationUserStatus.Corrupted, MigrationUserStatus.Completed, MigrationUserStatus.CompletedWithWarnings, MigrationUserStatus.ProvisionUpdating]))
            Assert.Contains(MigrationUserStatus.Completed, Reachable(state));
    }

    [Fact]
    public void Everything_but_what_is_being_removed_can_be_removed() =>
        Assert.All(States.Except([MigrationUserStatus.Removing]), static state => Assert.Equal(MigrationUserStatus.Removing, MoveLifecycle.Next(state, MoveEvent.RemoveAsked)));

    private static HashSet<MigrationUserStatus> Reachable(MigrationUserStatus from)
    {
        var (seen, open) = (new HashSet<MigrationUserStatus>(), new Stack<MigrationUserStatus>([from]));
        while (open.TryPop(out var state))
        {
            foreach (var next in Events.Select(happened => MoveLifecycle.Next(state, happened)).OfType<MigrationUserStatus>().Where(seen.Add)) open.Push(next);
        }
        return seen;
    }
}
