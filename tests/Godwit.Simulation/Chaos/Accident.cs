using Godwit.Simulation.Worlds;

namespace Godwit.Simulation.Chaos;

/// <summary>Where an accident may strike.</summary>
/// <param name="OnSource">On a lane of the source, else of the target.</param>
/// <param name="Step">At which step; null for any.</param>
/// <param name="Fits">What else must be so.</param>
internal sealed record Place(bool OnSource, MemoryStep? Step, Func<MemoryMoment, MovePhase, bool>? Fits = null)
{
    public bool Is(bool onSource, in MemoryMoment moment, MovePhase phase) =>
        onSource == OnSource && (Step is null || Step == moment.Step) && (Fits is null || Fits(moment, phase));
}

/// <summary>Something that goes wrong.</summary>
/// <param name="Happening">Which it is.</param>
/// <param name="Weight">How often it is chosen.</param>
/// <param name="Places">Where it may strike.</param>
/// <param name="Within">It strikes at one of the first so many such steps.</param>
/// <param name="Strike">What it does.</param>
internal sealed record Accident(Happening Happening, int Weight, Place Places, int Within, Func<Steps, MemoryMoment, MemoryTwist?> Strike);

/// <summary>An accident that will strike in this run, if the run comes that far.</summary>
internal sealed class ArmedAccident(Accident accident, int countdown)
{
    public Accident Accident => accident;

    /// <summary>Steps at which it might have struck, still to come.</summary>
    public int Countdown { get; set; } = countdown;
}
