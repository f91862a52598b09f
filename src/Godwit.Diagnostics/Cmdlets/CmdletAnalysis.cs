namespace Godwit.Diagnostics.Cmdlets;

/// <summary>Reads what cmdlets print about a migration endpoint and says what is wrong: virtual directories of all servers beside each other, availability tests with the root of their errors, health checks, failures of moves.</summary>
public static class CmdletAnalysis
{
    private const int MaxShown = 50;

    /// <summary>Reads texts.</summary>
    /// <param name="texts">Each with the name that it is shown by.</param>
    /// <param name="clock">The clock.</param>
    /// <exception cref="FormatException">A text begins like XML or JSON and is not.</exception>
    public static DiagnosisReport Run(IEnumerable<(string Name, string Text)> texts, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(clock);
        var (began, started) = (clock.GetUtcNow(), clock.GetTimestamp());
        var objects = texts.SelectMany(text => CmdletText.Read(text.Text, text.Name)).ToList();
        var directories = VirtualDirectories.Of(objects);
        var errors = ErrorObjects.Of(objects);
        var health = objects.Where(read => read.Has("Check") && read.Has("Passed")).ToList();
        List<Finding> findings = [.. directories.Findings(), .. health.Where(check => check.Flag("Passed") == false).Select(Failed), .. errors.Findings()];
        ReportSection[] sections = [directories.Section(), Health(health), errors.Section(), Config(objects)];
        var known = directories.Count + health.Count + errors.Count + objects.Count(IsConfig);
        var verdict = Verdict.From(findings, known == 0 ? "nothing in it is the output of a command about migration" : null);
        return new DiagnosisReport(Subject(objects.Count), began, [.. sections.Where(section => section.Rows.Count > 0)], verdict) { Took = clock.GetElapsedTime(started), Remarks = [.. Remarks(objects.Count - known, directories)] };
    }

    private static string Subject(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "object" : "objects")}");

    private static Finding Failed(CmdletObject check) =>
        new(HealthFindings.CheckFailed, Confidence.Certain, new Evidence(check.Source, $"{check.Of("Check")}: {check.Of("Message")}")) { Subject = check.FirstOf("Identity", "Check") };

    private static ReportSection Health(List<CmdletObject> checks) => new("Health checks", ["check", "passed", "message"],
        [.. checks.Take(MaxShown).Select(check => (IReadOnlyList<string>)[check.Of("Check") ?? "", check.Of("Passed") ?? "", check.Of("Message") ?? ""])]) { LastColumnBelow = true };

    private static bool IsConfig(CmdletObject read) => read.Has("MaxNumberOfBatches");

    private static ReportSection Config(List<CmdletObject> objects) => new("Migration configuration", ["setting", "value"],
        [.. objects.Where(IsConfig).Take(1).SelectMany(read => read.Values).Select(pair => (IReadOnlyList<string>)[pair.Key, pair.Value])]);

    private static IEnumerable<string> Remarks(int others, VirtualDirectories directories)
    {
        if (others > 0) yield return string.Create(CultureInfo.InvariantCulture, $"{others} objects are about something else.");
        if (directories.Count == 1) yield return "One directory only: the setting has to be the same on every server that receives moves.";
    }
}
