using System.Net;

namespace Godwit.Diagnostics.Reports;

/// <summary>A report as one page that needs no other file and runs no script.</summary>
public static class HtmlReport
{
    private const string Style =
        "body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#1b1f24}table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}" +
        "th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #d8dee4;overflow-wrap:anywhere;white-space:pre-line}td:first-child{min-width:6rem}code{background:#f3f4f6;padding:.1rem .3rem}" +
        ".fault{border-left:4px solid #b3261e}.warning{border-left:4px solid #b26a00}.notice{border-left:4px solid #57606a}article{padding:.2rem 1rem;margin:1rem 0}";

    /// <summary>Writes the page.</summary>
    public static void Write(TextWriter output, DiagnosisReport report)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(report);
        var subject = Shown(report.Subject);
        output.WriteLine($"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"><title>{subject}</title><style>{Style}</style></head><body>");
        output.WriteLine($"<h1>{subject}</h1><p><strong>{Shown(report.Verdict.Told)}</strong></p><p>{report.Began.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC</p>");
        foreach (var finding in report.Verdict.Findings) WriteFinding(output, report, finding);
        foreach (var section in report.Sections.Where(section => section.Rows.Count > 0)) WriteSection(output, section);
        foreach (var remark in report.Remarks) output.WriteLine($"<p>{Shown(remark)}</p>");
        output.WriteLine("</body></html>");
    }

    private static void WriteFinding(TextWriter output, DiagnosisReport report, Finding finding)
    {
        output.WriteLine($"<article class=\"{finding.Kind.Severity.ToString().ToLowerInvariant()}\"><h2>{Shown(finding.ToString())}</h2>");
        output.WriteLine($"<ul>{string.Concat(finding.Evidence.Select(evidence => $"<li>{Shown(evidence.ToString())}</li>"))}</ul>");
        output.WriteLine($"<p>{WithCode(Shown(report.FixOf(finding)))}</p><p><code>{Shown(report.NextOf(finding))}</code></p></article>");
    }

    private static void WriteSection(TextWriter output, ReportSection section)
    {
        output.WriteLine($"<h2>{Shown(section.Title)}</h2><table><thead><tr>{string.Concat(section.Columns.Select(column => $"<th>{Shown(column)}</th>"))}</tr></thead><tbody>");
        foreach (var row in section.Rows) output.WriteLine($"<tr>{string.Concat(row.Select(cell => $"<td>{Lines(cell)}</td>"))}</tr>");
        output.WriteLine("</tbody></table>");
    }

    /// <summary>What stands in backticks is code.</summary>
    private static string WithCode(string html) => string.Concat(html.Split('`').Select((part, i) => i % 2 == 0 ? part : $"<code>{part}</code>"));

    private static string Lines(string cell) => string.Join('\n', cell.Split('\n').Select(Shown));

    private static string Shown(string text) => WebUtility.HtmlEncode(OtherSideText.Show(text, Evidence.MaxLength));
}
