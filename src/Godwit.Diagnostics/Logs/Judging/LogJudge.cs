using Godwit.Network;

namespace Godwit.Diagnostics.Logs;

/// <summary>
/// Judges the entries of all logs in the order of time: exchanges into served, refused and not finished; callers into classes; causes by server. Holds counts and the first lines of each kind, never
/// the log.
/// </summary>
internal sealed class LogJudge
{
    private const int BackEndPort = 444;
    private const int MaxServers = 1000;
    private readonly CallerClasses _classes;
    private readonly ExchangeJudge _exchanges;

    public LogJudge(CallerClasses classes)
    {
        _classes = classes;
        _exchanges = new ExchangeJudge(Unfinished);
    }

    /// <summary>By server: the access log's name of it, or the proxy module's.</summary>
    public Dictionary<(LogKind Kind, string Server), ServerRow> Servers { get; } = [];

    /// <summary>By class of callers.</summary>
    public Dictionary<CallerClass, CallerRow> Callers { get; } = [];

    /// <summary>Why requests were refused.</summary>
    public CauseBook Causes { get; } = new();

    /// <summary>What happened when.</summary>
    public Timeline Timeline { get; } = new();

    /// <summary>The front end's two logs.</summary>
    public RequestJoin Join { get; } = new();

    /// <summary>Moves over several servers.</summary>
    public MoveTracker Moves { get; } = new();

    /// <summary>Handshakes over several servers.</summary>
    public HandshakeSpread Handshakes { get; } = new();

    /// <summary>How long cut requests took.</summary>
    public Durations Cut { get; } = new();

    /// <summary>Error texts of reports: how often each, and the first lines.</summary>
    public Dictionary<string, List<Evidence>> Texts { get; } = new(StringComparer.Ordinal);

    /// <summary>Connections that a firewall let through and refused; of those the lines of the migration service.</summary>
    public FirewallRow Firewall { get; } = new();

    /// <summary>Requests for the endpoint that a balancer wrote down, and connections in its TCP mode.</summary>
    public long AtBalancer { get; private set; }

    /// <summary>Exchanges without an end that came as single lines with fields lost: nothing can be said of them.</summary>
    public List<Evidence> LoneLegs { get; } = [];

    /// <summary>Takes the present line of a file.</summary>
    public void Take(LogFileReader reader)
    {
        var entry = reader.Entry;
        switch (entry.Kind)
        {
            case LogKind.WebServer: TakeWebServer(reader, entry); break;
            case LogKind.HttpProxy: TakeFrontEnd(reader, entry); break;
            case LogKind.Authorisation: Refuse(reader, entry, FrontEndRules.Of(entry), entry.Server); break;
            case LogKind.HttpErr: TakeHttpErr(reader, entry); break;
            case LogKind.Balancer: TakeBalancer(reader, entry); break;
            case LogKind.Firewall: TakeFirewall(reader, entry); break;
            case LogKind.Text: TakeText(reader, entry); break;
        }
    }

    /// <summary>No more lines come.</summary>
    public void Finish() => _exchanges.Finish();

    private void TakeWebServer(LogFileReader reader, LogEntry entry)
    {
        var server = ServerOf(reader, entry);
        if (entry.Port == BackEndPort)
        {
            if (entry.Path == PathKind.MrsProxy && WebServerRules.Of(entry) is { Kind: AnswerKind.Refused, Cause.Hop: Hop.BackEnd } failed) Refuse(reader, entry, failed, server);
            return;
        }
        if (TakeCaller(entry, LogKind.WebServer, server) is { } row) TakeAnswer(reader, entry, WebServerRules.Of(entry), server, row);
    }

    private void TakeFrontEnd(LogFileReader reader, LogEntry entry)
    {
        var server = ServerOf(reader, entry);
        if (TakeCaller(entry, LogKind.HttpProxy, server) is { } row) TakeAnswer(reader, entry, FrontEndRules.Of(entry), server, row);
    }

    /// <summary>Counts who asked; only requests for the endpoint go further, and of those not the server's own probes.</summary>
    private ServerRow? TakeCaller(LogEntry entry, LogKind kind, string server)
    {
        var caller = _classes.Of(entry);
        if (!Callers.TryGetValue(caller, out var callers)) Callers[caller] = callers = new CallerRow();
        var row = Row(kind, server);
        if (entry.Path != PathKind.MrsProxy)
        {
            callers.Neighbours++;
            if (caller == CallerClass.Service) row.NeighboursFromService++;
            return null;
        }
        callers.Requests++;
        callers.Add(entry.Caller);
        if (caller is CallerClass.Probe or CallerClass.Itself) return null;
        row.Cover(entry.Ticks);
        row.Arrived++;
        if (caller == CallerClass.Service) row.FromService++;
        Timeline.Add(entry.Ticks, new Moment(kind == LogKind.WebServer ? 1 : 0, 0, 0, 0));
        Join.Add(entry);
        return row;
    }

    private void TakeAnswer(LogFileReader reader, LogEntry entry, Answer answer, string server, ServerRow row)
    {
        switch (answer.Kind)
        {
            case AnswerKind.Served:
                row.Legs += _exchanges.End(entry, server);
                row.Served++;
                row.LastServed = Math.Max(row.LastServed, entry.Ticks);
                Timeline.Add(entry.Ticks, new Moment(0, 1, 0, 0));
                Moves.Add(entry, server, reader);
                break;
            case AnswerKind.Challenge or AnswerKind.Leg:
                TakeLeg(reader, entry, answer.Kind == AnswerKind.Leg, server, row);
                break;
            case AnswerKind.Refused:
                row.Legs += _exchanges.End(entry, server);
                row.Refused++;
                Refuse(reader, entry, answer, server);
                break;
        }
    }

    private void TakeLeg(LogFileReader reader, LogEntry entry, bool isLeg, string server, ServerRow row)
    {
        // An examination asks without signing in, on purpose.
        if (entry.Agent.StartsWith(ClientNames.UserAgent, StringComparison.Ordinal))
        {
            row.Legs++;
            return;
        }
        if (entry.Missing.HasFlag(MissingFields.Client))
        {
            row.Unfinished++;
            if (LoneLegs.Count < CauseTally.MaxLines) LoneLegs.Add(LineEvidence.Of(reader));
            return;
        }
        var wanted = Causes.WantsLine(isLeg ? SigningInFindings.HandshakeUnfinished : SigningInFindings.ChallengeUnanswered, server);
        _exchanges.AddLeg(entry, server, isLeg, _classes.Of(entry) == CallerClass.Service, wanted ? LineEvidence.Keep(reader) : null);
        Handshakes.Add(entry, server, isLeg, reader);
    }

    private void Unfinished(string server, PendingLegs legs)
    {
        var cause = legs.HasLeg ? SigningInFindings.HandshakeUnfinished : SigningInFindings.ChallengeUnanswered;
        const int legsOfOne = 2;
        var exchanges = legs.HasLeg ? (legs.Count + legsOfOne - 1) / legsOfOne : legs.Count;
        Causes.Add(cause, Confidence.Likely, new Seen(legs.Last, server, legs.FromService, ServedAt(server), exchanges), legs.Line?.Evidence);
        foreach (var row in Servers.Where(pair => pair.Key.Server == server && pair.Key.Kind != LogKind.HttpErr).Take(1)) row.Value.Unfinished += exchanges;
        Timeline.Add(legs.Last, new Moment(0, 0, exchanges, 0));
    }

    private void Refuse(LogFileReader reader, LogEntry entry, Answer answer, string server)
    {
        if (answer.Cause is not { } cause) return;
        if (cause == WebServerFindings.CutShort) Cut.Add(entry.TakenMs);
        Causes.Add(cause, answer.Confidence, new Seen(entry.Ticks, server, _classes.Of(entry) == CallerClass.Service, ServedAt(server)), Causes.WantsLine(cause, server) ? LineEvidence.Of(reader) : null);
        Timeline.Add(entry.Ticks, new Moment(0, 0, 1, 0));
    }

    private void TakeHttpErr(LogFileReader reader, LogEntry entry)
    {
        var server = ServerOf(reader, entry);
        var answer = HttpErrRules.Of(entry);
        if (answer.Kind != AnswerKind.Refused || _classes.Of(entry) is CallerClass.Probe or CallerClass.Itself) return;
        var row = Row(LogKind.HttpErr, server);
        row.Cover(entry.Ticks);
        row.HttpErr++;
        Timeline.Add(entry.Ticks, new Moment(0, 0, 0, 1));
        Refuse(reader, entry, answer, server);
    }

    private void TakeBalancer(LogFileReader reader, LogEntry entry)
    {
        if (entry.Path != PathKind.MrsProxy && entry.Method.Length > 0) return;
        AtBalancer++;
        Timeline.Add(entry.Ticks, new Moment(0, 0, 0, 1));
        var answer = BalancerRules.Of(entry);
        if (answer.Kind == AnswerKind.Refused) Refuse(reader, entry, answer, entry.Target is "" or "<NOSRV>" ? entry.Queue : entry.Target);
    }

    private void TakeFirewall(LogFileReader reader, LogEntry entry)
    {
        Timeline.Add(entry.Ticks, new Moment(0, 0, 0, 1));
        var isService = _classes.Of(entry) == CallerClass.Service;
        if (entry.Action == FirewallAction.Refused) Firewall.AddRefused(isService, () => LineEvidence.Of(reader), entry.Server, entry.Ticks);
        else Firewall.AddPassed(isService);
    }

    private void TakeText(LogFileReader reader, LogEntry entry)
    {
        if (!Texts.TryGetValue(entry.Reason, out var lines)) Texts[entry.Reason] = lines = [];
        if (lines.Count < CauseTally.MaxLines) lines.Add(LineEvidence.Of(reader));
    }

    /// <summary>How many exchanges a server has served so far, by whichever of its logs.</summary>
    private long ServedAt(string server) => Math.Max(Servers.GetValueOrDefault((LogKind.WebServer, server))?.Served ?? 0, Servers.GetValueOrDefault((LogKind.HttpProxy, server))?.Served ?? 0);

    private static string ServerOf(LogFileReader reader, LogEntry entry) => entry.Server.Length > 0 ? entry.Server : reader.Input.Folder;

    private ServerRow Row(LogKind kind, string server)
    {
        if (Servers.TryGetValue((kind, server), out var row)) return row;
        if (Servers.Count >= MaxServers) return Servers.First().Value;
        return Servers[(kind, server)] = new ServerRow();
    }
}

/// <summary>What a firewall's log holds.</summary>
internal sealed class FirewallRow
{
    private readonly List<Evidence> _lines = [];

    /// <summary>Connections of the migration service that were refused.</summary>
    public long ServiceRefused { get; private set; }

    /// <summary>Connections of the migration service that were let through, or of which the log does not say it.</summary>
    public long ServicePassed { get; private set; }

    /// <summary>Connections of others.</summary>
    public long Others { get; private set; }

    /// <summary>The address that was asked for first.</summary>
    public string Asked { get; private set; } = "";

    /// <summary>The first refusals of the service.</summary>
    public IReadOnlyList<Evidence> Lines => _lines;

    /// <summary>A connection was refused.</summary>
    public void AddRefused(bool isService, Func<Evidence> line, string asked, long ticks)
    {
        if (!isService)
        {
            Others++;
            return;
        }
        ServiceRefused++;
        if (Asked.Length == 0 && ticks != 0) Asked = asked;
        if (_lines.Count < CauseTally.MaxLines) _lines.Add(line());
    }

    /// <summary>A connection was not refused.</summary>
    public void AddPassed(bool isService)
    {
        if (isService) ServicePassed++;
        else Others++;
    }
}
