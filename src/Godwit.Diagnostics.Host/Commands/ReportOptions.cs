namespace Godwit.Diagnostics.Host.Commands;

/// <summary>How a report is printed: <c>--json</c>, <c>--html FILE</c>, else as text.</summary>
internal sealed class ReportOptions
{
    private readonly Option<bool> _json = new("--json") { Description = "Print the report as JSON, one object on one line." };
    private readonly Option<string?> _html = new("--html") { HelpName = "FILE", Description = "Write the report into a file as HTML too." };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_json);
        command.Options.Add(_html);
    }

    /// <summary>Prints a report.</summary>
    /// <returns>The exit code of its verdict.</returns>
    /// <exception cref="FaultException">The HTML file cannot be written.</exception>
    public int Print(ParseResult given, DiagnosisReport report, DiagnosisSurroundings around)
    {
        if (given.GetValue(_html) is { } path) InputFiles.Write(path, writer => HtmlReport.Write(writer, report));
        if (given.GetValue(_json)) JsonReport.Write(around.Output, report);
        else TextReport.Write(around.Output, report);
        return DiagnosisExitCodes.For(report.Verdict);
    }
}
