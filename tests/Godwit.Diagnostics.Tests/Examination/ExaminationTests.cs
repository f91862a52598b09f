using System.Net;
using System.Net.Sockets;
using Godwit.Diagnostics.Examination;
using Godwit.Diagnostics.Reports;
using Godwit.Network.Connecting;
using Godwit.Network.Dns;
using Godwit.Network.Tls;

namespace Godwit.Diagnostics.Tests.Examination;

/// <summary>What is promised whatever the endpoint: limits, progress, honesty about what was not asked. What the checks find is the laboratory's business.</summary>
public sealed class ExaminationTests
{
    [Fact]
    public async Task Without_a_network_every_question_says_why_it_was_not_asked()
    {
        var report = await new EndpointExamination(Network((_, _) => throw new SocketException((int)SocketError.NetworkUnreachable), lookUp: (_, _) => throw new SocketException((int)SocketError.TryAgain)))
            .RunAsync(new ExaminationRequest { Host = "mail.lab.example" }, CancellationToken.None);

        Assert.Equal(Hop.Dns, report.Verdict.BrokenHop);
        var checks = report.Sections.Single(section => section.Title == "Checks").Rows;
        Assert.All(checks.Skip(2), row => Assert.StartsWith("not asked: ", row[2], StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_limit_ends_the_whole_and_is_told()
    {
        var report = await new EndpointExamination(Network((_, token) => Never(token)))
            .RunAsync(new ExaminationRequest { Host = "mail.lab.example", Limit = TimeSpan.FromMilliseconds(50), StepLimit = TimeSpan.FromMinutes(5) }, CancellationToken.None);

        Assert.Equal(VerdictState.CannotTell, report.Verdict.State);
        Assert.Equal(DiagnosisExitCodes.CannotTell, DiagnosisExitCodes.For(report.Verdict));
        Assert.Contains("within the limit", report.Verdict.Told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_takes_too_long_is_silence_and_not_the_end()
    {
        var report = await new EndpointExamination(Network((_, token) => Never(token)))
            .RunAsync(new ExaminationRequest { Host = "mail.lab.example", StepLimit = TimeSpan.FromMilliseconds(50) }, CancellationToken.None);

        Assert.Equal("GW5020", report.Verdict.First!.Code);
    }

    [Fact]
    public async Task Whoever_gives_up_is_heard()
    {
        using var stop = new CancellationTokenSource();
        var run = new EndpointExamination(Network((_, token) => Never(token)), _ => stop.Cancel()).RunAsync(new ExaminationRequest { Host = "mail.lab.example" }, stop.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task Each_question_is_told_before_it_is_asked()
    {
        var told = new List<string>();

        await new EndpointExamination(Network((_, _) => throw new SocketException((int)SocketError.ConnectionRefused)), told.Add).RunAsync(new ExaminationRequest { Host = "mail.lab.example" }, CancellationToken.None);

        Assert.Equal(["Does the name lead to addresses?", "Does each address take connections?"], told);
    }

    [Fact]
    public async Task Without_a_host_it_cannot_tell()
    {
        var report = await new EndpointExamination(Network((_, _) => throw new SocketException((int)SocketError.ConnectionRefused))).RunAsync(new ExaminationRequest(), CancellationToken.None);

        Assert.Equal(VerdictState.CannotTell, report.Verdict.State);
    }

    [Theory]
    [InlineData(DnsOutcome.NoSuchName, "GW5010")]
    [InlineData(DnsOutcome.NoRecord, "GW5011")]
    public async Task A_loopback_address_of_the_hosts_file_is_not_said_to_come_from_DNS(DnsOutcome outcome, string code)
    {
        var network = Network((_, _) => throw new SocketException((int)SocketError.ConnectionRefused), Loopback) with { NameServers = [new Answering(outcome)] };

        var report = await new EndpointExamination(network).RunAsync(new ExaminationRequest { Host = "mail.lab.example" }, CancellationToken.None);

        Assert.Equal(code, report.Verdict.First!.Code);
        Assert.Contains(report.Verdict.First.Evidence, seen => seen.Text.Contains("hosts file", StringComparison.Ordinal));
    }

    [Fact]
    public async Task This_machine_under_its_own_name_is_examined()
    {
        var network = Network((_, _) => throw new SocketException((int)SocketError.ConnectionRefused), Loopback) with { NameServers = [new Answering(DnsOutcome.NoSuchName)] };

        var report = await new EndpointExamination(network).RunAsync(new ExaminationRequest { Host = "localhost", Port = 4443 }, CancellationToken.None);

        Assert.Equal("GW5021", report.Verdict.First!.Code);
    }

    private static Task<IPAddress[]> Loopback(string name, CancellationToken cancellation) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]);

    private sealed class Answering(DnsOutcome outcome) : INameServer
    {
        public string Name => "192.0.2.53";

        public Task<DnsAnswer> AskAsync(string name, DnsRecordType type, CancellationToken cancellation) => Task.FromResult(DnsAnswer.Without(outcome));
    }

    private static async Task<Stream> Never(CancellationToken cancellation)
    {
        await Task.Delay(Timeout.Infinite, cancellation);
        return Stream.Null;
    }

    private static NetworkAccess Network(Dialer dial, Func<string, CancellationToken, Task<IPAddress[]>>? lookUp = null) =>
        new(dial, lookUp ?? ((_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("203.0.113.7")])), [], [], new TlsTrust(), TimeProvider.System);
}
