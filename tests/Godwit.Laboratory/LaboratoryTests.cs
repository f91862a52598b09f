using System.Collections.Concurrent;

namespace Godwit.Laboratory;

/// <summary>Broken endpoints, and healthy ones: the examination sees only what a laptop on the network sees.</summary>
public sealed class LaboratoryTests
{
    /// <summary>How many worlds of each mode; fewer by the environment, to try one change.</summary>
    private static readonly int Seeds = int.Parse(Environment.GetEnvironmentVariable("GODWIT_LABORATORY_SEEDS") ?? "20", CultureInfo.InvariantCulture);

    private const int AtOnce = 4;
    private static readonly Mode[] Modes = [.. DiscoveryModes.All, .. LowerModes.All, .. EdgeModes.All, .. ServerModes.All];

    [Fact]
    public void There_are_modes_enough_and_each_has_its_name()
    {
        Assert.True(Modes.Length >= 70, $"{Modes.Length} modes");
        Assert.True(HealthyVariants.All.Length >= 15);
        Assert.Equal(Modes.Length, Modes.Select(mode => mode.Name).Distinct().Count());
    }

    [Fact]
    public async Task The_right_finding_is_the_first_and_no_neighbour_is_accused_with_confidence()
    {
        var found = new ConcurrentBag<(Mode Mode, int Seed, Verdict Verdict)>();
        await Parallel.ForEachAsync(from seed in Enumerable.Range(0, Seeds) from mode in Modes select (mode, seed), new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (run, _) => found.Add((run.mode, run.seed, await ExamineAsync(run.mode, run.seed))));

        var table = new ConfusionTable();
        foreach (var (mode, _, verdict) in found) table.Add(mode, verdict.First?.Code ?? "nothing");
        Console.WriteLine(table);
        var accused = found.Where(run => run.Verdict.Findings.Any(finding => finding.Kind.Severity == Severity.Fault && finding.Confidence > Confidence.Possible && finding.Kind != run.Mode.Expected))
            .Select(run => $"{run.Mode.Name}, seed {run.Seed}: {string.Join(", ", run.Verdict.Findings)}").Order(StringComparer.Ordinal).ToList();
        Assert.True(accused.Count == 0, string.Join('\n', accused.Take(20)));
        Assert.True(table.Right >= 0.95 * table.Runs, table.ToString());
    }

    [Fact]
    public async Task No_healthy_endpoint_is_accused()
    {
        var accused = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(from seed in Enumerable.Range(100, Seeds) from variant in HealthyVariants.All select (variant, seed), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (run, _) =>
        {
            await using var world = new World(run.seed);
            run.variant.Make(world);
            if (run.seed % 2 == 1) world.AddOddity();
            var verdict = (await new EndpointExamination(world.Network.Access).RunAsync(world.Request, CancellationToken.None)).Verdict;
            if (verdict.State != VerdictState.Passed || verdict.Findings.Any(finding => finding.Kind.Severity > Severity.Notice))
                accused.Add($"{run.variant.Name}, seed {run.seed}: {verdict.Told} {string.Join(", ", verdict.Findings.Select(finding => $"{finding}: {finding.Evidence[0]}"))}");
        });

        Assert.True(accused.IsEmpty, string.Join('\n', accused.Order(StringComparer.Ordinal).Take(20)));
    }

    private static async Task<Verdict> ExamineAsync(Mode mode, int seed)
    {
        await using var world = new World(seed, mode.Nodes);
        // Every second world has something that means nothing; what a mode itself adds to answers comes before it.
        if (seed % 2 == 1) world.AddOddity();
        var oddity = world.Outgoing;
        world.Outgoing = answer => answer;
        mode.Break(world);
        var own = world.Outgoing;
        world.Outgoing = answer => oddity(own(answer));
        return (await new EndpointExamination(world.Network.Access).RunAsync(world.Request, CancellationToken.None)).Verdict;
    }
}
