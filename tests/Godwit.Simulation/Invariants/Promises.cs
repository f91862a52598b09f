using Godwit.Simulation.Worlds;

namespace Godwit.Simulation.Invariants;

/// <summary>Everything that must be so when a world has come to rest; <c>docs/simulation.md</c> has the same list with the reasons.</summary>
internal static class Promises
{
    /// <exception cref="BrokenPromiseException">The first that is broken.</exception>
    public static void Check(World world)
    {
        var end = new Ending(world);
        LedgerTellsTheTruth.Check(end);
        NothingLost.Check(end);
        NothingDoubled.Check(end);
        RemovalsStay.Check(end);
        FlagsConverge.Check(end);
        DatesAreKept.Check(end);
    }
}
