using System.Text.Json;
using Godwit.Diagnostics.Reports;
using Godwit.Diagnostics.Tests.Findings;

namespace Godwit.Diagnostics.Tests.Reports;

public sealed class ReportTests
{
    private static readonly DiagnosisReport Report = new("mail.example\u001b", DateTimeOffset.UnixEpoch,
        [new ReportSection("Per server", ["server", "answer status"], [["EX01", "401 <b>"], ["EX02", "403"]])],
        Verdict.From([new Finding(SampleKinds.Make(), Confidence.Certain, new Evidence("tls", "<script>alert(1)</script>")) { Subject = "192.0.2.1" }]))
    {
        Took = TimeSpan.FromSeconds(1.5),
        Remarks = ["From here only."],
    };

    [Fact]
    public void Text_tells_tables_findings_with_their_fix_and_the_verdict()
    {
        var text = Printed(TextReport.Write);

        Assert.Contains("  EX01  401 <b>", text, StringComparison.Ordinal);
        Assert.Contains("GW5999 192.0.2.1: The door is locked (certain)", text, StringComparison.Ordinal);
        Assert.Contains("    fix:  Unlock it.", text, StringComparison.Ordinal);
        Assert.EndsWith("Verdict on mail.example\\x1B: Broken: The door is locked.\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_is_one_line_with_the_tables_by_name()
    {
        var line = Printed(JsonReport.Write);

        Assert.Equal(line.Length - 1, line.IndexOf('\n', StringComparison.Ordinal));
        var root = JsonDocument.Parse(line).RootElement;
        Assert.Equal("failed", root.GetProperty("verdict").GetString());
        Assert.Equal("tls", root.GetProperty("brokenHop").GetString());
        Assert.Equal("403", root.GetProperty("perServer")[1].GetProperty("answerStatus").GetString());
        Assert.Equal("GW5999", root.GetProperty("findings")[0].GetProperty("code").GetString());
        Assert.Equal("F18", root.GetProperty("findings")[0].GetProperty("facts")[0].GetString());
    }

    [Theory]
    [InlineData(null, 443, "godwit examine HOST --x", "Tell HOST and HOSTS.")]
    [InlineData("mail.example", 443, "godwit examine mail.example --x", "Tell mail.example and HOSTS.")]
    [InlineData("mail.example", 8443, "godwit examine mail.example --port 8443 --x", "Tell mail.example and HOSTS.")]
    public void The_next_command_can_be_typed_as_it_stands(string? endpoint, int port, string next, string fix)
    {
        var report = Report with { Endpoint = endpoint, Port = port };
        var finding = new Finding(SampleKinds.Make() with { NextCommand = "godwit examine HOST --x", Fix = "Tell HOST and HOSTS." }, Confidence.Certain, new Evidence("a", "b"));

        Assert.Equal((next, fix), (report.NextOf(finding), report.FixOf(finding)));
    }

    [Fact]
    public void Html_runs_nothing_that_the_other_side_wrote()
    {
        var page = Printed(HtmlReport.Write);

        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void What_stands_in_backticks_is_code_in_html()
    {
        using var page = new StringWriter();
        HtmlReport.Write(page, Report with { Verdict = Verdict.From([new Finding(SampleKinds.Make() with { Fix = "Allow `/EWS/<x>` now." }, Confidence.Certain, new Evidence("a", "b"))]) });

        Assert.Contains("<p>Allow <code>/EWS/&lt;x&gt;</code> now.</p>", page.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(VerdictState.Passed, 0)]
    [InlineData(VerdictState.CannotTell, 2)]
    [InlineData(VerdictState.Failed, 3)]
    public void The_exit_code_follows_the_verdict(VerdictState state, int code) => Assert.Equal(code, DiagnosisExitCodes.For(new Verdict(state, "", [])));

    private static string Printed(Action<TextWriter, DiagnosisReport> write)
    {
        using var text = new StringWriter { NewLine = "\n" };
        write(text, Report);
        return text.ToString();
    }
}
