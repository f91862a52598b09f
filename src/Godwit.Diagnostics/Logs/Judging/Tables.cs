namespace Godwit.Diagnostics.Logs;

/// <summary>What one server's logs hold of the endpoint, in exchanges.</summary>
internal sealed class ServerRow
{
    /// <summary>Requests that the access log or the proxy module wrote down.</summary>
    public long Arrived;

    /// <summary>Of them, those from the migration service.</summary>
    public long FromService;

    /// <summary>Exchanges that the service answered.</summary>
    public long Served;

    /// <summary>Exchanges that were refused or failed.</summary>
    public long Refused;

    /// <summary>Exchanges that ended with a leg of a handshake.</summary>
    public long Unfinished;

    /// <summary>401 lines that belonged to an exchange which was answered.</summary>
    public long Legs;

    /// <summary>Lines of HTTP.sys.</summary>
    public long HttpErr;

    /// <summary>Neighbours of the endpoint that the migration service asked for.</summary>
    public long NeighboursFromService;

    /// <summary>First line, in ticks.</summary>
    public long First;

    /// <summary>Last line.</summary>
    public long Last;

    /// <summary>When something was served last.</summary>
    public long LastServed;

    /// <summary>Notes a line's time.</summary>
    public void Cover(long ticks)
    {
        if (ticks != 0 && (First == 0 || ticks < First)) First = ticks;
        Last = Math.Max(Last, ticks);
    }
}

/// <summary>What one class of callers asked for.</summary>
internal sealed class CallerRow
{
    private const int MaxAddresses = 3;
    private readonly List<CallerAddress> _addresses = [];

    /// <summary>Requests for the endpoint.</summary>
    public long Requests;

    /// <summary>Requests for its neighbours.</summary>
    public long Neighbours;

    /// <summary>The first addresses.</summary>
    public IReadOnlyList<CallerAddress> Addresses => _addresses;

    /// <summary>Notes an address.</summary>
    public void Add(CallerAddress address)
    {
        if (_addresses.Count < MaxAddresses && address.IsKnown && !_addresses.Contains(address)) _addresses.Add(address);
    }
}

/// <summary>A minute of the timeline, or more.</summary>
/// <param name="Arrived">Requests.</param>
/// <param name="Served">Exchanges answered.</param>
/// <param name="Refused">Exchanges refused, failed or not finished.</param>
/// <param name="Elsewhere">Lines of firewall, balancer and HTTP.sys.</param>
internal readonly record struct Moment(long Arrived, long Served, long Refused, long Elsewhere)
{
    /// <summary>Both together.</summary>
    public static Moment operator +(Moment one, Moment other) => new(one.Arrived + other.Arrived, one.Served + other.Served, one.Refused + other.Refused, one.Elsewhere + other.Elsewhere);
}

/// <summary>What happened when, by the minute; in a time of many days by the hour or the day.</summary>
internal sealed class Timeline
{
    private const int MaxMoments = 10_000;
    private static readonly long[] Steps = [1, 5, 15, 60, 360, 1440, 10_080];
    private readonly Dictionary<long, Moment> _moments = [];
    private long _minutes = 1;

    /// <summary>Adds to the moment of a time.</summary>
    public void Add(long ticks, Moment what)
    {
        if (ticks == 0) return;
        var key = ticks / (TimeSpan.TicksPerMinute * _minutes);
        _moments[key] = _moments.GetValueOrDefault(key) + what;
        if (_moments.Count > MaxMoments) Coarsen();
    }

    /// <summary>At most so many rows, of equal length, in order; empty ones are left out.</summary>
    public IReadOnlyList<(DateTime From, long Minutes, Moment What)> Rows(int most)
    {
        if (_moments.Count == 0) return [];
        var (first, last) = (_moments.Keys.Min() * _minutes, _moments.Keys.Max() * _minutes);
        var step = Math.Max(_minutes, Steps.FirstOrDefault(step => (last - first) / step < most, Math.Max(Steps[^1], (last - first) / most + 1)));
        return [.. _moments.GroupBy(pair => pair.Key * _minutes / step).OrderBy(group => group.Key)
            .Select(group => (new DateTime(group.Key * step * TimeSpan.TicksPerMinute, DateTimeKind.Utc), step, group.Aggregate(default(Moment), (sum, pair) => sum + pair.Value)))];
    }

    private void Coarsen()
    {
        const int factor = 10;
        var finer = _moments.ToList();
        _moments.Clear();
        _minutes *= factor;
        foreach (var (key, what) in finer) _moments[key / factor] = _moments.GetValueOrDefault(key / factor) + what;
    }
}
