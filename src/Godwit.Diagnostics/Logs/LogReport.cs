namespace Godwit.Diagnostics.Logs;

/// <summary>The report of an analysis: files, servers, callers, timeline, what is over, findings.</summary>
internal static class LogReport
{
    private const int MaxFiles = 40;
    private const int MaxExamples = 10;
    private const int MaxMoments = 24;

    /// <summary>Makes the report.</summary>
    public static DiagnosisReport Of(JudgedLogs logs, DateTimeOffset began)
    {
        var findings = ArrivalRules.Findings(logs).Concat(CauseRules.Findings(logs)).ToList();
        if (MoveRules.Of(logs) is { } move) findings.Add(move);
        var subject = string.Create(CultureInfo.InvariantCulture, $"{logs.Files.Count} {(logs.Files.Count == 1 ? "file" : "files")}");
        ReportSection[] sections = [Files(logs), NotUnderstood(logs), Unreadable(logs), Servers(logs), Callers(logs), Moments(logs), Over(logs)];
        return new DiagnosisReport(subject, began, [.. sections.Where(section => section.Rows.Count > 0)], Verdict.From(findings, Unanswered(logs))) { Remarks = [.. Remarks(logs)] };
    }

    private static string? Unanswered(JudgedLogs logs)
    {
        // The migration service's own log tells what was asked of it, not what became of the endpoint.
        if (!logs.FrontEndFiles.Any() && logs.Files.Where(file => file.Entries > 0).All(file => file.Layouts.All(layout => layout == ServiceLayout.LayoutName))) return "no line of these files says anything about the endpoint";
        if (!logs.Options.Window.IsAll && logs.FrontEndFiles.Any() && !logs.IsCovered) return "no front end's log covers the time that was asked about";
        if (logs.Judge.LoneLegs.Count > 0 && logs.Served == 0) return "there are single legs of handshakes only";
        return logs.Arrived > 0 && logs.FrontEnds.All(pair => pair.Row is { Served: 0, Refused: 0 }) ? "of the requests that arrived none was served or refused: there are challenges only" : null;
    }

    private static ReportSection Files(JudgedLogs logs)
    {
        var rows = logs.Files.Take(MaxFiles).Select(file => (IReadOnlyList<string>)[Name(file.Name), string.Join(", ", file.Layouts), Number(file.Lines) + " lines", Number(file.Entries) + " about migration", Span(file.FirstTicks, file.LastTicks)]).ToList();
        if (logs.Files.Count > MaxFiles) rows.Add(["", "", "", "", string.Create(CultureInfo.InvariantCulture, $"and {logs.Files.Count - MaxFiles} files more")]);
        return new ReportSection("Files", ["file", "layout", "lines", "entries", "time"], rows);
    }

    private static ReportSection NotUnderstood(JudgedLogs logs) => new("Lines not understood", ["file", "count", "examples"],
        [.. logs.Files.Where(file => file.NotUnderstood > 0).Take(MaxExamples).Select(file => (IReadOnlyList<string>)[Name(file.Name), Number(file.NotUnderstood), string.Join('\n', file.Examples)])]) { LastColumnBelow = true };

    private static ReportSection Unreadable(JudgedLogs logs) => new("Not read", ["file", "why"],
        [.. logs.Problems.Select(problem => (IReadOnlyList<string>)[Name(problem.Path), problem.Problem]), .. logs.Files.Where(file => file.BrokenOff is not null).Select(file => (IReadOnlyList<string>)[Name(file.Name), file.BrokenOff!])]);

    private static ReportSection Servers(JudgedLogs logs) => new("Servers", ["server", "requests", "fromService", "served", "refused", "unfinished", "legs", "time"],
        [.. logs.Judge.Servers.Where(pair => pair.Value.Arrived + pair.Value.HttpErr > 0).OrderBy(pair => logs.NameOf(pair.Key.Server), StringComparer.Ordinal).Select(pair => Server(logs, pair.Key, pair.Value))]);

    private static IReadOnlyList<string> Server(JudgedLogs logs, (LogKind Kind, string Server) key, ServerRow row) => key.Kind == LogKind.HttpErr
        ? [$"{logs.NameOf(key.Server)} (HTTPERR)", Number(row.HttpErr) + " refused by HTTP.sys", "", "", "", "", "", Span(row.First, row.Last)]
        : [$"{logs.NameOf(key.Server)}{(key.Kind == LogKind.HttpProxy ? " (HttpProxy)" : "")}", Number(row.Arrived) + " requests", Number(row.FromService) + " from the service", Number(row.Served) + " served", Number(row.Refused) + " refused",
            Number(row.Unfinished) + " unfinished", Number(row.Legs) + " legs", Span(row.First, row.Last)];

    private static ReportSection Callers(JudgedLogs logs) => new("Callers", ["caller", "requests", "neighbours", "addresses"],
        [.. logs.Judge.Callers.OrderBy(pair => pair.Key).Select(pair => (IReadOnlyList<string>)[Words(pair.Key), Number(pair.Value.Requests) + " for the endpoint", Number(pair.Value.Neighbours) + " for its neighbours", string.Join(", ", pair.Value.Addresses)])]);

    private static ReportSection Moments(JudgedLogs logs) => new("Timeline", ["from", "arrived", "served", "refused", "elsewhere"],
        [.. logs.Judge.Timeline.Rows(MaxMoments).Select(row => (IReadOnlyList<string>)[string.Create(CultureInfo.InvariantCulture, $"{row.From:yyyy-MM-dd HH:mm} +{row.Minutes} min"), Number(row.What.Arrived) + " arrived",
            Number(row.What.Served) + " served", Number(row.What.Refused) + " refused", Number(row.What.Elsewhere) + " before the web server"])]);

    private static ReportSection Over(JudgedLogs logs) => new("Over since", ["code", "title", "when"],
        [.. CauseRules.Over(logs).Select(cause => (IReadOnlyList<string>)[cause.Kind.Code, cause.Kind.Title, cause.Told() + "; served since"])]);

    private static IEnumerable<string> Remarks(JudgedLogs logs)
    {
        if (logs.Judge.Join.Joined > 0)
            yield return string.Create(CultureInfo.InvariantCulture, $"{logs.Judge.Join.Joined} requests were found in both logs of a front end; HttpProxy's line is {logs.Judge.Join.MeanOffset.TotalSeconds:0.0} s later on average.");
        if (logs.RequestsOf(CallerClass.Inside) > 0 && logs.RequestsOf(CallerClass.Service) + logs.RequestsOf(CallerClass.Outside) == 0)
            yield return "All callers have private addresses: a balancer hides who asks. Log X-Forwarded-For to see it.";
        if (logs.Options.ServiceRanges is null && logs.RequestsOf(CallerClass.Outside) + logs.RequestsOf(CallerClass.Service) > 0)
            yield return "The migration service is told by a built-in snapshot of its ranges; --ranges takes the list that is published now.";
        if (logs.Files.Sum(file => file.Recovered) is > 0 and var recovered)
            yield return string.Create(CultureInfo.InvariantCulture, $"{recovered} lines did not fit a header, or had none, and were read by what their parts look like; what they do not say is not guessed.");
        if (logs.Files.Sum(file => file.Cut) is > 0 and var cut) yield return string.Create(CultureInfo.InvariantCulture, $"{cut} lines were longer than {LineReader.MaxLineBytes} bytes and read in part.");
        if (logs.Judge.Texts.Count > 0 && logs.Arrived == 0) yield return "A text of a lost session was found; whether a balancer caused it is told by the access logs of all servers of that time.";
    }

    private static string Words(CallerClass caller) => caller switch
    {
        CallerClass.Service => "migration service",
        CallerClass.Probe => "probes of the server itself",
        CallerClass.Itself => "the server's own machine",
        CallerClass.Inside => "private addresses",
        CallerClass.Outside => "other public addresses",
        _ => "not named in the lines",
    };

    private static string Span(long first, long last) => first == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{new DateTime(first):yyyy-MM-dd HH:mm:ss} to {new DateTime(last):yyyy-MM-dd HH:mm:ss}");

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Name(string path) => path.Length <= 60 ? path : "…" + path[^59..];
}
