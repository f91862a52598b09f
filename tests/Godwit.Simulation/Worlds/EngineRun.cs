using Godwit.Simulation.Chaos;

namespace Godwit.Simulation.Worlds;

/// <summary>One run of the engine, as a process of its own: it may be killed, and then nothing of it goes on but what it had sent.</summary>
internal sealed class EngineRun(World world)
{
    private const int MaxPauses = 2_000;
    private int _pauses;

    /// <summary>What the run did; null when it was killed or failed.</summary>
    public MoveResult? Result { get; private set; }

    /// <summary>Why it failed, where it did.</summary>
    public Fault? Fault { get; private set; }

    public void Go()
    {
        world.Census.Count(Happening.Run);
        var process = new EngineProcess(world);
        var move = new MailboxMove(
            world.Settings, new WatchedSource(world, process), new WatchedTarget(world, process), new MortalLedger(world, process), new MoveEnvironment(world.Clock, Pause));
        world.Steps.Begin(process, move);
        try { Result = move.Run(CancellationToken.None); }
        catch (FaultException e) { Fail(e.Fault); }
        catch (Exception e) when (e is not BrokenPromiseException && process.IsKilled) { world.Note($"   killed; {Sum(move.SoFar())}"); }
        catch (Exception e) when (e is not BrokenPromiseException) { throw process.Broken ?? new BrokenPromiseException("no surprise", $"the engine ended with {e}"); }
        finally { world.Steps.End(); world.Follower.Look("end"); }
        if (process.Broken is { } broken) throw broken;
        Count(Result ?? move.SoFar());
        world.Losses.Assess();
    }

    private void Fail(Fault fault)
    {
        Fault = fault;
        world.Note(Happening.RunFailed, fault.ToString());
    }

    private void Pause(TimeSpan time, CancellationToken cancellation)
    {
        if (++_pauses > MaxPauses) throw new BrokenPromiseException("the run ends", $"it paused {MaxPauses} times");
        world.Clock.Advance(time);
        world.Steps.Paused();
    }

    private void Count(MoveResult result)
    {
        if (Result is not null) world.Note($"   {Sum(result)}{Lines("", result.Faults)}{Lines("retried ", result.Retried)}{Lines("note: ", result.Notes)}");
        world.Census.Count(Happening.EngineCopied, result.ItemsCopied);
        world.Census.Count(Happening.EngineAdopted, result.ItemsAdopted);
        world.Census.Count(Happening.EngineUpdated, result.ItemsUpdated);
        world.Census.Count(Happening.EngineMoved, result.ItemsMoved);
        world.Census.Count(Happening.EngineRemoved, result.ItemsDeleted);
        world.Census.Count(Happening.EngineRenamedFolder, result.FoldersRenamed);
        world.Census.Count(Happening.EngineDeletedFolder, result.FoldersDeleted);
        if (result.DeletionsWaiting > 0) world.Census.Count(Happening.EngineWaitedForApproval);
    }

    private static string Lines<T>(string mark, IEnumerable<T> things) => string.Concat(things.Select(t => $"\n      {mark}{t}"));

    private static string Sum(MoveResult r) => FormattableString.Invariant(
        $"copied {r.ItemsCopied}, adopted {r.ItemsAdopted}, updated {r.ItemsUpdated}, moved {r.ItemsMoved}, removed {r.ItemsDeleted}, waiting {r.DeletionsWaiting}, skipped {r.Skipped.Count}, folders +{r.FoldersCreated} ~{r.FoldersRenamed} -{r.FoldersDeleted}");
}
