using Godwit.Diagnostics.Logs;

namespace Godwit.Diagnostics.Host.Commands;

/// <summary><c>godwit logs analyze</c>.</summary>
internal sealed class LogsCommand(DiagnosisSurroundings around)
{
    private const string About = """
        Reads the logs of a migration endpoint's way and says how far requests came and what stopped them.

        FILES are files, folders (with all below) and zip or gzip archives, mixed: IIS (W3C), HTTPERR, Exchange's HttpProxy, a Godwit proxy's logs, HAProxy, nginx or Apache, nftables or iptables,
        move reports, and tables whose columns --columns names. Lines may be pasted: '-' reads standard input. Give the logs of all front ends of the same time.
        """;

    private readonly LogOptions _logs = new(around);
    private readonly ReportOptions _report = new();

    /// <summary>The command.</summary>
    public Command Build()
    {
        var analyze = new Command("analyze", About + "\n\n" + DiagnosisExitCodes.Help);
        _logs.AddTo(analyze);
        _report.AddTo(analyze);
        analyze.SetAction(Run);
        return new Command("logs", "Reads logs.") { analyze };
    }

    private int Run(ParseResult given)
    {
        var (sources, options) = (_logs.Sources(given), _logs.Analysis(given));
        return _report.Print(given, InputFiles.Parse("--ranges or --columns", () => LogAnalysis.Run(sources, options, around.Clock, around.Stop)), around);
    }
}
