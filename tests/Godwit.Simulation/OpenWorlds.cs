using System.Globalization;

namespace Godwit.Simulation;

/// <summary>The worlds of <c>open-worlds.txt</c>: known defects that are not mended yet.</summary>
internal static class OpenWorlds
{
    private static readonly HashSet<int> Seeds = [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "open-worlds.txt"))
        .Where(line => line.Length > 0 && line[0] != '#').Select(line => int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture))];

    public static bool Contains(int seed) => Seeds.Contains(seed);
}
