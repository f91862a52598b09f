namespace Godwit.Moves.Tests.Support;

/// <summary>The service without network, engine and threads: real records, a clock that stands still, workers that do what a test tells them.</summary>
internal sealed class Desk : IDisposable
{
    private readonly TestRecords _records = new();
    private IMoveStore _store;

    public Desk()
    {
        _store = _records.Open(Clock);
        Wire();
    }

    public static readonly Command Operator = new("tester");

    public FakeClock Clock { get; } = new();

    public FakeEnds Ends { get; set; } = new();

    public FakeProbe Probe { get; } = new();

    /// <summary>Everything that is stored, as whoever steals it finds it.</summary>
    public byte[] Stored => _records.Dump();

    /// <summary>The records themselves.</summary>
    public IMoveStore Store => _store;

    public MoveDatabase Database { get; private set; } = null!;

    public MigrationEndpoints Endpoints { get; private set; } = null!;

    public MigrationBatches Batches { get; private set; } = null!;

    public MigrationUsers Users { get; private set; } = null!;

    public MoveRequests Requests { get; private set; } = null!;

    public MigrationConfiguration Configuration { get; private set; } = null!;

    /// <summary>Closes the records and opens them again, as a restart does.</summary>
    public void Restart()
    {
        _store.Dispose();
        _store = _records.Open(Clock);
        Wire();
    }

    public MigrationEndpoint NewEndpoint(string name = "source", int? migrations = null, int? incrementals = null) => Endpoints.New(new NewMigrationEndpoint
    {
        Name = name, EndpointType = EndpointType.ExchangeRemoteMove, RemoteServer = "proxy.example", Credentials = new EndpointCredentials("CONTOSO\\mig", FakeSecrets.Canary),
        MaxConcurrentMigrations = migrations, MaxConcurrentIncrementalSyncs = incrementals,
    }, Operator, CancellationToken.None);

    public MigrationBatch NewBatch(string name, int users, Func<NewMigrationBatch, NewMigrationBatch>? with = null)
    {
        var batch = new NewMigrationBatch { Name = name, SourceEndpoint = "source", AutoStart = true, Users = [.. Enumerable.Range(1, users).Select(number => string.Create(CultureInfo.InvariantCulture, $"{name}{number}@old.example"))] };
        return Batches.New(with is null ? batch : with(batch), Operator);
    }

    /// <summary>The state of a user.</summary>
    public MigrationUserStatus StatusOf(string address) => Users.Get(address, null).Status;

    /// <summary>Claims as a node does.</summary>
    public MoveQueue Queue(string node = "node") => new(Database, node);

    /// <summary>Claims all that is due and does it with this outcome, until nothing is due.</summary>
    public void Work(Func<ClaimedMove, FakeSync>? syncs = null)
    {
        var parts = new WorkParts(Database, Ends, new FakeEngine(syncs ?? (static _ => new FakeSync())), Clock, "node", static crash => Assert.Fail(crash.ToString()));
        for (var round = 0; round < 1000; round++)
        {
            var claims = Queue().Claim(50);
            if (claims.Count == 0) return;
            foreach (var claim in claims)
            {
                ((FakeEngine)parts.Engine).Next = claim;
                using var work = new MoveWork(claim, parts);
                work.Run();
            }
        }
        Assert.Fail("The work did not come to an end.");
    }

    public void Dispose()
    {
        _store.Dispose();
        _records.Dispose();
    }

    private void Wire()
    {
        var (secrets, stores) = (new FakeSecrets(), new FakeStores());
        Database = new MoveDatabase(_store, new EventFeed(Clock), Clock);
        Endpoints = new MigrationEndpoints(Database, Probe, secrets);
        Batches = new MigrationBatches(Database, new Admission(secrets, stores));
        Users = new MigrationUsers(Database);
        Requests = new MoveRequests(Database, secrets, stores);
        Configuration = new MigrationConfiguration(Database, 100, static () => 0, "node");
    }
}
