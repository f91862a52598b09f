using System.Text;
using Godwit.Diagnostics.Examination;
using Godwit.Diagnostics.Reports;

namespace Godwit.Diagnostics.Tests.Examination;

public sealed class FactComparisonTests
{
    [Fact]
    public void What_changed_since_a_saved_run_is_laid_side_by_side()
    {
        var saved = Saved(Report(["addresses", "192.0.2.1"], ["offers", "NTLM, Negotiate"], ["server", "Microsoft-IIS/10.0"]));

        var compared = FactComparison.Since(Report(["addresses", "192.0.2.9"], ["offers", "NTLM, Negotiate"], ["signed in", "400"]), saved);

        var rows = compared.Sections.Single(section => section.Title == "Changed since").Rows;
        Assert.Equal([["addresses", "192.0.2.1", "192.0.2.9"], ["server", "Microsoft-IIS/10.0", "-"], ["signed in", "-", "400"]], rows);
    }

    [Fact]
    public void That_nothing_changed_is_said_too()
    {
        var report = Report(["addresses", "192.0.2.1"]);

        Assert.Contains(FactComparison.Since(report, Saved(report)).Remarks, remark => remark.StartsWith("Nothing", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"facts\":1}")]
    [InlineData("{\"facts\":[{\"fact\":\"a\"}]}")]
    public void A_file_that_is_no_report_is_refused(string saved) => Assert.Throws<FormatException>(() => FactComparison.Since(Report(), Encoding.UTF8.GetBytes(saved)));

    private static DiagnosisReport Report(params string[][] facts) => new("mail.lab.example", DateTimeOffset.UnixEpoch, [new ReportSection("Facts", ["fact", "value"], facts)], Verdict.From([]));

    private static byte[] Saved(DiagnosisReport report)
    {
        using var text = new StringWriter();
        JsonReport.Write(text, report);
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
