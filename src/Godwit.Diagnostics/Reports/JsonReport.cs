using System.Text.Json;

namespace Godwit.Diagnostics.Reports;

/// <summary>A report for programs: one object on one line.</summary>
public static class JsonReport
{
    /// <summary>Writes the report.</summary>
    public static void Write(TextWriter output, DiagnosisReport report)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(report);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer)) WriteReport(json, report);
        output.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    private static void WriteReport(Utf8JsonWriter json, DiagnosisReport report)
    {
        json.WriteStartObject();
        json.WriteString("subject", report.Subject);
        json.WriteString("began", report.Began.UtcDateTime);
        json.WriteNumber("seconds", Math.Round(report.Took.TotalSeconds, 3));
        json.WriteString("verdict", CamelCase(report.Verdict.State.ToString()));
        json.WriteString("told", report.Verdict.Told);
        if (report.Verdict.BrokenHop is { } hop) json.WriteString("brokenHop", CamelCase(hop.ToString()));
        json.WriteStartArray("findings");
        foreach (var finding in report.Verdict.Findings) WriteFinding(json, report, finding);
        json.WriteEndArray();
        foreach (var section in report.Sections) WriteSection(json, section);
        json.WriteStartArray("remarks");
        foreach (var remark in report.Remarks) json.WriteStringValue(remark);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteFinding(Utf8JsonWriter json, DiagnosisReport report, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("code", finding.Code);
        json.WriteString("title", finding.Kind.Title);
        if (finding.Subject is { } subject) json.WriteString("subject", subject);
        json.WriteString("hop", CamelCase(finding.Kind.Hop.ToString()));
        json.WriteString("severity", CamelCase(finding.Kind.Severity.ToString()));
        json.WriteString("confidence", CamelCase(finding.Confidence.ToString()));
        WriteStrings(json, "facts", finding.Kind.Facts);
        WriteStrings(json, "evidence", finding.Evidence.Select(evidence => evidence.ToString()));
        json.WriteString("fix", report.FixOf(finding));
        json.WriteString("nextCommand", report.NextOf(finding));
        json.WriteEndObject();
    }

    private static void WriteSection(Utf8JsonWriter json, ReportSection section)
    {
        json.WriteStartArray(CamelCase(section.Title));
        foreach (var row in section.Rows)
        {
            json.WriteStartObject();
            for (var i = 0; i < section.Columns.Count; i++) json.WriteString(CamelCase(section.Columns[i]), row[i]);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    /// <summary>"Per server" and "PerServer" become <c>perServer</c>.</summary>
    private static string CamelCase(string words)
    {
        var joined = string.Concat(words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        return joined.Length == 0 ? "" : char.ToLowerInvariant(joined[0]) + joined[1..];
    }
}
