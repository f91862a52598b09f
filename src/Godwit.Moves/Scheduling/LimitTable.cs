namespace Godwit.Moves;

/// <summary>Every limit and how much of it is used, as of one transaction.</summary>
internal sealed class LimitTable
{
    private readonly Dictionary<string, int> _inUse;
    private readonly Dictionary<string, int> _most = [];

    public LimitTable(IRecords records)
    {
        _inUse = records.Slots.InUse().ToDictionary();
        _most[SlotScopes.Organisation] = records.Limits.MaxMigrations;
        _most[SlotScopes.Checks] = SlotScopes.MostChecks;
        Endpoints = records.Endpoints.All();
        foreach (var endpoint in Endpoints)
        {
            _most[SlotScopes.ChecksOf(endpoint.Id)] = Math.Min(SlotScopes.MostChecksOfEndpoint, endpoint.Order.MaxMigrations);
            _most[SlotScopes.Migrations(endpoint.Id)] = endpoint.Order.MaxMigrations;
            _most[SlotScopes.Incrementals(endpoint.Id)] = endpoint.Order.MaxIncrementals;
        }
    }

    /// <summary>All endpoints.</summary>
    public IReadOnlyList<Endpoint> Endpoints { get; }

    /// <summary>How much of a scope is used.</summary>
    public int InUse(string scope) => _inUse.GetValueOrDefault(scope);

    /// <summary>The most of a scope.</summary>
    public int Most(string scope) => _most.GetValueOrDefault(scope, int.MaxValue);

    /// <summary>The scopes without a free slot.</summary>
    public IReadOnlySet<string> Full => _most.Where(limit => InUse(limit.Key) >= limit.Value).Select(static limit => limit.Key).ToHashSet(StringComparer.Ordinal);

    /// <summary>What sentences need.</summary>
    public LimitsInUse ForSentences() => new(Full, Endpoints.ToDictionary(static endpoint => endpoint.Id, static endpoint => endpoint.Order.Name));

    /// <summary>Takes a slot of each scope when all have one; else takes none.</summary>
    public bool TryTake(IReadOnlyList<string> scopes)
    {
        if (scopes.Any(scope => InUse(scope) >= Most(scope))) return false;
        foreach (var scope in scopes) _inUse[scope] = InUse(scope) + 1;
        return true;
    }
}
