namespace Godwit.Moves;

/// <summary>The organisation: its limits and what it has done in all.</summary>
/// <param name="database">The records.</param>
/// <param name="workers">The most workers of this node.</param>
/// <param name="workersInUse">How many of them work.</param>
/// <param name="node">This node's name.</param>
public sealed class MigrationConfiguration(MoveDatabase database, int workers, Func<int> workersInUse, string node)
{
    private static readonly string[] Features = ["MultiBatch", "Endpoints"];

    /// <summary>The limits of the organisation.</summary>
    public MigrationConfig Get() => database.Read(Show);

    /// <summary>Changes them.</summary>
    public MigrationConfig Set(MigrationConfigChanges changes, string? ifMatch, Command command)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentNullException.ThrowIfNull(command);
        return database.Change(session =>
        {
            var (limits, check) = (session.Records.Limits, new InputCheck());
            ETags.Check(limits.Version, ifMatch);
            var changed = new OrganisationLimits(
                check.Number("maxNumberOfBatches", changes.MaxNumberOfBatches, limits.MaxBatches, 1, 100_000), check.Number("maxConcurrentMigrations", changes.MaxConcurrentMigrations, limits.MaxMigrations, 1, 1000), limits.Version + 1);
            check.ThrowIfAny();
            session.Records.Limits = changed;
            return Show(session);
        }, command);
    }

    /// <summary>Every limit, how much of it is used, and which one binds now.</summary>
    public IReadOnlyList<EffectiveLimit> Limits() => database.Read(session =>
    {
        var (table, limits) = (new LimitTable(session.Records), session.Records.Limits);
        var origin = limits.Version == 0 ? "default" : "set";
        var list = new List<EffectiveLimit> { Limit(session, "MaxConcurrentMigrations", "Organisation", SlotScopes.Organisation, table, origin) };
        foreach (var endpoint in table.Endpoints)
        {
            list.Add(Limit(session, "MaxConcurrentMigrations", endpoint.Order.Name, SlotScopes.Migrations(endpoint.Id), table, endpoint.Order.MaxMigrations == EndpointOrder.DefaultMaxMigrations ? "default" : "set"));
            list.Add(Limit(session, "MaxConcurrentIncrementalSyncs", endpoint.Order.Name, SlotScopes.Incrementals(endpoint.Id), table, endpoint.Order.MaxIncrementals == EndpointOrder.DefaultMaxIncrementals ? "default" : "set"));
        }
        var batches = session.Records.Batches.Count();
        list.Add(new EffectiveLimit("MaxNumberOfBatches", "Organisation", limits.MaxBatches, batches, 0, batches >= limits.MaxBatches, origin));
        var busy = workersInUse();
        list.Add(new EffectiveLimit("Workers", node, workers, busy, 0, busy >= workers, "workers"));
        return list;
    });

    /// <summary>All users of all batches.</summary>
    public MigrationStatistics Statistics() => database.Read(static session =>
    {
        var all = session.Records.Moves.Counts(null).Where(static counts => counts.Key != Guid.Empty).Select(static counts => counts.Value).ToList();
        int Sum(Func<UserCounts, int> of) => all.Sum(of);
        return new MigrationStatistics(
            Sum(static c => c.Total), Sum(static c => c.ActiveCount), Sum(static c => c.ValidatingCount), Sum(static c => c.PendingCount), Sum(static c => c.SyncedCount), Sum(static c => c.FinalizedCount),
            Sum(static c => c.StoppedCount), Sum(static c => c.FailedCount), Sum(static c => c.RemovingCount), all.Sum(static c => c.Items), all.Sum(static c => c.Bytes), all.Sum(static c => c.BytesPerMinute));
    });

    private static EffectiveLimit Limit(MoveSession session, string name, string scope, string key, LimitTable table, string origin)
    {
        var waiting = session.Records.Moves.Waiting(key, session.Now);
        return new EffectiveLimit(name, scope, table.Most(key), table.InUse(key), waiting, waiting > 0 && table.InUse(key) >= table.Most(key), origin);
    }

    private static MigrationConfig Show(MoveSession session)
    {
        var limits = session.Records.Limits;
        return new MigrationConfig("", limits.MaxBatches, limits.MaxMigrations, Features, session.Records.Batches.Count() < limits.MaxBatches, false, ETags.Of(limits.Version));
    }
}
