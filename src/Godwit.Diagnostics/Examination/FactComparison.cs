using System.Text.Json;
using Godwit.Diagnostics.Reports;

namespace Godwit.Diagnostics.Examination;

/// <summary>What is different from a run that was saved as JSON. Pure.</summary>
public static class FactComparison
{
    private static readonly string[] Columns = ["fact", "then", "now"];

    /// <summary>The report with a table of what changed since the saved one.</summary>
    /// <param name="now">Today's report.</param>
    /// <param name="saved">The saved one, UTF-8.</param>
    /// <exception cref="FormatException">It is no report of an examination.</exception>
    public static DiagnosisReport Since(DiagnosisReport now, ReadOnlySpan<byte> saved)
    {
        ArgumentNullException.ThrowIfNull(now);
        var then = Read(saved);
        var facts = now.Sections.Single(section => section.Title == "Facts").Rows.ToDictionary(row => row[0], row => row[1], StringComparer.Ordinal);
        List<string[]> rows = [.. then.Keys.Union(facts.Keys).Order(StringComparer.Ordinal)
            .Select(fact => (string[])[fact, then.GetValueOrDefault(fact, "-"), facts.GetValueOrDefault(fact, "-")]).Where(row => row[1] != row[2])];
        return now with
        {
            Sections = [.. now.Sections, new ReportSection("Changed since", Columns, rows)],
            Remarks = rows.Count > 0 ? now.Remarks : [.. now.Remarks, "Nothing that was compared has changed since the saved run."],
        };
    }

    private static Dictionary<string, string> Read(ReadOnlySpan<byte> saved)
    {
        try
        {
            return ExaminationFacts.Read(saved);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException("it is not a report that `godwit examine --json` wrote", wrong);
        }
    }
}
