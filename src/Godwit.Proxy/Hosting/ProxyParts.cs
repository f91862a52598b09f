using Godwit.Proxy.AllowList;
using Godwit.Proxy.Authentication;
using Godwit.Proxy.Authentication.Users;
using Godwit.Proxy.Authorisation;
using Godwit.Proxy.Autodiscover;
using Godwit.Proxy.Configuration;
using Godwit.Proxy.Limits;
using Godwit.Proxy.Listening;
using Godwit.Proxy.Logging;
using Godwit.Proxy.Metrics;
using Godwit.Proxy.Routing;
using Godwit.Proxy.VirtualDirectory;

namespace Godwit.Proxy.Hosting;

/// <summary>Everything that a service is made of, put together from its configuration. The one place that knows every part.</summary>
internal sealed class ProxyParts : IAsyncDisposable
{
    private readonly ProxyConfiguration _configuration;
    private readonly ServedCertificate _certificate;
    private readonly BackEndDoor? _door;
    private readonly Handover? _handover;
    private readonly ActiveCopies? _map;
    private readonly VirtualDirectories _directories;
    private readonly UserFile _users;
    private readonly AllowedAddresses _allowed;
    private readonly IProxyApplication _application;
    private readonly SchemeTable _schemes;
    private readonly Action<Fault> _warn;
    private readonly TimeProvider _clock;
    private AllowListFeed? _feed;

    public ProxyParts(ProxyConfiguration configuration, Func<ProxySurroundings, IProxyApplication> application, Action<Fault> warn, TimeProvider clock)
    {
        (_configuration, _warn, _clock) = (configuration, warn, clock);
        Logs = new ProxyLogs(configuration.Logs, clock);
        _certificate = new ServedCertificate(configuration.Listening.Certificate, warn);
        _directories = new VirtualDirectories(configuration.DirectoryFile, clock, warn);
        _users = new UserFile(configuration.Authentication.UsersFile, warn);
        _allowed = new AllowedAddresses(configuration.AllowList, warn);
        _schemes = new SchemeTable(configuration, _users, warn, clock);
        if (configuration.Routing is { } routing)
        {
            _door = new BackEndDoor(routing, warn);
            _handover = new Handover(_door, clock);
            _map = new ActiveCopies(routing.MapFile, warn);
        }
        _application = application(new ProxySurroundings(configuration.Server, configuration.Stores, ServerOf, clock));
        Listener = new ProxyListener(configuration.Listening, _certificate, _door, clock);
        Pipeline = Build(clock);
    }

    public ProxyListener Listener { get; }

    public RequestPipeline Pipeline { get; }

    public ProxyLogs Logs { get; }

    /// <summary>Reads every file once, so that a mistake is told at the start and not to the first client.</summary>
    /// <exception cref="FaultException">One cannot be used.</exception>
    public void Check()
    {
        _ = (_certificate.Current, _directories.All, _users.Current, _allowed.Count);
        _door?.Check();
        foreach (var store in _configuration.Stores.Stores) _ = (_map?.OwnerOf(store.Name), (store as ImapStoreSettings)?.Password());
        _schemes.Check(_directories.Of(_configuration.Server));
    }

    /// <summary>Starts what runs beside the requests.</summary>
    public void Start()
    {
        if (_configuration.AllowList is { Feed: not null, FeedCache: not null } list) _feed = new AllowListFeed(list, new SocketsHttpHandler(), _warn, _clock);
    }

    public async ValueTask DisposeAsync()
    {
        if (_feed is not null) await _feed.DisposeAsync().ConfigureAwait(false);
        _handover?.Dispose();
        _schemes.Dispose();
        if (_application is IAsyncDisposable disposable) await disposable.DisposeAsync().ConfigureAwait(false);
        else (_application as IDisposable)?.Dispose();
        await Logs.DisposeAsync().ConfigureAwait(false);
    }

    private void AddAutodiscover(Dictionary<string, IPlace> places, AuthenticationGate gate, TimeProvider clock)
    {
        var (server, stores) = (_configuration.Server, _configuration.Stores);
        var json = new AutodiscoverJsonPlace(server, _directories, stores);
        places["/AUTODISCOVER/AUTODISCOVER.XML"] = new AutodiscoverPlace(server, _directories, gate, stores, (request, find) => AutodiscoverPlace.Pox(request, find, clock));
        places["/AUTODISCOVER/AUTODISCOVER.SVC"] = new AutodiscoverPlace(server, _directories, gate, stores, AutodiscoverPlace.Soap);
        places["/AUTODISCOVER/AUTODISCOVER.JSON"] = json;
        places["/AUTODISCOVER/AUTODISCOVER.JSON/V1.0/"] = json;
    }

    private string ServerOf(string store) => _map?.OwnerOf(store)?.Name ?? _configuration.Server;

    private RequestPipeline Build(TimeProvider clock)
    {
        var (metrics, limit) = (new ProxyMetrics(), new ConnectionLimit(clock));
        metrics.Gauge("godwit_proxy_requests_under_way", () => limit.Inside);
        metrics.Gauge("godwit_proxy_log_lines_dropped", () => Logs.Dropped);
        var gate = new AuthenticationGate(_schemes.Schemes, new FailureDelays(_configuration.Authentication.LongestDelay, clock), metrics, clock);
        var router = new Router(_configuration.Server, _configuration.Stores, _map, _handover, _application);
        var published = new PublishedPlace(
            _configuration.Server, _directories, gate, new RoleGroup(_configuration.RoleGroup, _users), limit, _configuration.ConnectionWait, router, Logs);
        var others = new Dictionary<string, IPlace>(StringComparer.Ordinal)
        {
            ["/HEALTH"] = new HealthPlace(),
            ["/METRICS"] = new MetricsPlace(metrics, _configuration.MetricsReaders),
        };
        AddAutodiscover(others, gate, clock);
        var places = new Places(_configuration.Listening.Path, published, new HandedOverPlace(_configuration.Listening.Path, router), others);
        return new RequestPipeline(
            _configuration.Server, new Transport(_configuration.Balancers), _allowed, places, Logs, metrics, _configuration.Listening.RequestTimeout, clock);
    }
}
