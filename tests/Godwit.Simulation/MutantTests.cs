using System.Globalization;
using Godwit.Simulation.Mutants;

namespace Godwit.Simulation;

/// <summary>Engines broken on purpose: each must be caught within two hundred worlds, or the worlds are not worth much.</summary>
public sealed class MutantTests(ITestOutputHelper output)
{
    private const int MostSeeds = 200, MostSeedsOfRare = 1000;

    public static TheoryData<string> Names => [.. Mutant.All.Where(m => !m.IsRare).Select(m => m.Name)];

    public static TheoryData<string> RareNames => [.. Mutant.All.Where(m => m.IsRare).Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_broken_engine_is_caught(string name) => Catch(name, MostSeeds);

    [Theory]
    [Trait("length", "deep")]
    [MemberData(nameof(RareNames))]
    public void A_rarely_broken_engine_is_caught_in_more_worlds(string name) => Catch(name, MostSeedsOfRare);

    private void Catch(string name, int worlds)
    {
        var mutant = Mutant.All.Single(m => m.Name == name);
        var engine = new MutantWorlds(EngineCompiler.Compile(mutant));
        for (var seed = 1; seed <= worlds; seed++)
        {
            if (engine.Trial(seed) is not { } broken) continue;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{mutant.Told} Caught in world {seed}: {broken[..broken.IndexOf('\n', StringComparison.Ordinal)]}"));
            return;
        }
        Assert.Fail($"{mutant.Told} Not caught in {worlds} worlds.");
    }

    [Fact]
    public void The_engine_as_it_is_breaks_nothing_when_it_is_compiled_here()
    {
        var worlds = new MutantWorlds(EngineCompiler.Compile(new Mutant("none", "Nothing is changed.", [])));
        for (var seed = 1; seed <= 20; seed++) Assert.Null(worlds.Trial(seed));
    }

    [Fact]
    public void There_are_enough_of_them() => Assert.True(Mutant.All.Count(m => !m.IsRare) >= 12);
}
