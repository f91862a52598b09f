using Godwit.Diagnostics.Logs;

namespace Godwit.Diagnostics.Bundles;

/// <summary>What the list of request ids of a bundle holds: how many of whom, and the first that stand in more than one log.</summary>
internal static class CorrelationSummary
{
    private const int MaxShown = 20;

    /// <summary>Whose the logs of a kind are.</summary>
    private static readonly (string Whose, LogKind[] Kinds)[] Parties =
        [("console and service", [LogKind.Service]), ("worker", [LogKind.Worker]), ("proxy", [LogKind.WebServer, LogKind.HttpProxy, LogKind.Authorisation])];

    /// <summary>Prints it.</summary>
    /// <param name="rows">The list, as <see cref="CorrelationList"/> writes it; may come from anybody.</param>
    /// <param name="output">Where to.</param>
    public static void Print(TextReader rows, TextWriter output)
    {
        var (counts, logs) = (new Dictionary<LogKind, int>(), new Dictionary<Guid, SortedSet<string>>());
        rows.ReadLine();
        for (var read = 0; read < BundleWriter.MaxIds && rows.ReadLine() is { } row; read++) Take(row.Split(','), counts, logs);
        output.WriteLine("request ids: " + string.Join(", ", Parties.Select(party => string.Create(CultureInfo.InvariantCulture, $"{party.Kinds.Sum(kind => counts.GetValueOrDefault(kind))} of {party.Whose}"))));
        var joined = logs.Where(static pair => pair.Value.Count > 1).ToList();
        foreach (var (id, names) in joined.Take(MaxShown)) output.WriteLine($"  {id:D}  {string.Join(", ", names)}");
        if (joined.Count > MaxShown) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  and {joined.Count - MaxShown} more that stand in several logs"));
    }

    // requestId,time,log,server,status,clientRequestId; the last is missing in bundles from before it.
    private static void Take(string[] fields, Dictionary<LogKind, int> counts, Dictionary<Guid, SortedSet<string>> logs)
    {
        if (fields.Length < 5 || !Guid.TryParse(fields[0], out var id) || !Enum.TryParse<LogKind>(fields[2], out var kind) || !Enum.IsDefined(kind)) return;
        counts[kind] = counts.GetValueOrDefault(kind) + 1;
        Note(logs, id, kind.ToString());
        if (fields.Length > 5 && Guid.TryParse(fields[5], out var named)) Note(logs, named, kind == LogKind.Service ? "Console" : $"{kind} (client)");
    }

    private static void Note(Dictionary<Guid, SortedSet<string>> logs, Guid id, string log)
    {
        if (!logs.TryGetValue(id, out var names)) logs[id] = names = new SortedSet<string>(StringComparer.Ordinal);
        names.Add(log);
    }
}
