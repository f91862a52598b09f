namespace Godwit.Diagnostics.Logs;

/// <summary>How far requests came: a line in a log proves that they came so far, and its absence proves that they did not, where the log covers the time.</summary>
internal static class ArrivalRules
{
    /// <summary>What is to be said about it.</summary>
    public static IEnumerable<Finding> Findings(JudgedLogs logs)
    {
        var firewall = logs.Judge.Firewall;
        if (firewall.ServiceRefused > 0) yield return new Finding(ArrivalFindings.StoppedAtFirewall, Confidence.Certain, firewall.Lines) { Subject = firewall.Asked };
        if (logs.FrontEndFiles.Any())
        {
            if (!logs.IsCovered && !logs.Options.Window.IsAll) yield return new Finding(ArrivalFindings.NotCovered, Confidence.Certain, Coverage(logs));
            else if (logs.Arrived == 0 && Missing(logs) is { } missing) yield return missing;
        }
        if (IsOnlyStrangers(logs)) yield return new Finding(ArrivalFindings.OnlyStrangers, Confidence.Possible, Strangers(logs));
        foreach (var passive in logs.FrontEnds.Where(pair => pair.Row.Arrived > 0 && IsPassive(pair.Server, logs)))
            yield return new Finding(ArrivalFindings.PassiveServer, Confidence.Certain, Count(logs, passive.Server, passive.Row)) { Subject = logs.NameOf(passive.Server) };
        if (Different(logs) is { } different) yield return different;
    }

    /// <summary>Nothing arrived: the last log on the way that has something says where it stopped. What HTTP.sys refused has arrived, and is told by its own finding.</summary>
    private static Finding? Missing(JudgedLogs logs)
    {
        if (logs.Judge.Causes.All.Any(cause => cause.Cause.Hop == Hop.FrontEnd && cause.Tally.Count > 0)) return null;
        if (logs.Judge.AtBalancer > 0) return new Finding(ArrivalFindings.StoppedAtBalancer, Confidence.Certain, [Said(string.Create(CultureInfo.InvariantCulture, $"{logs.Judge.AtBalancer} lines of the balancer, none of a front end")), .. Coverage(logs)]);
        if (logs.Judge.Firewall.ServiceRefused > 0) return null;
        var neighbours = logs.Judge.Servers.Values.Sum(row => row.NeighboursFromService);
        if (neighbours > 0) return new Finding(ArrivalFindings.PathFiltered, Confidence.Likely, Said(string.Create(CultureInfo.InvariantCulture, $"{neighbours} requests of the service for other paths, none for the endpoint")));
        if (!logs.FrontEndFiles.Any(file => file.Others + file.Entries > 0)) return null;
        return logs.RequestsOf(CallerClass.Itself) == 0 ? new Finding(ArrivalFindings.NeverArrived, Confidence.Certain, Coverage(logs)) : new Finding(ArrivalFindings.NeverArrived, Confidence.Possible, [FromItself(logs), .. Coverage(logs)]);
    }

    /// <summary>Requests that are not counted as arrived, and may be all the same: a balancer on the machine itself hides who asks.</summary>
    private static Evidence FromItself(JudgedLogs logs) => Said(string.Create(CultureInfo.InvariantCulture,
        $"{logs.RequestsOf(CallerClass.Itself)} requests for it came from the server's own machine ({string.Join(", ", logs.Judge.Callers[CallerClass.Itself].Addresses)}) and are not counted; where a balancer runs there too, they may be the service's"));

    private static IReadOnlyList<Evidence> Coverage(JudgedLogs logs)
    {
        const int shown = 4;
        return [.. logs.FrontEndFiles.Take(shown).Select(file => new Evidence(LineEvidence.FileName(file.Name), string.Create(CultureInfo.InvariantCulture,
            $"{file.Lines} lines from {new DateTime(file.FirstTicks):u} to {new DateTime(file.LastTicks):u}, {file.Entries} of them about the endpoint and its neighbours")))];
    }

    /// <summary>Callers that a balancer hides, or that lines do not name, may be the service.</summary>
    private static bool IsOnlyStrangers(JudgedLogs logs) =>
        logs.RequestsOf(CallerClass.Outside) > 0 && logs.RequestsOf(CallerClass.Service) + logs.RequestsOf(CallerClass.Inside) + logs.RequestsOf(CallerClass.Unknown) == 0;

    private static Evidence Strangers(JudgedLogs logs) =>
        Said(string.Create(CultureInfo.InvariantCulture, $"{logs.RequestsOf(CallerClass.Outside)} requests, all from addresses outside of the service's ranges: {string.Join(", ", logs.Judge.Callers[CallerClass.Outside].Addresses)}"));

    private static bool IsPassive(string server, JudgedLogs logs) =>
        logs.Options.PassiveServers.Any(passive => passive.Equals(server, StringComparison.OrdinalIgnoreCase) || passive.Equals(logs.NameOf(server), StringComparison.OrdinalIgnoreCase));

    private static Finding? Different(JudgedLogs logs)
    {
        const int enough = 2;
        var refusing = logs.FrontEnds.Where(pair => pair.Row is { Served: 0, Refused: >= enough }).ToList();
        var serving = logs.FrontEnds.Where(pair => pair.Row is { Served: >= enough } row && row.Refused * 10 <= row.Served).ToList();
        if (refusing.Count == 0 || serving.Count == 0) return null;
        return new Finding(ArrivalFindings.ServersDiffer, Confidence.Certain, [.. refusing.Concat(serving).Take(4).Select(pair => Count(logs, pair.Server, pair.Row))]) { Subject = string.Join(", ", refusing.Take(3).Select(pair => logs.NameOf(pair.Server))) };
    }

    private static Evidence Count(JudgedLogs logs, string server, ServerRow row) =>
        new(logs.NameOf(server), string.Create(CultureInfo.InvariantCulture, $"{row.Arrived} requests, {row.Served} exchanges served, {row.Refused} refused"));

    private static Evidence Said(string text) => new("", text);
}
