using Godwit.Diagnostics.Logs;

namespace Godwit.Diagnostics.Tests.Logs;

/// <summary>The two error texts of a farm without affinity lead to the balancer when the logs show one move on several servers, and not otherwise.</summary>
public sealed class AffinityTests
{
    private const string Head = LogText.IisFields + "\n";
    private const string Sequence = "The remote endpoint no longer recognizes this sequence. This is most likely due to an abort on the remote endpoint. The value of wsrm:Identifier is not a known Sequence identifier. The reliable session was faulted\n";
    private const string BeingMoved = "Couldn't switch the mailbox into Sync Source mode / SourceMailboxAlreadyBeingMovedTransientException\n";

    public static TheoryData<string> BothTexts => [Sequence, BeingMoved];

    [Theory, MemberData(nameof(BothTexts))]
    public void One_move_on_two_servers_leads_to_the_balancer(string text)
    {
        var report = Analysed.Of(null, ("report.txt", text), ("ex1/u.log", Head + Log("10.0.0.11", 0)), ("ex2/u.log", Head + Log("10.0.0.12", 15)));

        Assert.Equal(["GW5280"], report.Codes());
        Assert.Contains(report.Verdict.Findings[0].Evidence, line => line.Source.StartsWith("ex2/u.log:", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(BothTexts))]
    public void One_move_on_three_servers_in_turn_does_too(string text) =>
        Assert.Equal(["GW5280"], Analysed.Of(null, ("report.txt", text), ("a/u.log", Head + Log("10.0.0.11", 0)), ("b/u.log", Head + Log("10.0.0.12", 10)), ("c/u.log", Head + Log("10.0.0.13", 20))).Codes());

    [Theory, MemberData(nameof(BothTexts))]
    public void Several_clients_with_a_server_each_do_not(string text) =>
        Assert.Equal(["GW5281"], Analysed.Of(null, ("report.txt", text), ("ex1/u.log", Head + Log("10.0.0.11", 0)), ("ex2/u.log", Head + Log("10.0.0.12", 15, "40.96.10.8"))).Codes());

    [Theory, MemberData(nameof(BothTexts))]
    public void One_change_to_another_server_does_not(string text) =>
        Assert.Equal(["GW5281"], Analysed.Of(null, ("report.txt", text), ("ex1/u.log", Head + Log("10.0.0.11", 0)), ("ex2/u.log", Head + Log("10.0.0.12", 0, hour: 11))).Codes());

    [Theory, MemberData(nameof(BothTexts))]
    public void Sessions_of_one_client_with_a_server_each_do_not(string text) => Assert.Equal(["GW5281"], Analysed.Of(null, ("report.txt", text),
        ("ex1/u.log", Head + Log("10.0.0.11", 0, query: "&ClientId=AAAAAAAAAAAAAAAAAAAA&")), ("ex2/u.log", Head + Log("10.0.0.12", 15, query: "&ClientId=BBBBBBBBBBBBBBBBBBBB&"))).Codes());

    [Fact]
    public void A_recycled_pool_is_another_cause() => Assert.Contains("GW5282", Analysed.Of(null, ("report.txt", Sequence), ("ex1/u.log", Head + Log("10.0.0.11", 0)),
        ("ex1/httperr1.log", "2026-11-20 10:00:31 40.96.10.7 51234 10.0.0.11 443 HTTP/1.1 POST /EWS/mrsproxy.svc - 1 Connection_Abandoned_By_ReqQueue Pool\n")).Codes());

    [Fact]
    public void One_move_on_several_servers_without_a_text_is_no_finding() =>
        Assert.Empty(Analysed.Of(null, ("ex1/u.log", Head + Log("10.0.0.11", 0)), ("ex2/u.log", Head + Log("10.0.0.12", 15))).Codes());

    [Fact]
    public void A_text_without_logs_says_what_is_needed()
    {
        var report = Analysed.Of(null, ("report.txt", Sequence));

        Assert.Empty(report.Codes());
        Assert.Contains(report.Remarks, remark => remark.Contains("all servers of that time", StringComparison.Ordinal));
    }

    private static string Log(string server, int second, string client = "40.96.10.7", int hour = 10, string query = "-") =>
        string.Concat(Enumerable.Range(0, 5).Select(minute => Analysed.ServedExchange($"{hour}:{minute:00}:{second:00}", server, client, query: query)));
}
