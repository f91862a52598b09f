using System.Collections.Concurrent;
using Godwit.Diagnostics.Reports;

namespace Godwit.Laboratory.Devices;

/// <summary>The same questions as in the laboratory, where the fault lives in a real program: HAProxy, nginx, BIND, our own proxy.</summary>
[Trait("needs", "process")]
public sealed class DeviceTests
{
    private const int AtOnce = 2;

    [Fact]
    public Task What_is_wrong_with_a_real_HAProxy_is_found() => AssertAsync(HaproxyModes.All);

    [Fact]
    public Task What_is_wrong_with_a_real_nginx_is_found() => AssertAsync(NginxModes.All);

    [Fact]
    public Task What_is_wrong_with_the_names_of_a_real_BIND_is_found() => AssertAsync(NameModes.All);

    [Fact]
    public Task What_is_wrong_with_a_real_Godwit_proxy_is_found() => AssertAsync(GodwitModes.All);

    /// <summary>Each mode in its worlds: the right finding is the first, nothing else is a fault with confidence, and whoever is well is not accused.</summary>
    private static async Task AssertAsync(IReadOnlyList<DeviceMode> modes)
    {
        var found = new ConcurrentBag<(DeviceMode Mode, int Seed, DiagnosisReport Report)>();
        await Parallel.ForEachAsync(from mode in modes from seed in Enumerable.Range(1, mode.Seeds) select (mode, seed), new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (run, _) => found.Add((run.mode, run.seed, await RunAsync(run.mode, run.seed))));

        var table = new ConfusionTable();
        foreach (var (mode, _, report) in found) table.Add(mode.Name, mode.Expected?.Code ?? "passed", FirstOf(report.Verdict));
        Console.WriteLine(table);
        Assert.Empty(found.Where(run => Wrong(run.Mode, run.Report.Verdict)).Select(run => $"{run.Mode.Name}, seed {run.Seed}: {run.Report.Verdict.Told} {Evidence(run.Report)}").Order(StringComparer.Ordinal));
    }

    private static async Task<DiagnosisReport> RunAsync(DeviceMode mode, int seed)
    {
        await using var world = new DeviceWorld(seed, mode.Nodes);
        if (seed % 2 == 0) world.World.AddOddity();
        try
        {
            await mode.Make(world);
            return await world.ExamineAsync();
        }
        catch (Exception failure) when (failure is InvalidOperationException or TimeoutException)
        {
            // A program that did not start: the others are tried all the same, and the table shows it.
            return new DiagnosisReport(mode.Name, DateTimeOffset.UtcNow, [], new Verdict(VerdictState.CannotTell, failure.Message, []));
        }
    }

    private static string FirstOf(Verdict verdict) => verdict.Findings.FirstOrDefault(finding => finding.Kind.Severity > Severity.Notice)?.Code ?? (verdict.State == VerdictState.Passed ? "passed" : "nothing");

    private static bool Wrong(DeviceMode mode, Verdict verdict) => FirstOf(verdict) != (mode.Expected?.Code ?? "passed")
        || verdict.Findings.Any(finding => finding.Kind.Severity == Severity.Fault && finding.Confidence > Confidence.Possible && finding.Kind != mode.Expected);

    private static string Evidence(DiagnosisReport report) => string.Join(" | ", report.Verdict.Findings.Select(finding => $"{finding} [{string.Join(" ; ", finding.Evidence.Take(4))}]"));
}
