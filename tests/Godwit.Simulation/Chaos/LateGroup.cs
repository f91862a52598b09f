using Godwit.Simulation.Worlds;

namespace Godwit.Simulation.Chaos;

/// <summary>
/// A group that was sent by a lane that is dead now and lands later: while the next run waits for quiet, or while it copies the same folder again, at the latest when it has done so. Later than
/// that no engine could know that anything was on its way; the bound is part of the promise (see docs/simulation.md).
/// </summary>
internal sealed class LateGroup(World world, FolderPath folder, TimeSpan deadline)
{
    private readonly bool _landsWhileWaiting = world.Dice.Chance(0.35);
    private int _countdown = world.Dice.Between(1, 60);
    private bool _isOver;

    /// <summary>Looks whether the time has come.</summary>
    public void At(bool onSource, in MemoryMoment moment, Steps steps)
    {
        if (world.Clock.Now >= deadline) Land(steps);
        var isItsFolder = !onSource && moment.Call == LaneCall.Append && moment.Folder == folder;
        if (isItsFolder && (--_countdown <= 0 || moment.Step == MemoryStep.CallEnding)) Land(steps);
        if (steps.Phase is MovePhase.Updating) Land(steps);
    }

    public void TimePassed(Steps steps)
    {
        if (world.Clock.Now >= deadline || _landsWhileWaiting && steps.Phase == MovePhase.WaitingForQuiet && --_countdown < 55) Land(steps);
    }

    private void Land(Steps steps)
    {
        if (_isOver) return;
        _isOver = true;
        steps.LandLateGroups();
    }
}
