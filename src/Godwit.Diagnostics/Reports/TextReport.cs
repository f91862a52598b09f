namespace Godwit.Diagnostics.Reports;

/// <summary>A report for a terminal. What came from elsewhere is escaped; the widths of the columns follow their content.</summary>
public static class TextReport
{
    private const int MaxColumnWidth = 44;

    /// <summary>Writes the report.</summary>
    public static void Write(TextWriter output, DiagnosisReport report)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(report);
        foreach (var section in report.Sections) WriteSection(output, section);
        WriteFindings(output, report.Verdict);
        foreach (var remark in report.Remarks) output.WriteLine($"Note: {OtherSideText.Show(remark, Evidence.MaxLength)}");
        output.WriteLine($"Verdict on {OtherSideText.Show(report.Subject)}: {report.Verdict.Told}");
    }

    private static void WriteSection(TextWriter output, ReportSection section)
    {
        if (section.Rows.Count == 0) return;
        output.WriteLine(section.Title);
        var aligned = section.LastColumnBelow ? section.Columns.Count - 1 : section.Columns.Count;
        var widths = Enumerable.Range(0, aligned).Select(i => Math.Min(MaxColumnWidth, section.Rows.Max(row => Shown(row[i]).Length))).ToArray();
        foreach (var row in section.Rows) WriteRow(output, row, widths);
        output.WriteLine();
    }

    private static void WriteRow(TextWriter output, IReadOnlyList<string> row, int[] widths)
    {
        output.WriteLine("  " + string.Join("  ", widths.Select((width, i) => Shown(row[i]).PadRight(width))).TrimEnd());
        if (row.Count > widths.Length)
            foreach (var line in row[^1].Split('\n').Where(line => line.Length > 0)) output.WriteLine("      " + Shown(line));
    }

    private static void WriteFindings(TextWriter output, Verdict verdict)
    {
        foreach (var finding in verdict.Findings)
        {
            output.WriteLine(finding.ToString());
            foreach (var evidence in finding.Evidence) output.WriteLine($"    seen: {evidence}");
            if (finding.Kind.Severity == Severity.Notice) continue;
            output.WriteLine($"    fix:  {finding.Kind.Fix}");
            output.WriteLine($"    next: {finding.Kind.NextCommand}");
            output.WriteLine();
        }
    }

    private static string Shown(string text) => OtherSideText.Show(text, Evidence.MaxLength);
}
