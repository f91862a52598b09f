namespace Godwit.Diagnostics.Logs;

/// <summary>
/// Joins the two logs of a front end by the request's id (<c>cafeReqId</c> and <c>RequestId</c>): learns which host name has which address, and how far the clocks or the moments of writing are apart.
/// Remembers a bounded number of ids; the oldest are forgotten first.
/// </summary>
internal sealed class RequestJoin
{
    private const int MaxRemembered = 65_536;
    private const int MaxNames = 1000;
    private readonly Dictionary<Guid, (LogKind Kind, string Server, long Ticks)> _waiting = [];
    private readonly Queue<Guid> _order = [];
    private readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);
    private long _offsets;

    /// <summary>How many requests were found in both logs.</summary>
    public long Joined { get; private set; }

    /// <summary>How much later, on average, the proxy module's line is than the web server's.</summary>
    public TimeSpan MeanOffset => Joined == 0 ? TimeSpan.Zero : TimeSpan.FromTicks(_offsets / Joined);

    /// <summary>The host name of a server's address, where joined requests told it; else the address.</summary>
    public string NameOf(string server) => _names.GetValueOrDefault(server, server);

    /// <summary>Notes a line that has an id.</summary>
    public void Add(LogEntry entry)
    {
        if (entry.RequestId == Guid.Empty || entry.Kind is not (LogKind.WebServer or LogKind.HttpProxy)) return;
        if (_waiting.Remove(entry.RequestId, out var other))
        {
            if (other.Kind != entry.Kind) Join(entry, other);
            return;
        }
        _waiting[entry.RequestId] = (entry.Kind, entry.Server, entry.Ticks);
        _order.Enqueue(entry.RequestId);
        while (_order.Count > MaxRemembered) _waiting.Remove(_order.Dequeue());
    }

    private void Join(LogEntry entry, (LogKind Kind, string Server, long Ticks) other)
    {
        Joined++;
        var (web, proxy) = entry.Kind == LogKind.WebServer ? (entry.Server, other.Server) : (other.Server, entry.Server);
        var offset = entry.Kind == LogKind.HttpProxy ? entry.Ticks - other.Ticks : other.Ticks - entry.Ticks;
        if (entry.Ticks != 0 && other.Ticks != 0) _offsets += offset;
        if (web.Length > 0 && proxy.Length > 0 && _names.Count < MaxNames) _names.TryAdd(web, proxy);
    }
}
