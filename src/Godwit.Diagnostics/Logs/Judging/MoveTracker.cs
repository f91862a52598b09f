namespace Godwit.Diagnostics.Logs;

/// <summary>
/// Follows each move over the servers: a move is what a client calls its session, or one user from one address. It is spread when it comes back to a server that it had left for another within some
/// minutes; one change, as in a failover, is no spreading, nor are several clients with a server each.
/// </summary>
internal sealed class MoveTracker
{
    private const int MaxMoves = 20_000;
    private const int ReturnsThatProve = 2;
    private static readonly long Memory = TimeSpan.FromMinutes(5).Ticks;
    private readonly Dictionary<(string Session, CallerAddress Caller, string User), Path> _moves = [];
    private readonly List<Evidence> _lines = [];

    /// <summary>Moves that went back and forth between servers.</summary>
    public int Spread { get; private set; }

    /// <summary>True when one of them was told by its session's name, which belongs to one client alone.</summary>
    public bool IsBySession { get; private set; }

    /// <summary>Lines of the first such move, one of each change.</summary>
    public IReadOnlyList<Evidence> Lines => _lines;

    /// <summary>Notes a served request of a user. Requests without a user are handshakes, which a client begins anew with each connection.</summary>
    public void Add(LogEntry entry, string server, LogFileReader reader)
    {
        if (entry.User.Length == 0 || server.Length == 0 || !(entry.Session.Length > 0 || entry.Caller.IsKnown)) return;
        var key = entry.Session.Length > 0 ? (entry.Session, default(CallerAddress), "") : ("", entry.Caller, entry.User);
        if (!_moves.TryGetValue(key, out var path))
        {
            if (_moves.Count >= MaxMoves) return;
            _moves[key] = path = new Path();
        }
        if (path.Server == server || path.Server.Length == 0)
        {
            path.Stay(server, entry.Ticks);
            return;
        }
        if (path.Change(server, entry.Ticks, Memory) && path.Returns == ReturnsThatProve) Found(entry);
        if (_lines.Count < CauseTally.MaxLines + 1 && path.Changes > 0) _lines.Add(LineEvidence.Of(reader));
    }

    private void Found(LogEntry entry)
    {
        Spread++;
        IsBySession |= entry.Session.Length > 0;
    }

    private sealed class Path
    {
        private const int MaxServers = 16;
        private readonly List<(string Server, long Left)> _visited = [];
        private long _last;

        public string Server { get; private set; } = "";

        public int Changes { get; private set; }

        public int Returns { get; private set; }

        public void Stay(string server, long ticks) => (Server, _last) = (server, ticks);

        /// <returns>True when it came back to a server that it had left not long ago.</returns>
        public bool Change(string server, long ticks, long memory)
        {
            var isReturn = _visited.Exists(visit => visit.Server == server && ticks - visit.Left <= memory);
            if (isReturn) Returns++;
            Changes++;
            _visited.RemoveAll(visit => visit.Server == Server || visit.Server == server);
            if (_visited.Count < MaxServers) _visited.Add((Server, _last));
            Stay(server, ticks);
            return isReturn;
        }
    }
}
