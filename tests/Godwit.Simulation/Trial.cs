using System.Globalization;
using Godwit.Simulation.Worlds;

namespace Godwit.Simulation;

/// <summary>One world, played and judged.</summary>
public static class Trial
{
    /// <summary>Plays the world of a seed. Null when every promise was kept, else the broken one with the seed, how to play it again, and everything that had happened.</summary>
    public static string? Of(int seed) => Play(seed, null);

    internal static string? Play(int seed, Census? census)
    {
        var world = World.From(seed);
        try
        {
            world.Play();
            return null;
        }
        catch (Exception e) when (e is BrokenPromiseException or FaultException or InvalidOperationException or ArgumentException or KeyNotFoundException)
        {
            return Tell(world, e is BrokenPromiseException ? e.Message : e.ToString());
        }
        finally { census?.Add(world.Census); }
    }

    private static string Tell(World world, string what) => string.Create(CultureInfo.InvariantCulture,
        $"{what}\nSeed {world.Seed}; again with: GODWIT_SEED={world.Seed} dotnet run --project tests/Godwit.Simulation\n{string.Join('\n', world.Events)}\n{what}");
}
