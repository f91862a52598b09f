using System.Collections.Concurrent;
using System.Net;
using Godwit.Diagnostics.Reports;

namespace Godwit.Laboratory;

/// <summary>What the examination does with a credential: nobody gets it who should not, and no account is locked by us.</summary>
public sealed class SafetyTests
{
    private readonly ConcurrentQueue<string> _sent = new();

    [Theory]
    [InlineData((int)CertificateFlaw.SelfSigned)]
    [InlineData((int)CertificateFlaw.OtherName)]
    [InlineData((int)CertificateFlaw.Expired)]
    [InlineData((int)CertificateFlaw.PrivateAuthority)]
    public async Task A_host_whose_certificate_is_not_in_order_gets_no_credential(int flaw)
    {
        await RunAsync(world => world.Flaw = (CertificateFlaw)flaw);

        Assert.Empty(_sent);
    }

    [Fact]
    public async Task A_form_gets_no_credential()
    {
        await RunAsync(EdgeModes.All.Single(mode => mode.Name == "TMG form").Break);

        Assert.DoesNotContain(_sent, IsLogon);
    }

    [Fact]
    public async Task A_device_that_asks_for_its_own_Basic_gets_no_credential()
    {
        await RunAsync(ServerModes.All.Single(mode => mode.Name == "device asks for Basic").Break);

        Assert.DoesNotContain(_sent, IsLogon);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_logon_is_refused_in_all(bool byAutodiscover)
    {
        await RunAsync(world =>
        {
            if (byAutodiscover) DiscoveryModes.Ask(world);
            world.Request = world.Request with { Host = world.HostName, AllSchemes = true, Via = [new IPEndPoint(IPAddress.Parse(world.Address), 443)] };
            foreach (var server in world.Servers) server.AcceptsPassword = false;
        });

        Assert.Single(_sent, IsLogon);
    }

    [Fact]
    public async Task A_password_stands_in_no_report()
    {
        var report = await RunAsync(_ => { });

        foreach (var write in new Action<TextWriter, DiagnosisReport>[] { TextReport.Write, JsonReport.Write, HtmlReport.Write })
        {
            using var text = new StringWriter();
            write(text, report);
            Assert.DoesNotContain("correct horse", text.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("TlRMTVNTUA", text.ToString(), StringComparison.Ordinal);
        }
        Assert.Contains(_sent, IsLogon);
    }

    [Fact]
    public async Task A_node_past_the_balancer_is_laid_beside_the_public_address()
    {
        var report = await RunAsync(HealthyVariants.All.Single(variant => variant.Name == "bridging").Make);

        var nodes = report.Sections.Single(section => section.Title == "Nodes").Rows;
        Assert.Equal(["public address", "10.0.0.12:443"], nodes.Select(row => row[0]));
        Assert.NotEqual(nodes[0][1], nodes[1][1]);
        Assert.Equal(["400", "400"], nodes.Select(row => row[5]));
    }

    [Fact]
    public async Task A_broken_balancer_before_servers_that_answer_is_named()
    {
        var report = await RunAsync(world =>
        {
            HealthyVariants.All.Single(variant => variant.Name == "bridging").Make(world);
            world.Device = (_, _) => new LabAnswer(503, "Service Unavailable").Html("<h1>503</h1>");
        });

        Assert.Equal("GW5075", report.Verdict.First!.Code);
        Assert.Contains(report.Verdict.Findings, finding => finding.Code == "GW5122");
    }

    // A first message of NTLM names nobody and is no logon.
    private static bool IsLogon(string authorization) => LabNtlm.Message(authorization) != 1;

    private async Task<DiagnosisReport> RunAsync(Action<World> make)
    {
        await using var world = new World(seed: 5);
        world.SignIn();
        make(world);
        var answer = world.Host.Answer;
        world.Host.Answer = (request, connection) =>
        {
            if (request.Authorization is { } authorization) _sent.Enqueue(authorization);
            return answer(request, connection);
        };
        return await new EndpointExamination(world.Network.Access).RunAsync(world.Request, CancellationToken.None);
    }
}
