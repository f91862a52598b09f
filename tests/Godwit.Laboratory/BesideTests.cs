namespace Godwit.Laboratory;

/// <summary>What is told beside the verdict: warnings, and what is worth knowing about an endpoint that works.</summary>
public sealed class BesideTests
{
    private static readonly (FindingKind Told, int Nodes, Action<World> Make)[] All =
    [
        (SignInFindings.ClockSkew, 1, world => world.Servers[0].Ahead = TimeSpan.FromMinutes(world.Pick(-11, 17))),
        (SpreadFindings.Affinity, 2, _ => { }),
        (SpreadFindings.OtherCertificate, 1, HealthyVariants.All.Single(variant => variant.Name == "bridging").Make),
        (OtherFindings.ExposedListener, 1, world => world.Device = (request, _) => request.IsPath("/Microsoft.Exchange.MailboxReplicationService.ProxyService")
            ? new LabAnswer(401, "Unauthorized").With("Server", "Microsoft-HTTPAPI/2.0").With("WWW-Authenticate", "Negotiate") : null),
        (OtherFindings.RealExchange, 1, _ => { }),
    ];

    public static TheoryData<string> Codes => [.. All.Select(one => one.Told.Code)];

    [Theory, MemberData(nameof(Codes))]
    public async Task What_is_worth_knowing_is_told_without_a_fault(string code)
    {
        var (_, nodes, make) = All.Single(one => one.Told.Code == code);
        foreach (var seed in Enumerable.Range(1, 4))
        {
            await using var world = new World(seed, nodes);
            make(world);
            var verdict = (await new EndpointExamination(world.Network.Access).RunAsync(world.Request, CancellationToken.None)).Verdict;

            Assert.True(verdict.Findings.Any(finding => finding.Code == code) && verdict.Findings.All(finding => finding.Kind.Severity < Severity.Fault), $"seed {seed}: {verdict.Told} {string.Join(", ", verdict.Findings)}");
        }
    }
}
