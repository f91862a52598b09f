namespace Godwit.Simulation.Worlds;

/// <summary>All chance in a world comes from here, and so from its seed. The algorithm behind a seeded <see cref="Random"/> is the same in every version of the runtime.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random _random = new(seed);

    public bool Chance(double probability) => _random.NextDouble() < probability;

    /// <summary>From low to high, both included.</summary>
    public int Between(int low, int high) => _random.Next(low, high + 1);

    public T Pick<T>(IReadOnlyList<T> list) => list[_random.Next(list.Count)];

    /// <summary>One of the choices, each as likely as its weight says.</summary>
    public T Weighted<T>(IReadOnlyList<(int Weight, T Choice)> choices)
    {
        var at = _random.Next(choices.Sum(c => c.Weight));
        foreach (var (weight, choice) in choices)
        {
            if (at < weight) return choice;
            at -= weight;
        }
        return choices[^1].Choice;
    }
}
