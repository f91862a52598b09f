using Godwit.Simulation.Worlds;

namespace Godwit.Simulation.Chaos;

/// <summary>
/// A group that was sent by a lane that is dead now and lands later: within three seconds of the next run's beginning; or while that run copies the same folder again, at the latest when it has done
/// so or was interrupted; or less than an hour after it, between two runs. Later than that it is a stranger; the bound is part of the promise (see docs/sync-algorithm.md).
/// </summary>
internal sealed class LateGroup(World world, FolderPath folder)
{
    private enum Way { WithinSeconds, WhileCopiedAgain, AfterTheRun }

    /// <summary>Less than the quiet time for which the engine waits.</summary>
    private static readonly TimeSpan LongestWay = TimeSpan.FromSeconds(2.5);

    /// <summary>After so long an intent is no longer young.</summary>
    private readonly TimeSpan _deadline = world.Clock.Now + TimeSpan.FromSeconds(20);

    /// <summary>No other group is on its way, which would land with this one.</summary>
    private readonly bool _isAlone = world.Target.LateGroups == 0;

    private readonly Way _way = world.Dice.Pick([Way.WithinSeconds, Way.WhileCopiedAgain, Way.AfterTheRun]);
    private int _countdown = world.Dice.Between(1, 60);
    private TimeSpan _due = TimeSpan.MaxValue;
    private int _passes;
    private bool _isOver;

    /// <summary>Another run, or pass of a run, has begun.</summary>
    public void PassBegins(Steps steps)
    {
        if (++_passes > 1 && _way != Way.AfterTheRun) Land(steps);
        if (_way == Way.WithinSeconds && _due == TimeSpan.MaxValue) _due = world.Clock.Now + LongestWay * (world.Dice.Between(1, 100) / 100.0);
    }

    /// <summary>Looks whether the time has come.</summary>
    public void At(bool onSource, in MemoryMoment moment, Steps steps)
    {
        TimePassed(steps);
        if (_way != Way.WhileCopiedAgain) return;
        var isItsFolder = !onSource && moment.Call == LaneCall.Append && moment.Folder == folder;
        if (isItsFolder && (--_countdown <= 0 || moment.Step == MemoryStep.CallEnding)) Land(steps);
        if (steps.Phase is MovePhase.Updating) Land(steps);
    }

    public void TimePassed(Steps steps)
    {
        if (_way != Way.AfterTheRun && (world.Clock.Now >= _due || world.Clock.Now >= _deadline)) Land(steps, isInTime: _isAlone && _way == Way.WithinSeconds && world.Clock.Now < _deadline);
    }

    /// <summary>No run is at work, and one has been since; some minutes pass.</summary>
    public void BetweenRuns(Steps steps)
    {
        if (_way != Way.AfterTheRun || _passes == 0 || !world.Dice.Chance(0.5)) return;
        world.Clock.Advance(TimeSpan.FromMinutes(world.Dice.Between(0, 50)));
        Land(steps);
    }

    private void Land(Steps steps, bool isInTime = false)
    {
        if (_isOver) return;
        _isOver = true;
        steps.LandLateGroups(isInTime);
    }
}
