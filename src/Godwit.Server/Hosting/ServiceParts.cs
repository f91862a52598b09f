using Godwit.Server.Access;
using Godwit.Server.Configuration;
using Godwit.Server.Ends;
using Godwit.Server.Health;
using Godwit.Server.Monitoring;
using Godwit.Server.Provisioning;
using Godwit.Server.Requests;
using Godwit.Store.Moves;

namespace Godwit.Server.Hosting;

/// <summary>Everything the service is made of, wired in one place.</summary>
internal sealed class ServiceParts : IAsyncDisposable
{
    private static readonly TimeSpan StaleQueue = TimeSpan.FromMinutes(1);
    private readonly IMoveStore _store;
    private readonly IProvisioningHook? _hook;
    private readonly LogFile _accessLog;

    /// <summary>Takes the data folder, opens the records, wires the rest. Nothing runs yet.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="log">Takes lines for the administrator's log.</param>
    /// <exception cref="FaultException">The folder, the database or the certificate cannot be used.</exception>
    public ServiceParts(ServiceConfiguration configuration, TimeProvider clock, Action<string> log)
    {
        Folder = DataFolder.Take(configuration.DataFolder);
        try
        {
            Certificate = new ServedCertificate(configuration.Certificate ?? Folder.OwnCertificate(clock), fault => log($"warning: {fault}"));
            _ = Certificate.Current;
            Issuer = configuration.Issuer is { } issuer ? IssuerSignIn.Of(issuer, clock, fault => log($"warning: {fault}")) : null;
            _hook = Hook.Of(configuration.Provisioning, clock);
            (_store, Clock) = Open(configuration, Folder, clock);
        }
        catch
        {
            Folder.Dispose();
            throw;
        }
        _accessLog = new LogFile(configuration.LogFolder ?? Folder.In("logs"), new AccessLog(), configuration.LogDays, clock);
        Trace = new RequestTrace(configuration.Node, _accessLog, clock);
        clock = Clock;
        Database = new MoveDatabase(_store, new EventFeed(clock), clock);
        Secrets = new ProtectedSecrets(configuration.Keys ?? Folder.Keys);
        Stores = new StoreDirectory(configuration.Targets);
        Engine = new LedgeredEngine(Folder.Ledgers, clock);
        var probe = new EndpointProbe(clock, configuration.NameServers);
        var admission = new Admission(Secrets, Stores);
        var mailboxes = new TargetMailboxes(_hook, Database, configuration.Node);
        var ends = new EndsOfMoves(Stores, Database, Secrets, mailboxes);
        Workers = new WorkerPool(new WorkParts(Database, ends, Engine, clock, configuration.Node, crash => log($"error: {crash}")) { StuckAfter = configuration.StuckAfter }, configuration.Workers);
        Watches = new SourceWatches(Database, new ImapMailboxWatcher(ends.Password), Workers.Wake, configuration.Node, clock, crash => log($"error: {crash}"));
        Endpoints = new MigrationEndpoints(Database, probe, Secrets);
        Tests = new EndpointTests(Database, probe, Secrets);
        Batches = new MigrationBatches(Database, admission);
        Users = new MigrationUsers(Database);
        Requests = new MoveRequests(Database, Secrets, Stores);
        Configuration = new MigrationConfiguration(Database, configuration.Workers, () => Workers.Running, configuration.Node);
        Access = new ServiceAccess(Database, clock);
        Health = new ServiceHealth(configuration.Node, Workers, Database, Secrets, clock,
            new HealthSenses(() => new DriveInfo(Folder.Path).AvailableFreeSpace, () => Certificate.Current.Certificate.NotAfter.ToUniversalTime()));
        Monitoring = new MonitoringPlaces(configuration.Node, () => Health.Check(StaleQueue), new ServiceMetrics(Database, Workers, Watches, _accessLog), configuration.MetricsReaders, clock);
    }

    /// <summary>The clock of schedules, leases and reports: the database's where nodes share one.</summary>
    public TimeProvider Clock { get; }

    public DataFolder Folder { get; }

    /// <summary>Names requests and writes them down.</summary>
    public RequestTrace Trace { get; }

    public ServedCertificate Certificate { get; }

    public MoveDatabase Database { get; }

    public ProtectedSecrets Secrets { get; }

    public StoreDirectory Stores { get; }

    public LedgeredEngine Engine { get; }

    public WorkerPool Workers { get; }

    public SourceWatches Watches { get; }

    public MigrationEndpoints Endpoints { get; }

    public EndpointTests Tests { get; }

    public MigrationBatches Batches { get; }

    public MigrationUsers Users { get; }

    public MoveRequests Requests { get; }

    public MigrationConfiguration Configuration { get; }

    public ServiceAccess Access { get; }

    /// <summary>Sign-in by tokens of an issuer; null where none is configured.</summary>
    public IssuerSignIn? Issuer { get; }

    public ServiceHealth Health { get; }

    public MonitoringPlaces Monitoring { get; }

    private static (IMoveStore Store, TimeProvider Clock) Open(ServiceConfiguration configuration, DataFolder folder, TimeProvider clock)
    {
        if (configuration.Database is not { } settings) return (SqliteMoveStore.Open(folder.Database, clock), clock);
        var store = PostgresMoveStore.Open(settings, configuration.Node, clock);
        return (store, store.Clock);
    }

    /// <summary>Ends when every line of the access log so far is on its way to the disk.</summary>
    public Task FlushAsync() => _accessLog.FlushAsync();

    public async ValueTask DisposeAsync()
    {
        Watches.Dispose();
        Workers.Dispose();
        Access.Dispose();
        _store.Dispose();
        (_hook as IDisposable)?.Dispose();
        await _accessLog.DisposeAsync().ConfigureAwait(false);
        Folder.Dispose();
    }
}
