using Godwit.Diagnostics.Logs;
using Godwit.Diagnostics.Reports;

namespace Godwit.Diagnostics.Tests.Logs;

public sealed class JudgingTests
{
    private const string Head = LogText.IisFields + "\n";
    private const string Client = "40.96.10.7";

    [Fact]
    public void The_legs_of_a_handshake_that_is_served_are_no_failure()
    {
        var report = Analysed.Of(Head + string.Concat(Enumerable.Range(10, 40).Select(second => Analysed.ServedExchange($"10:00:{second}"))));

        Assert.Empty(report.Codes());
        Assert.Equal(VerdictState.Passed, report.Verdict.State);
        Assert.Contains("40 served", Row(report, "Servers"));
        Assert.Contains("80 legs", Row(report, "Servers"));
    }

    [Theory]
    [InlineData(401, 1, 1326, "GW5210")]
    [InlineData(401, 1, 2148074252, "GW5210")]
    [InlineData(401, 1, 1330, "GW5211")]
    [InlineData(401, 1, 1311, "GW5212")]
    [InlineData(401, 1, 2148074310, "GW5215")]
    [InlineData(401, 1, 2148074248, "GW5216")]
    [InlineData(401, 1, 2148074274, "GW5217")]
    [InlineData(401, 1, 1398, "GW5218")]
    [InlineData(403, 0, 0, "GW5225")]
    [InlineData(403, 4, 5, "GW5227")]
    [InlineData(403, 6, 5, "GW5228")]
    [InlineData(403, 501, 5, "GW5229")]
    [InlineData(403, 7, 64, "GW5230")]
    [InlineData(404, 0, 2, "GW5235")]
    [InlineData(404, 3, 50, "GW5236")]
    [InlineData(404, 13, 0, "GW5237")]
    [InlineData(405, 0, 1, "GW5238")]
    [InlineData(413, 0, 0, "GW5239")]
    [InlineData(500, 19, 13, "GW5240")]
    [InlineData(400, 0, 0, "GW5241")]
    [InlineData(200, 0, 1236, "GW5242")]
    [InlineData(503, 0, 0, "GW5260")]
    [InlineData(502, 3, 12002, "GW5261")]
    [InlineData(500, 0, 0, "GW5267")]
    public void A_refusal_is_told_by_its_code_with_the_very_line(int status, int sub, long win32, string code)
    {
        var report = Analysed.Of(Head + LogText.Iis("10:00:00", "10.0.0.11", Client, 401, 2, 5) + LogText.Iis("10:00:00", "10.0.0.11", Client, 401, 1, Win32Codes.NoCredentials) + LogText.Iis("10:00:01", "10.0.0.11", Client, status, sub, win32, "LAB\\mig"));

        var finding = Assert.Single(report.Verdict.Findings);
        Assert.Equal((code, "10.0.0.11"), (finding.Code, finding.Subject));
        Assert.Contains(finding.Evidence, line => line.Source == "front/u_ex261120.log:4" && line.Text.Contains($" {status} {sub} {win32} ", StringComparison.Ordinal));
    }

    [Fact]
    public void The_published_lines_are_read_without_a_claim_about_the_password()
    {
        const string failed = "2016-09-15 08:20:18 POST /EWS/mrsproxy.svc&CorrelationID=<empty>;&ClientId=NF0C4KC30EGFQUUPAZ7QW&cafeReqId=13bae44a-b1c7-402f-aa2f-763aee410ffa; 443 - - - 401 1 2148074254 156\n";
        const string served = "2016-09-15 08:23:57 POST /EWS/mrsproxy.svc &CorrelationID=<empty>;&ClientId=SR0WSDR7B0IXI4TCOLJG&cafeReqId=d26343b6-8790-4ccc-954d-936aed081d88; 443 pronicsi\\nicsi - - 200 0 0 343\n";

        Assert.Equal(["GW5220"], Analysed.Of(failed).Codes());
        Assert.Equal(VerdictState.CannotTell, Analysed.Of(failed).Verdict.State);
        Assert.Equal(["GW5220"], Analysed.Of(failed + served).Codes());
        Assert.Equal(VerdictState.Passed, Analysed.Of(failed + served).Verdict.State);
        Assert.Empty(Analysed.Of(served).Codes());
    }

    [Fact]
    public void Handshakes_that_are_never_finished_are_told_and_a_few_among_many_served_ones_are_not()
    {
        var legs = string.Concat(Enumerable.Range(10, 6).Select(minute => LogText.Iis($"10:{minute}:00", "10.0.0.11", Client, 401, 2, 5) + LogText.Iis($"10:{minute}:00", "10.0.0.11", Client, 401, 1, Win32Codes.NoCredentials)));
        var served = string.Concat(Enumerable.Range(0, 400).Select(i => Analysed.ServedExchange($"11:{i / 60:00}:{i % 60:00}")));

        Assert.Equal(["GW5213"], Analysed.Of(Head + legs).Codes());
        Assert.Empty(Analysed.Of(Head + legs + served).Codes());
    }

    [Fact]
    public void A_challenge_that_is_never_answered_is_another_thing() =>
        Assert.Equal(["GW5214"], Analysed.Of(Head + string.Concat(Enumerable.Range(10, 6).Select(minute => LogText.Iis($"10:{minute}:00", "10.0.0.11", Client, 401, 2, 5)))).Codes());

    [Fact]
    public void Legs_of_one_handshake_on_two_servers_lead_to_the_balancer()
    {
        var lines = Enumerable.Range(10, 6).ToList();
        var one = string.Concat(lines.Select(minute => LogText.Iis($"10:{minute}:00", "10.0.0.11", Client, 401, 2, 5)));
        var two = string.Concat(lines.Select(minute => LogText.Iis($"10:{minute}:00", "10.0.0.12", Client, 401, 1, Win32Codes.NoCredentials)));

        Assert.Equal(["GW5219"], Analysed.Of(null, ("ex1/u.log", Head + one), ("ex2/u.log", Head + two)).Codes());
    }

    [Fact]
    public void A_refusal_after_which_much_was_served_is_over()
    {
        var report = Analysed.Of(Head + LogText.Iis("10:00:00", "10.0.0.11", Client, 401, 1, 1326) + string.Concat(Enumerable.Range(10, 10).Select(minute => Analysed.ServedExchange($"10:{minute}:00"))));

        Assert.Empty(report.Codes());
        Assert.Contains("GW5210", Row(report, "Over since"));
    }

    [Fact]
    public void Probes_and_users_are_kept_apart_from_the_migration_service()
    {
        var report = Analysed.Of(Head + Analysed.ServedExchange("10:00:00") + LogText.Iis("10:01:00", "10.0.0.11", "::1", 500, 0, 0) + LogText.Iis("10:01:00", "10.0.0.11", "10.1.1.1", 403, 0, 0, "LAB\\HealthMailbox123")
            + LogText.Iis("10:01:00", "10.0.0.11", "10.1.1.1", 500, 0, 0, agent: "AMProbe/Local/ClientAccess") + LogText.Iis("10:02:00", "10.0.0.11", "10.1.1.2", 200, 0, 0, "LAB\\anna", stem: "/EWS/exchange.asmx"));

        Assert.Empty(report.Codes());
        var callers = Section(report, "Callers");
        Assert.Equal(["migration service", "probes of the server itself", "the server's own machine", "private addresses"], callers.Rows.Select(row => row[0]));
        Assert.Equal(["3 for the endpoint", "2 for the endpoint", "1 for the endpoint", "0 for the endpoint"], callers.Rows.Select(row => row[1]));
    }

    [Fact]
    public void When_nothing_arrived_that_is_said_with_the_time_that_the_logs_cover()
    {
        var owa = Head + string.Concat(Enumerable.Range(10, 40).Select(minute => LogText.Iis($"10:{minute}:00", "10.0.0.11", "10.1.1.1", 200, 0, 0, "LAB\\anna", stem: "/owa/")));

        Assert.Equal(["GW5201"], Analysed.Of(owa).Codes());
        Assert.Equal(["GW5201"], Analysed.Of(owa, Window("2026-11-20T10:20Z")).Codes());
        var outside = Analysed.Of(owa, Window("2026-11-20T12:00Z"));
        Assert.Equal(["GW5200"], outside.Codes());
        Assert.Equal(VerdictState.CannotTell, outside.Verdict.State);
    }

    [Fact]
    public void Requests_of_the_machine_itself_make_it_doubtful_that_nothing_arrived_and_are_told()
    {
        var owa = Head + LogText.Iis("10:00:00", "10.0.0.11", "10.1.1.1", 200, 0, 0, "LAB\\anna", stem: "/owa/");

        var finding = Assert.Single(Analysed.Of(owa + Analysed.ServedExchange("10:01:00", client: "127.0.0.1")).Verdict.Findings);

        Assert.Equal(("GW5201", Confidence.Possible), (finding.Code, finding.Confidence));
        Assert.StartsWith("3 requests for it came from the server's own machine (127.0.0.1)", finding.Evidence[0].Text, StringComparison.Ordinal);
        Assert.Equal(Confidence.Certain, Assert.Single(Analysed.Of(owa + LogText.Iis("10:01:00", "10.0.0.11", "127.0.0.1", 200, 0, 0, "LAB\\HealthMailbox1")).Verdict.Findings).Confidence);
    }

    [Fact]
    public void A_window_leaves_out_what_happened_at_other_times()
    {
        var text = Head + LogText.Iis("09:00:00", "10.0.0.11", Client, 403, 0, 0, "LAB\\mig") + Analysed.ServedExchange("10:00:00");

        Assert.Equal(["GW5225"], Analysed.Of(text).Codes());
        Assert.Empty(Analysed.Of(text, Window("2026-11-20 09:58..2026-11-20 10:02")).Codes());
    }

    [Fact]
    public void What_a_firewall_refused_is_told_as_where_it_stopped()
    {
        var owa = Head + LogText.Iis("10:00:00", "10.0.0.11", "10.1.1.1", 200, 0, 0, stem: "/owa/");
        const string drop = "2026-11-20T10:00:01Z fw kernel: DROP IN=eth0 OUT= SRC=40.96.10.7 DST=203.0.113.5 LEN=60 PROTO=TCP SPT=51234 DPT=443 SYN\n";

        Assert.Equal(["GW5202"], Analysed.Of(null, ("ex1/u.log", owa), ("fw/messages", drop)).Codes());
        Assert.Equal(["GW5201"], Analysed.Of(null, ("ex1/u.log", owa), ("fw/messages", drop.Replace("40.96.10.7", "198.51.100.9", StringComparison.Ordinal))).Codes());
    }

    [Fact]
    public void What_the_balancer_had_and_no_server_is_told_with_its_reason()
    {
        var owa = Head + LogText.Iis("10:00:00", "10.0.0.11", "10.1.1.1", 200, 0, 0, stem: "/owa/");
        const string line = "2026-11-20T10:00:01Z lb haproxy[12]: 40.96.10.7:51234 [20/Nov/2026:10:00:01.123] fe_ex~ be_ex/<NOSRV> -1/-1/-1/-1/0 503 212 - - SC-- 1/1/0/0/0 0/0 \"POST /EWS/mrsproxy.svc HTTP/1.1\"\n";

        Assert.Equal(["GW5203", "GW5270"], Analysed.Of(null, ("ex1/u.log", owa), ("lb/haproxy.log", line)).Codes().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Neighbours_that_arrive_while_the_endpoint_does_not_lead_to_a_filter_of_paths() =>
        Assert.Equal(["GW5205"], Analysed.Of(Head + LogText.Iis("10:00:00", "10.0.0.11", Client, 401, 2, 5, stem: "/EWS/exchange.asmx") + LogText.Iis("10:00:01", "10.0.0.11", Client, 200, 0, 0, stem: "/autodiscover/autodiscover.svc")).Codes());

    [Fact]
    public void The_requests_of_an_examination_that_does_not_sign_in_accuse_nobody()
    {
        var asked = string.Concat(Enumerable.Range(10, 8).Select(s => LogText.Iis($"10:00:{s}", "10.0.0.11", Client, 401, 2, 5, agent: "Godwit-examine/1")));

        Assert.Equal(VerdictState.CannotTell, Analysed.Of(Head + asked).Verdict.State);
        Assert.Equal(["GW5214"], Analysed.Of(Head + asked.Replace("Godwit-examine", "other", StringComparison.Ordinal)).Codes());
    }

    [Fact]
    public void Strangers_only_are_a_warning_that_a_balancer_silences()
    {
        Assert.Equal(["GW5204"], Analysed.Of(Head + Analysed.ServedExchange("10:00:00", client: "198.51.100.9")).Codes());
        Assert.Empty(Analysed.Of(Head + Analysed.ServedExchange("10:00:00", client: "198.51.100.9") + Analysed.ServedExchange("10:00:10", client: "10.0.0.2")).Codes());
    }

    [Fact]
    public void A_server_that_should_be_passive_is_named() =>
        Assert.Equal(["GW5206"], Analysed.Of(Head + Analysed.ServedExchange("10:00:00") + Analysed.ServedExchange("10:01:00", "10.0.0.13"), new LogAnalysisOptions { PassiveServers = ["10.0.0.13"] }).Codes());

    [Fact]
    public void A_server_that_refuses_what_the_others_serve_is_named()
    {
        var report = Analysed.Of(Head + string.Concat(Enumerable.Range(10, 5).Select(s => Analysed.ServedExchange($"10:00:{s}") + LogText.Iis($"10:00:{s}", "10.0.0.12", Client, 403, 0, 0, "LAB\\mig"))));

        Assert.Equal(["GW5207", "GW5225"], report.Codes());
        Assert.Equal("10.0.0.12", report.Verdict.Findings[0].Subject);
    }

    [Theory]
    [InlineData("AppOffline", "GW5250")]
    [InlineData("QueueFull", "GW5251")]
    [InlineData("FieldLength", "GW5252")]
    [InlineData("Hostname", "GW5253")]
    [InlineData("NotFound", "GW5254")]
    [InlineData("Connection_Abandoned_By_ReqQueue", "GW5255")]
    [InlineData("Timer_EntityBody", "GW5256")]
    [InlineData("Timer_SslRenegotiation", "GW5230")]
    [InlineData("EntityTooLarge", "GW5239")]
    public void What_the_kernel_refused_is_told_by_its_reason(string reason, string code) =>
        Assert.Equal([code], Analysed.Of($"2026-11-20 10:00:00 {Client} 51234 10.0.0.11 443 HTTP/1.1 POST /EWS/mrsproxy.svc 503 1 {reason} Pool\n").Codes());

    [Theory]
    [InlineData("sH", "ex1", 504, "GW5271")]
    [InlineData("SC", "ex1", 503, "GW5272")]
    [InlineData("PR", "<NOSRV>", 403, "GW5273")]
    [InlineData("LR", "<NOSRV>", 302, "GW5273")]
    [InlineData("--", "ex1", 503, null)]
    [InlineData("CD", "ex1", 200, null)]
    public void A_balancer_is_believed_about_itself_only(string termination, string server, int status, string? code) =>
        Assert.Equal(code is null ? [] : [code], Analysed.Of($"2026-11-20T10:00:01Z lb haproxy[12]: {Client}:51234 [20/Nov/2026:10:00:01.123] fe_ex~ be_ex/{server} 0/0/1/12/13 {status} 212 - - {termination}-- 1/1/0/0/0 0/0 \"POST /EWS/mrsproxy.svc HTTP/1.1\"\n").Codes());

    [Fact]
    public void The_two_logs_of_a_front_end_are_joined_and_the_better_one_explains()
    {
        var id = Guid.NewGuid();
        var iis = Head + LogText.Iis("10:00:01", "10.0.0.11", Client, 503, 0, 0, "LAB\\mig", $"&cafeReqId={id};");
        var proxy = $"#Fields: DateTime,RequestId,UrlStem,AuthenticatedUser,ClientIpAddress,ServerHostName,HttpStatus,BackEndStatus,ErrorCode,TargetServer,TargetServerVersion,GenericErrors\n2026-11-20T10:00:02.000Z,{id},/EWS/mrsproxy.svc,LAB\\mig,{Client},EX1,503,,,EX2,15.2,WebExceptionStatus=TrustFailure;WebException=La connexion a été interrompue\n";

        var report = Analysed.Of(null, ("ex1/u.log", iis), ("ex1/HttpProxy.log", proxy));

        Assert.Equal(["GW5262"], report.Codes());
        Assert.Equal("EX1", report.Verdict.Findings[0].Subject);
        Assert.Contains(report.Remarks, remark => remark.StartsWith("1 requests were found in both logs", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("503,503,ConnectionLimit,EX2,15.2,,", "GW5266")]
    [InlineData("500,,ServerNotFound,,,,", "GW5263")]
    [InlineData("500,500,,EX2010,14.3,,", "GW5264")]
    [InlineData("500,500,,EX2010,,,RandomBE=x;ProxyToDownLevel=True;", "GW5264")]
    public void What_the_proxy_module_names_is_believed(string answer, string code) =>
        Assert.Equal([code], Analysed.Of($"#Fields: DateTime,RequestId,UrlStem,AuthenticatedUser,ClientIpAddress,ServerHostName,HttpStatus,BackEndStatus,ErrorCode,TargetServer,TargetServerVersion,GenericErrors,GenericInfo\n2026-11-20T10:00:02.000Z,{Guid.NewGuid()},/EWS/mrsproxy.svc,LAB\\mig,{Client},EX1,{answer}\n").Codes());

    [Theory]
    [InlineData("NotInRoleGroup", "GW5226")]
    [InlineData("MRSProxyDisabled", "GW5225")]
    [InlineData("SslOffload", "GW5227")]
    public void A_refusal_of_our_own_proxy_is_told_by_its_reason(string reason, string code) => Assert.Equal([code],
        Analysed.Of(Head + LogText.Iis("10:00:01", "10.0.0.11", Client, 403, 0, 0, "LAB\\mig") + $"#Fields: DateTime,RequestId,AuthenticatedUser,AuthenticationType,ClientIpAddress,ServerHostName,Decision,Reason\n2026-11-20T10:00:01.000Z,,LAB\\mig,NTLM,{Client},EX1,Denied,{reason}\n").Codes());

    [Fact]
    public void Cuts_after_the_same_time_are_told_as_a_timer()
    {
        var report = Analysed.Of(Head + string.Concat(Enumerable.Range(10, 8).Select(minute => LogText.Iis($"10:{minute}:00", "10.0.0.11", Client, 200, 0, 64, "LAB\\mig", taken: 60_000 + minute * 20))));

        Assert.Equal(["GW5242"], report.Codes());
        Assert.Contains("after about 60 s", report.Verdict.Findings[0].Evidence[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_no_line_speaks_of_is_not_told()
    {
        var report = Analysed.Of("strange\nlines\n");

        Assert.Equal(VerdictState.CannotTell, report.Verdict.State);
        Assert.Equal("2", Section(report, "Lines not understood").Rows[0][1]);
    }

    private static LogAnalysisOptions Window(string text) => new() { Window = TimeWindow.Read(text) };

    private static ReportSection Section(DiagnosisReport report, string title) => report.Sections.Single(section => section.Title == title);

    private static string Row(DiagnosisReport report, string title) => string.Join(" | ", Section(report, title).Rows[0]);
}
