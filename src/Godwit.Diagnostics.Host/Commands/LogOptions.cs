using Godwit.Diagnostics.Logs;

namespace Godwit.Diagnostics.Host.Commands;

/// <summary>Which logs are read, and what is asked of them.</summary>
internal sealed class LogOptions(DiagnosisSurroundings around)
{
    private readonly Argument<string[]> _files = new("FILES") { Arity = ArgumentArity.ZeroOrMore, Description = "Files and folders; '-' is standard input." };
    private readonly Option<bool> _local = new("--local") { Description = "The logs at their default places on this Windows server." };
    private readonly Option<string?> _window = new("--window") { HelpName = "TIME", Description = "The time that is asked about: a time (five minutes around it) or FROM..TO. Without a zone it is UTC, as in the logs." };
    private readonly Option<string?> _ranges = new("--ranges") { HelpName = "FILE", Description = "The address ranges of the migration service: the published JSON list or any text with ranges." };
    private readonly Option<string[]> _passive = new("--passive") { HelpName = "SERVER", Description = "A server that should receive no requests; may be given several times." };
    private readonly Option<string?> _columns = new("--columns") { HelpName = "MAP", Description = $"Columns of a table: word=column,... with the words {string.Join(", ", ColumnMap.Words)}." };
    private readonly Option<string?> _offset = new("--utc-offset") { HelpName = "+HH:MM", Description = "The clock of balancers and firewalls whose lines name no zone. IIS, HTTP.sys and Exchange write UTC." };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(_files);
        foreach (Option option in new Option[] { _local, _window, _ranges, _passive, _columns, _offset }) command.Options.Add(option);
    }

    /// <summary>What is asked.</summary>
    /// <exception cref="FaultException">An option has no meaning.</exception>
    public LogAnalysisOptions Analysis(ParseResult given) => new()
    {
        Window = given.GetValue(_window) is { } window ? InputFiles.Parse("--window", () => TimeWindow.Read(window)) : TimeWindow.All,
        ServiceRanges = given.GetValue(_ranges) is { } ranges ? InputFiles.Read(ranges) : null,
        PassiveServers = given.GetValue(_passive) ?? [],
        Columns = given.GetValue(_columns),
        LocalOffset = given.GetValue(_offset) is { } offset ? InputFiles.Parse("--utc-offset", () => Offset(offset)) : TimeSpan.Zero,
    };

    /// <summary>The files that were named.</summary>
    /// <exception cref="FaultException">None was.</exception>
    public LogSources Sources(ParseResult given)
    {
        var paths = (given.GetValue(_files) ?? []).ToList();
        var here = given.GetValue(_local) ? LocalLogs.Find(around.Environment) : [];
        if (given.GetValue(_local) && here.Count == 0) throw InputFiles.Refuse("--local: none of the folders in which IIS, HTTP.sys and Exchange keep their logs by default is on this machine; name the files or folders.");
        paths.AddRange(here);
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
