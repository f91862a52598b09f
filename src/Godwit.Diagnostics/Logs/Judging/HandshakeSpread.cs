namespace Godwit.Diagnostics.Logs;

/// <summary>Looks for handshakes whose legs arrive at different servers: the first leg of a client in one server's log, the second within seconds in another's.</summary>
internal sealed class HandshakeSpread
{
    private const int MaxClients = 20_000;
    private readonly Dictionary<CallerAddress, (string Server, long Ticks)> _challenges = [];
    private readonly List<Evidence> _lines = [];

    /// <summary>How often.</summary>
    public int Count { get; private set; }

    /// <summary>The first such lines.</summary>
    public IReadOnlyList<Evidence> Lines => _lines;

    /// <summary>A leg came: the first one (challenge) or the second.</summary>
    public void Add(LogEntry entry, string server, bool isLeg, LogFileReader reader)
    {
        if (!entry.Caller.IsKnown || server.Length == 0) return;
        if (!isLeg)
        {
            if (_challenges.Count < MaxClients || _challenges.ContainsKey(entry.Caller)) _challenges[entry.Caller] = (server, entry.Ticks);
            return;
        }
        if (!_challenges.TryGetValue(entry.Caller, out var first) || first.Server == server || entry.Ticks - first.Ticks > ExchangeJudge.Pause) return;
        Count++;
        if (_lines.Count < CauseTally.MaxLines) _lines.Add(LineEvidence.Of(reader));
    }
}
