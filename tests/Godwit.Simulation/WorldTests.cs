using System.Globalization;
using System.Text;
using Godwit.Simulation.Worlds;

namespace Godwit.Simulation;

/// <summary>
/// Two thousand worlds, or GODWIT_WORLDS of them from GODWIT_FIRST on, or the one of GODWIT_SEED. A failure shows its seed and its story.
/// </summary>
public sealed class WorldTests(ITestOutputHelper output)
{
    private const int UsualWorlds = 2_000;

    private static int? Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;

    [Fact]
    public void No_world_loses_or_doubles_a_message()
    {
        var one = Number("GODWIT_SEED");
        var (first, worlds) = one is { } seed ? (seed, 1) : (Number("GODWIT_FIRST") ?? 1, Number("GODWIT_WORLDS") ?? UsualWorlds);
        var most = Number("GODWIT_FAILURES") ?? 3;
        var (census, failures) = (new Census(), new List<string>());
        for (var i = first; i < first + worlds && failures.Count < most; i++) if (Trial.Play(i, census) is { } failure) failures.Add(failure);
        output.WriteLine(Distribution(census, worlds));
        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
        if (worlds >= UsualWorlds) EverythingHappenedOften(census, worlds);
    }

    /// <summary>From beyond the usual ones: decision record 30 tells what they showed.</summary>
    [Theory]
    [InlineData(19393)]
    public void A_world_that_broke_a_promise_once_keeps_it(int seed) => Assert.Null(Trial.Play(seed, new Census()));

    [Fact]
    public void The_same_seed_gives_the_same_world()
    {
        var (one, other) = (World.From(7), World.From(7));
        one.Play();
        other.Play();
        Assert.Equal(one.Events, other.Events);
        Assert.True(one.Events.Count > 200);
    }

    private static void EverythingHappenedOften(Census census, int worlds)
    {
        foreach (var happening in Enum.GetValues<Happening>())
            Assert.True(census[happening] >= worlds / 100, $"{happening} happened only {census[happening]} times in {worlds} worlds.");
        Assert.True(census[Happening.LostAnswerOfGroup] >= worlds, "A world without a lost answer.");
        Assert.True(census[Happening.LedgerRolledBack] >= worlds, "A world without a truncated ledger.");
        Assert.True(census[Happening.Message] >= 200L * worlds, "A world with fewer than 200 messages.");
    }

    private static string Distribution(Census census, int worlds)
    {
        var text = new StringBuilder($"{worlds} worlds:\n");
        foreach (var happening in Enum.GetValues<Happening>())
            text.Append(CultureInfo.InvariantCulture, $"{census[happening],12:N0}  {happening}\n");
        return text.ToString();
    }
}
