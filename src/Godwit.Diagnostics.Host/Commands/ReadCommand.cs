using Godwit.Diagnostics.Cmdlets;

namespace Godwit.Diagnostics.Host.Commands;

/// <summary><c>godwit read</c>.</summary>
internal sealed class ReadCommand(DiagnosisSurroundings around)
{
    private const string About = """
        Reads what Exchange's cmdlets print and says what is wrong: Get-WebServicesVirtualDirectory of all servers beside each other, Test-MigrationServerAvailability with the root of its nested errors,
        Test-MRSHealth, the failures of a move report, Get-MigrationConfig.

        FILES hold lists (| fl), CliXml (Export-Clixml) or JSON (ConvertTo-Json), also in UTF-16; or an analyzer's results, saved as XML. '-' reads standard input. Give the output of every server.
        """;

    private readonly Argument<string[]> _files = new("FILES") { Arity = ArgumentArity.OneOrMore, Description = "Files; '-' is standard input." };
    private readonly ReportOptions _report = new();

    /// <summary>The command.</summary>
    public Command Build()
    {
        var read = new Command("read", About + "\n\n" + DiagnosisExitCodes.Help) { _files };
        _report.AddTo(read);
        read.SetAction(given => _report.Print(given, Analyse(given.GetValue(_files) ?? []), around));
        return read;
    }

    private DiagnosisReport Analyse(string[] files) => InputFiles.Parse("FILES", () => CmdletAnalysis.Run(files.Select(file => (Path.GetFileName(file), file == "-" ? InputFiles.Read(around.Input) : InputFiles.Read(file))), around.Clock));
}
