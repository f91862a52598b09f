using System.Globalization;
using Godwit.Simulation.Mutants;

namespace Godwit.Simulation;

/// <summary>Engines broken on purpose: each must be caught within two hundred worlds, or the worlds are not worth much.</summary>
public sealed class MutantTests(ITestOutputHelper output)
{
    private const int MostSeeds = 200;

    public static TheoryData<string> Names => [.. Mutant.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_broken_engine_is_caught(string name)
    {
        var mutant = Mutant.All.Single(m => m.Name == name);
        var worlds = new MutantWorlds(EngineCompiler.Compile(mutant));
        for (var seed = 1; seed <= MostSeeds; seed++)
        {
            if (worlds.Trial(seed) is not { } broken) continue;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{mutant.Told} Caught in world {seed}: {broken[..broken.IndexOf('\n', StringComparison.Ordinal)]}"));
            return;
        }
        Assert.Fail($"{mutant.Told} Not caught in {MostSeeds} worlds.");
    }

    [Fact]
    public void The_engine_as_it_is_breaks_nothing_when_it_is_compiled_here()
    {
        var worlds = new MutantWorlds(EngineCompiler.Compile(new Mutant("none", "Nothing is changed.", [])));
        for (var seed = 1; seed <= 20; seed++) Assert.Null(worlds.Trial(seed));
    }

    [Fact]
    public void There_are_enough_of_them() => Assert.True(Mutant.All.Count >= 12);
}
