using Godwit.Simulation.Worlds;

namespace Godwit.Simulation.Chaos;

/// <summary>
/// A group that was sent by a lane that is dead now and lands later: within three seconds of the next run's beginning, or while that run copies the same folder again, at the latest when it has done
/// so or was interrupted. Later than that no engine could know that anything was on its way; the bound is part of the promise (see docs/simulation.md).
/// </summary>
internal sealed class LateGroup(World world, FolderPath folder)
{
    /// <summary>Less than the quiet time for which the engine waits.</summary>
    private static readonly TimeSpan LongestWay = TimeSpan.FromSeconds(2.5);

    /// <summary>After so long an intent is no longer young.</summary>
    private readonly TimeSpan _deadline = world.Clock.Now + TimeSpan.FromSeconds(20);

    private readonly bool _landsByTime = world.Dice.Chance(0.5);
    private int _countdown = world.Dice.Between(1, 60);
    private TimeSpan _due = TimeSpan.MaxValue;
    private int _passes;
    private bool _isOver;

    /// <summary>Another run, or pass of a run, has begun.</summary>
    public void PassBegins(Steps steps)
    {
        if (++_passes > 1) Land(steps);
        if (_landsByTime && _due == TimeSpan.MaxValue) _due = world.Clock.Now + LongestWay * (world.Dice.Between(1, 100) / 100.0);
    }

    /// <summary>Looks whether the time has come.</summary>
    public void At(bool onSource, in MemoryMoment moment, Steps steps)
    {
        TimePassed(steps);
        if (_landsByTime) return;
        var isItsFolder = !onSource && moment.Call == LaneCall.Append && moment.Folder == folder;
        if (isItsFolder && (--_countdown <= 0 || moment.Step == MemoryStep.CallEnding)) Land(steps);
        if (steps.Phase is MovePhase.Updating) Land(steps);
    }

    public void TimePassed(Steps steps)
    {
        if (world.Clock.Now >= _due || world.Clock.Now >= _deadline) Land(steps);
    }

    private void Land(Steps steps)
    {
        if (_isOver) return;
        _isOver = true;
        steps.LandLateGroups();
    }
}
