using Godwit.Simulation.Chaos;
using Godwit.Simulation.Worlds;

namespace Godwit.Simulation.Invariants;

/// <summary>What the target's user removed for good does not come back.</summary>
internal static class RemovalsStay
{
    public static void Check(Ending end)
    {
        var there = Count.Letters(end.World, end.World.Target);
        foreach (var letter in end.World.Letters.All.Where(l => l is { RemovedByUser: true, Delivered: 1, Own: 0 }))
            if (there.ContainsKey(letter)) throw new BrokenPromiseException("resurrected", $"{letter} was removed by the target's user and is there again");
    }
}
