namespace Godwit.Diagnostics.Logs;

/// <summary>Makes findings of the causes that lines speak of: one a cause, with all servers; what a better line explains is left out, and what is over is told apart.</summary>
internal static class CauseRules
{
    private const int FewestUnfinished = 3;
    private const long NoiseOfUnfinished = 50;
    private static readonly FindingKind[] Unfinished = [SigningInFindings.HandshakeUnfinished, SigningInFindings.ChallengeUnanswered];
    private static readonly FindingKind[] GeneralFailures = [BackEndFindings.Unavailable, BackEndFindings.ServerError, BackEndFindings.Unreachable];
    private static readonly FindingKind[] SpecialFailures = [BackEndFindings.CertificateUntrusted, BackEndFindings.MailboxServerNotFound, BackEndFindings.DownLevel, BackEndFindings.ConnectionLimit, BackEndFindings.Unreachable];
    private static readonly FindingKind[] SpecialRefusals = [PermissionFindings.NotInRoleGroup, PermissionFindings.TlsOffloaded, PermissionFindings.AddressRestricted];

    /// <summary>What is wrong.</summary>
    public static IEnumerable<Finding> Findings(JudgedLogs logs)
    {
        foreach (var cause in Causes(logs).Where(cause => !Unfinished.Contains(cause.Kind) && !IsOver(cause, logs)))
            yield return Finding(cause, logs);
        foreach (var finding in OfHandshakes(logs)) yield return finding;
    }

    /// <summary>Causes after which the same servers served many requests without them.</summary>
    public static IEnumerable<ServerCauses> Over(JudgedLogs logs) => Causes(logs).Where(cause => !Unfinished.Contains(cause.Kind) && IsOver(cause, logs));

    private static IEnumerable<ServerCauses> Causes(JudgedLogs logs)
    {
        var all = logs.Judge.Causes.All.GroupBy(seen => seen.Cause).Select(group => new ServerCauses(group.Key, [.. group.Select(seen => (seen.Server, seen.Tally))])).OrderBy(cause => cause.Kind.Code, StringComparer.Ordinal).ToList();
        return all.Where(cause => !IsExplained(cause, all) && (cause.Confidence > Confidence.Possible || logs.Arrived == 0 || cause.Kind.Hop != Hop.FrontEnd || cause.Kind == WebServerFindings.BadRequestMidMove));
    }

    private static bool IsExplained(ServerCauses cause, List<ServerCauses> all)
    {
        if (cause.Confidence == Confidence.Certain) return false;
        if (cause.Kind == PermissionFindings.Forbidden) return all.Exists(other => SpecialRefusals.Contains(other.Kind) && other.Confidence == Confidence.Certain);
        return GeneralFailures.Contains(cause.Kind) && all.Exists(other => other.Kind != cause.Kind && SpecialFailures.Contains(other.Kind) && other.Confidence == Confidence.Certain);
    }

    private static bool IsOver(ServerCauses cause, JudgedLogs logs)
    {
        const int fewestServed = 3;
        return cause.Kind.Severity == Severity.Fault && cause.Servers.All(seen => ServedSince(seen.Server, seen.Tally, logs) >= Math.Max(fewestServed, 2 * seen.Tally.Count));
    }

    private static long ServedSince(string server, CauseTally tally, JudgedLogs logs) =>
        logs.Judge.Servers.Where(pair => pair.Key.Server == server && pair.Key.Kind is LogKind.WebServer or LogKind.HttpProxy).Select(pair => pair.Value.Served - tally.ServedBefore).DefaultIfEmpty(0).Max();

    /// <summary>Unfinished handshakes: many are a fault, few among many served ones are noise, and few alone prove nothing.</summary>
    private static IEnumerable<Finding> OfHandshakes(JudgedLogs logs)
    {
        var unfinished = Causes(logs).Where(cause => Unfinished.Contains(cause.Kind)).ToList();
        var count = unfinished.Sum(cause => cause.Count);
        if (count * NoiseOfUnfinished <= logs.Served && logs.Judge.LoneLegs.Count == 0) yield break;
        if (count >= FewestUnfinished && logs.Judge.Handshakes.Count > 1 && logs.Served == 0)
        {
            yield return new Finding(SigningInFindings.HandshakeSpread, Confidence.Likely, logs.Judge.Handshakes.Lines) { Subject = ServersOf(unfinished, logs) };
            yield break;
        }
        foreach (var cause in unfinished.Where(cause => cause.Count >= FewestUnfinished)) yield return Finding(cause, logs);
        var lone = logs.Judge.LoneLegs.Concat(unfinished.Where(cause => cause.Count < FewestUnfinished).SelectMany(cause => cause.Lines)).ToList();
        if (lone.Count > 0) yield return new Finding(SigningInFindings.LegProvesNothing, Confidence.Certain, lone);
    }

    private static Finding Finding(ServerCauses cause, JudgedLogs logs)
    {
        var lines = cause.Lines.ToList();
        if (cause.Kind == WebServerFindings.CutShort && logs.Judge.Cut.Timer() is { } seconds)
            lines.Insert(0, new Evidence("", string.Create(CultureInfo.InvariantCulture, $"most of {cause.Count} requests were cut after about {seconds} s: a timer of a device")));
        lines.Add(new Evidence("", cause.Told()));
        return new Finding(cause.Kind, cause.Confidence, lines) { Subject = ServersOf([cause], logs) };
    }

    private static string? ServersOf(IEnumerable<ServerCauses> causes, JudgedLogs logs)
    {
        const int shown = 4;
        var names = causes.SelectMany(cause => cause.Servers).Select(seen => logs.NameOf(seen.Server)).Distinct().Order(StringComparer.Ordinal).ToList();
        return names is ["(not named)"] ? null : string.Join(", ", names.Take(shown)) + (names.Count > shown ? string.Create(CultureInfo.InvariantCulture, $" and {names.Count - shown} more") : "");
    }
}

/// <summary>A cause at all servers where it was seen.</summary>
/// <param name="Kind">The cause.</param>
/// <param name="Servers">The servers.</param>
internal sealed record ServerCauses(FindingKind Kind, IReadOnlyList<(string Server, CauseTally Tally)> Servers)
{
    /// <summary>How often.</summary>
    public long Count => Servers.Sum(seen => seen.Tally.Count);

    /// <summary>How sure the surest line makes.</summary>
    public Confidence Confidence => Servers.Max(seen => seen.Tally.Confidence);

    /// <summary>The first lines, one of each server first.</summary>
    public IEnumerable<Evidence> Lines => Enumerable.Range(0, CauseTally.MaxLines).SelectMany(i => Servers.Where(seen => seen.Tally.Lines.Count > i).Select(seen => seen.Tally.Lines[i])).Take(CauseTally.MaxLines + 2);

    /// <summary>How often, and when.</summary>
    public string Told()
    {
        var (first, last) = (Servers.Select(seen => seen.Tally.First).Where(ticks => ticks > 0).DefaultIfEmpty(0).Min(), Servers.Max(seen => seen.Tally.Last));
        var times = string.Create(CultureInfo.InvariantCulture, $"{Count} {(Count == 1 ? "time" : "times")}");
        var service = Servers.Sum(seen => seen.Tally.FromService) is > 0 and var count ? string.Create(CultureInfo.InvariantCulture, $", {count} of them from the migration service") : "";
        return first == 0 ? times + service : string.Create(CultureInfo.InvariantCulture, $"{times}{service}, from {new DateTime(first):u} to {new DateTime(last):u}");
    }
}
