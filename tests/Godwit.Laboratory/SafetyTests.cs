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

    /// <summary>Ways in which somebody else can lead us to a host of his own, whose certificate is in order.</summary>
    public static TheoryData<string> Lures => ["plain redirect", "redirect", "record", "address", "settings by anybody"];

    [Theory, MemberData(nameof(Lures))]
    public async Task A_host_of_another_domain_gets_no_credential(string lure)
    {
        var report = await RunAsync(world => Lure(world, lure));

        Assert.DoesNotContain(_sent, IsLogon);
        Assert.True(report.Verdict.First?.Code == "GW5009" || report.Remarks.Any(remark => remark.StartsWith("Nobody signed in", StringComparison.Ordinal)), report.Verdict.Told);
    }

    [Fact]
    public async Task A_host_of_another_domain_that_was_named_gets_it()
    {
        await RunAsync(world =>
        {
            Lure(world, "redirect");
            world.Request = world.Request with { CredentialHosts = ["AUTO.evil.example"] };
        });

        Assert.Contains(_sent, IsLogon);
    }

    private void Lure(World world, string lure)
    {
        DiscoveryModes.Ask(world, publish: false);
        var evil = new LabExchange(world.Random) { Autodiscover = _ => new LabAnswer(200, "OK") { Body = Settings }, Schemes = ["Negotiate", "NTLM", "Basic realm=\"x\""] };
        if (lure == "settings by anybody") evil.Instead = request => request.Path.StartsWith("/autodiscover", StringComparison.OrdinalIgnoreCase) ? new LabAnswer(200, "OK") { Body = Settings } : null;
        var host = new LabHost(world.Random)
        {
            Certificate = (_, _) => Pki.For("auto.evil.example", CertificateFlaw.None),
            Answer = (request, connection) =>
            {
                if (request.Authorization is { } authorization) _sent.Enqueue(authorization);
                return evil.Answer(request, connection);
            },
        };
        world.Network.Inside.Add("auto.evil.example", "203.0.113.66");
        world.Network.Inside.Add("autodiscover.evil.example", "203.0.113.66");
        world.Network.Add("203.0.113.66", host);
        world.Network.Inside.Add("autodiscover." + world.Domain, world.Address);
        const string place = "https://auto.evil.example/autodiscover/autodiscover.xml";
        switch (lure)
        {
            case "redirect": Open(world, _ => new LabAnswer(302, "Found").With("Location", place)); break;
            case "address": Open(world, _ => new LabAnswer(200, "OK") { Body = "<Autodiscover><Response><Account><Action>redirectAddr</Action><RedirectAddr>anna@evil.example</RedirectAddr></Account></Response></Autodiscover>" }); break;
            case "record": world.Network.Inside.Forget("autodiscover." + world.Domain); world.Network.Inside.AddService("_autodiscover._tcp." + world.Domain, "auto.evil.example"); break;
            default:
                world.Network.Inside.Forget("autodiscover." + world.Domain);
                world.Network.Inside.Add("autodiscover." + world.Domain, "203.0.113.67");
                world.Network.Add("203.0.113.67", new LabHost(world.Random) { IsPlain = true, Answer = (_, _) => new LabAnswer(302, "Found").With("Location", place) }, 80);
                break;
        }
    }

    private const string Settings = "<Autodiscover><Response><Account><Action>settings</Action><Protocol><Type>EXPR</Type><EwsUrl>https://auto.evil.example/EWS/Exchange.asmx</EwsUrl></Protocol></Account></Response></Autodiscover>";

    /// <summary>Answers without asking for a logon.</summary>
    private static void Open(World world, Func<LabRequest, LabAnswer> answer) => world.Device = (request, _) => request.Path.StartsWith("/autodiscover", StringComparison.OrdinalIgnoreCase) ? answer(request) : null;

    [Fact]
    public async Task A_logon_that_was_cut_off_counts_as_refused()
    {
        await RunAsync(world =>
        {
            world.Request = world.Request with { Via = [new IPEndPoint(IPAddress.Parse(world.Address), 443)], Host = world.HostName };
            world.Device = (request, _) => request.Authorization is not null && LabNtlm.Message(request.Authorization) != 1 ? LabAnswer.Ending(LabEnd.Reset) : null;
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

    [Fact]
    public async Task A_node_past_the_balancer_that_takes_no_connection_is_told_apart_from_one_that_fails_at_TLS()
    {
        var report = await RunAsync(world =>
        {
            world.Network.AddDead("10.0.0.31", System.Net.Sockets.SocketError.ConnectionRefused);
            world.Network.Add("10.0.0.32", new LabHost(world.Random) { Opening = _ => LabOpening.PlainHttp });
            world.Request = world.Request with { Via = [new IPEndPoint(IPAddress.Parse("10.0.0.31"), 443), new IPEndPoint(IPAddress.Parse("10.0.0.32"), 443)] };
        });

        Assert.Equal(["GW5021 10.0.0.31:443", "GW5044 10.0.0.32:443"], report.Verdict.Findings.Where(finding => finding.Kind.Severity == Severity.Fault).Select(finding => $"{finding.Code} {finding.Subject}"));
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
