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

    private readonly Argument<string[]> _files = new("FILES") { Arity = ArgumentArity.ZeroOrMore, Description = "Files and folders; '-' is standard input." };
    private readonly Option<bool> _local = new("--local") { Description = "The logs at their default places on this Windows server." };
    private readonly Option<string?> _window = new("--window") { HelpName = "TIME", Description = "The time that is asked about: a time (five minutes around it) or FROM..TO. Without a zone it is UTC, as in the logs." };
    private readonly Option<string?> _ranges = new("--ranges") { HelpName = "FILE", Description = "The address ranges of the migration service: the published JSON list or any text with ranges." };
    private readonly Option<string[]> _passive = new("--passive") { HelpName = "SERVER", Description = "A server that should receive no requests; may be given several times." };
    private readonly Option<string?> _columns = new("--columns") { HelpName = "MAP", Description = $"Columns of a table: word=column,... with the words {string.Join(", ", ColumnMap.Words)}." };
    private readonly Option<string?> _offset = new("--utc-offset") { HelpName = "+HH:MM", Description = "The clock of balancers and firewalls whose lines name no zone. IIS, HTTP.sys and Exchange write UTC." };
    private readonly ReportOptions _report = new();

    /// <summary>The command.</summary>
    public Command Build()
    {
        var analyze = new Command("analyze", About + "\n\n" + DiagnosisExitCodes.Help) { _files, _local, _window, _ranges, _passive, _columns, _offset };
        _report.AddTo(analyze);
        analyze.SetAction(Run);
        return new Command("logs", "Reads logs.") { analyze };
    }

    private int Run(ParseResult given)
    {
        var options = new LogAnalysisOptions
        {
            Window = given.GetValue(_window) is { } window ? InputFiles.Parse("--window", () => TimeWindow.Read(window)) : TimeWindow.All,
            ServiceRanges = given.GetValue(_ranges) is { } ranges ? InputFiles.Read(ranges) : null,
            PassiveServers = given.GetValue(_passive) ?? [],
            Columns = given.GetValue(_columns),
            LocalOffset = given.GetValue(_offset) is { } offset ? InputFiles.Parse("--utc-offset", () => Offset(offset)) : TimeSpan.Zero,
        };
        return _report.Print(given, InputFiles.Parse("--ranges or --columns", () => LogAnalysis.Run(Inputs(given), options, around.Clock, around.Stop)), around);
    }

    private LogSources Inputs(ParseResult given)
    {
        var paths = (given.GetValue(_files) ?? []).ToList();
        if (given.GetValue(_local)) paths.AddRange(LocalLogs.Find(around.Environment));
        var readsInput = paths.Remove("-");
        if (paths.Count == 0 && !readsInput) throw InputFiles.Refuse("No files were named; --local takes those at their default places on a Windows server.");
        return new LogSources(paths, readsInput ? around.Input : null);
    }

    private static TimeSpan Offset(string text)
    {
        const int mostHours = 18;
        var sign = text.StartsWith('-') ? -1 : 1;
        return TimeSpan.TryParseExact(text.TrimStart('+', '-'), [@"hh\:mm", "hhmm", "%h"], CultureInfo.InvariantCulture, out var offset) && offset.TotalHours <= mostHours ? sign * offset : throw new FormatException($"'{OtherSideText.Show(text)}' is not of the form +02:00");
    }
}
