namespace Godwit.Diagnostics.Logs;

/// <summary>What is asked of an analysis of logs.</summary>
public sealed record LogAnalysisOptions
{
    /// <summary>The time that is asked about.</summary>
    public TimeWindow Window { get; init; } = TimeWindow.All;

    /// <summary>The ranges of the migration service: a published list, or null for the snapshot that is built in.</summary>
    public string? ServiceRanges { get; init; }

    /// <summary>Servers that should receive no request, by the name or address that their logs show.</summary>
    public IReadOnlyList<string> PassiveServers { get; init; } = [];

    /// <summary>Columns of tables that are not known by themselves, as <c>time=Receive Time,client=Source address</c>; null: none.</summary>
    public string? Columns { get; init; }

    /// <summary>How far ahead of UTC the clocks are of balancers and firewalls whose lines name no zone.</summary>
    public TimeSpan LocalOffset { get; init; }
}

/// <summary>Reads logs of all kinds together and says how far the requests of a migration came, and what stopped them.</summary>
public static class LogAnalysis
{
    /// <summary>Analyses files and folders.</summary>
    /// <param name="sources">Files, archives, folders; all below a folder is read.</param>
    /// <param name="options">What is asked.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="FormatException">The ranges or the column map cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static DiagnosisReport Run(LogSources sources, LogAnalysisOptions options, TimeProvider clock, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        var problems = new List<(string, string)>();
        var inputs = sources.Find((path, problem) => problems.Add((path, problem)), clock.GetUtcNow());
        return Run(inputs, problems, options, clock, cancellation);
    }

    /// <summary>Analyses these inputs.</summary>
    internal static DiagnosisReport Run(IReadOnlyList<LogInput> inputs, IReadOnlyList<(string Path, string Problem)> problems, LogAnalysisOptions options, TimeProvider clock, CancellationToken cancellation)
    {
        var (began, started) = (clock.GetUtcNow(), clock.GetTimestamp());
        var ranges = options.ServiceRanges is { } list ? AddressRanges.Read(list) : AddressRanges.Known;
        var columns = options.Columns is { } map ? ColumnMap.Read(map) : ColumnMap.None;
        var judge = new LogJudge(new CallerClasses(ranges));
        var merger = new LogMerger(inputs, new ReadingOptions(new TextPool(), options.LocalOffset, columns, options.Window, cancellation));
        merger.Run(judge.Take, cancellation);
        judge.Finish();
        var judged = new JudgedLogs(judge, merger.Tallies, options, problems);
        return LogReport.Of(judged, began) with { Took = clock.GetElapsedTime(started) };
    }
}

/// <summary>What all logs came to, before findings are made of it.</summary>
/// <param name="Judge">The counts.</param>
/// <param name="Files">What became of every file's lines.</param>
/// <param name="Options">What was asked.</param>
/// <param name="Problems">What could not be read.</param>
internal sealed record JudgedLogs(LogJudge Judge, IReadOnlyList<FileTally> Files, LogAnalysisOptions Options, IReadOnlyList<(string Path, string Problem)> Problems)
{
    private static readonly string[] FrontEndLayouts = ["IIS W3C", "IIS lines without their header", "HttpProxy"];

    /// <summary>Files of front ends that say something.</summary>
    public IEnumerable<FileTally> FrontEndFiles => Files.Where(file => file.Layouts.Any(FrontEndLayouts.Contains));

    /// <summary>True when a front end's file tells of the time that was asked about.</summary>
    public bool IsCovered => FrontEndFiles.Any(file => file.FirstTicks <= Options.Window.To && file.LastTicks >= Options.Window.From);

    /// <summary>The rows of the servers: by the access logs, or where there are none by the proxy module's.</summary>
    public IReadOnlyList<(string Server, ServerRow Row)> FrontEnds => Rows(LogKind.WebServer) is { Count: > 0 } rows ? rows : Rows(LogKind.HttpProxy);

    /// <summary>Requests for the endpoint that reached a front end, without probes.</summary>
    public long Arrived => FrontEnds.Sum(pair => pair.Row.Arrived);

    /// <summary>Of them, those from the migration service.</summary>
    public long FromService => FrontEnds.Sum(pair => pair.Row.FromService);

    /// <summary>Exchanges that were served.</summary>
    public long Served => FrontEnds.Sum(pair => pair.Row.Served);

    /// <summary>How many requests for the endpoint a class of callers made.</summary>
    public long RequestsOf(CallerClass caller) => Judge.Callers.GetValueOrDefault(caller)?.Requests ?? 0;

    /// <summary>The name of a server as shown.</summary>
    public string NameOf(string server) => server.Length == 0 ? "(not named)" : Judge.Join.NameOf(server);

    private List<(string Server, ServerRow Row)> Rows(LogKind kind) => [.. Judge.Servers.Where(pair => pair.Key.Kind == kind).OrderBy(pair => pair.Key.Server, StringComparer.Ordinal).Select(pair => (pair.Key.Server, pair.Value))];
}
