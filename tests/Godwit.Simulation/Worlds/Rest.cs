using Godwit.Simulation.Invariants;

namespace Godwit.Simulation.Worlds;

/// <summary>Nobody works and nothing goes wrong any more: the engine must come to rest in a few runs, approvals given as it asks for them.</summary>
internal sealed class Rest(World world)
{
    private const int MaxRuns = 8;

    public void Come()
    {
        world.Steps.LandLateGroups();
        world.Clock.Advance(TimeSpan.FromSeconds(world.Dice.Between(0, 60)));
        var settings = world.Settings;
        for (var run = 1; run <= MaxRuns; run++)
        {
            world.Note($"-- quiet run {run}");
            world.Census.Count(Happening.QuietRun);
            var engine = new EngineRun(world);
            engine.Go();
            if (engine.Result is not { } result) throw new BrokenPromiseException("comes to rest", $"a run in which nothing went wrong failed: {engine.Fault}");
            if (DidNothing(result)) { Check(result); return; }
            world.Settings = settings with { ApprovedDeletions = result.DeletionsWaiting };
        }
        throw new BrokenPromiseException("comes to rest", $"after {MaxRuns} quiet runs it still finds something to do");
    }

    private static bool DidNothing(MoveResult result) =>
        result.ItemsCopied + result.ItemsAdopted + result.ItemsUpdated + result.ItemsMoved + result.ItemsDeleted + result.DeletionsWaiting
        + result.FoldersCreated + result.FoldersDeleted + result.FoldersRenamed == 0;

    /// <summary>What may be said at rest: that a target cannot remove, or that its user removed a lot.</summary>
    private static void Check(MoveResult result)
    {
        var odd = result.Faults.FirstOrDefault(f => f.Kind != SyncFaults.CannotRemove && f.Kind != SyncFaults.TargetEmptied);
        if (odd is not null) throw new BrokenPromiseException("comes to rest", $"a fault stays though nothing is wrong: {odd}");
    }
}
