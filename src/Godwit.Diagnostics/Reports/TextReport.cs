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
        WriteFindings(output, report);
        foreach (var remark in report.Remarks) output.WriteLine($"Note: {OtherSideText.Show(remark, Evidence.MaxLength)}");
        output.WriteLine($"Verdict on {OtherSideText.Show(report.Subject)}: {report.Verdict.Told}");
    }

    private static void WriteSection(TextWriter output, ReportSection section)
    {
        if (section.Rows.Count == 0) return;
        output.WriteLine(section.Title);
        var aligned = section.LastColumnBelow ? section.Columns.Count - 1 : section.Columns.Count;
        // Two columns explain themselves, and so do those that say what stands below them.
        IEnumerable<IReadOnlyList<string>> rows = aligned > 2 && !section.LastColumnBelow ? [section.Columns, .. section.Rows] : section.Rows;
        var widths = Enumerable.Range(0, aligned).Select(i => Math.Min(MaxColumnWidth, rows.Max(row => Shown(row[i]).Length))).ToArray();
        foreach (var row in rows) WriteRow(output, row, widths);
        output.WriteLine();
    }

    private static void WriteRow(TextWriter output, IReadOnlyList<string> row, int[] widths)
    {
        output.WriteLine("  " + string.Join("  ", widths.Select((width, i) => Shown(row[i]).PadRight(width))).TrimEnd());
        if (row.Count > widths.Length)
            foreach (var line in row[^1].Split('\n').Where(line => line.Length > 0)) output.WriteLine("      " + Shown(line));
    }

    private static void WriteFindings(TextWriter output, DiagnosisReport report)
    {
        foreach (var finding in report.Verdict.Findings)
        {
            output.WriteLine(finding.ToString());
            foreach (var evidence in finding.Evidence) output.WriteLine($"    seen: {evidence}");
            if (finding.Kind.Severity > Severity.Notice)
            {
                output.WriteLine($"    fix:  {Shown(report.FixOf(finding))}");
                output.WriteLine($"    next: {Shown(report.NextOf(finding))}");
            }
            output.WriteLine();
        }
    }

    private static string Shown(string text) => OtherSideText.Show(text, Evidence.MaxLength);
}
