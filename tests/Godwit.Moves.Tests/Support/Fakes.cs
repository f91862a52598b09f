using Godwit.Connectors.Memory;

namespace Godwit.Moves.Tests.Support;

/// <summary>Turns secrets around, so that one that was stored in clear is found.</summary>
internal sealed class FakeSecrets : ISecretProtector
{
    public const string Canary = "kanarienvogel-4711";

    public string Protect(string secret) => "*" + new string([.. secret.Reverse()]);

    public string Unprotect(string protectedSecret) => new([.. protectedSecret[1..].Reverse()]);
}

/// <summary>Two stores; "main" has every address of new.example and old.example.</summary>
internal sealed class FakeStores : IStoreDirectory
{
    public IReadOnlyList<string> Names => ["main", "archive"];

    public IReadOnlyList<TargetStore> All => [.. Names.Select(static name => new TargetStore(name, "maildir", "/srv", null))];

    public bool Has(string name) => Names.Contains(name);

    public string? PlaceOf(string address, string? store) => (store is null || Has(store)) && address.EndsWith(".example", StringComparison.Ordinal) ? $"{store ?? "main"} {address.ToLowerInvariant()}" : null;
}

/// <summary>Answers tests as it is told.</summary>
internal sealed class FakeProbe : IEndpointProbe
{
    public Fault? Failure { get; set; }

    public IReadOnlyList<string> Addresses { get; set; } = ["192.0.2.1"];

    public string? Untried { get; set; }

    public int Tests { get; private set; }

    public EndpointOrder? Last { get; private set; }

    public ProbeOutcome Test(EndpointOrder endpoint, string? password, CancellationToken cancellation)
    {
        Tests++;
        Last = endpoint;
        return new ProbeOutcome([new AvailabilityStep("Tcp", Failure is null, Failure?.Told ?? "ok", 1)], Failure, Addresses, "AB", new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)) { Untried = Untried };
    }

    public DiscoveredHost Discover(string address, EndpointCredentials? credentials, string? authorities, CancellationToken cancellation) => new("found.example", 443, "/EWS/mrsproxy.svc");
}

/// <summary>Mailboxes in memory; empty ones unless a test says otherwise.</summary>
internal sealed class FakeEnds : IMoveEnds
{
    public Func<ClaimedMove, MemoryMailbox> Source { get; init; } = static claim => new MemoryMailbox(claim.Order.Address);

    public Func<ClaimedMove, MemoryMailbox> Target { get; init; } = static claim => new MemoryMailbox(claim.Order.TargetAddress + "-target");

    public MoveEnds Of(ClaimedMove claim) => new(_ => new LateConnector("source", () => Source(claim)), new LateConnector("target", () => Target(claim)));

    public void Provision(ClaimedMove claim, MoveEnds ends, CancellationToken cancellation)
    {
    }

    public TargetSight Look(ClaimedMove claim, MoveEnds ends, CancellationToken cancellation)
    {
        using var lane = ends.Target.OpenTarget(cancellation);
        return TargetSight.Of(lane, cancellation);
    }

    /// <summary>A connector whose mailbox is looked up when it is opened: that is when real ones refuse.</summary>
    private sealed class LateConnector(string side, Func<MemoryMailbox> mailbox) : IMailboxConnector
    {
        public string Identity { get { try { return mailbox().Name; } catch (FaultException) { return side; } } }

        public IMailboxSource OpenSource(CancellationToken cancellation) => new MemoryConnector(mailbox()).OpenSource(cancellation);

        public IMailboxTarget OpenTarget(CancellationToken cancellation) => new MemoryConnector(mailbox()).OpenTarget(cancellation);
    }
}

/// <summary>Gives the syncs that a test wants.</summary>
internal sealed class FakeEngine(Func<ClaimedMove, FakeSync> syncs) : ISyncEngine
{
    public ClaimedMove? Next { get; set; }

    public IRunningSync Sync(Guid move, MoveEnds ends, MoveSettings settings) => syncs(Next!) with { Settings = settings };

    public void Forget(Guid move)
    {
    }
}

/// <summary>A sync that ends as it is told.</summary>
internal sealed record FakeSync : IRunningSync
{
    public MoveResult Result { get; init; } = new() { ItemsCopied = 3, BytesCopied = 300 };

    public Fault? Failure { get; init; }

    public Action? Meanwhile { get; init; }

    public MoveSettings Settings { get; init; } = new();

    public MoveProgress? Progress { get; init; }

    public MoveResult SoFar => Failure is null ? Result : Result with { ItemsCopied = 0, BytesCopied = 0 };

    public MoveResult Run(CancellationToken cancellation)
    {
        Meanwhile?.Invoke();
        return Failure is null ? Result : throw new FaultException(Failure);
    }
}

/// <summary>Records that other nodes use too, and that stop answering when a test says so.</summary>
internal sealed class HangingStore(IMoveStore inner) : IMoveStore
{
    private readonly ManualResetEventSlim _answers = new(true);

    public bool IsShared => true;

    public void Hang() => _answers.Reset();

    public void GoOn() => _answers.Set();

    public T Read<T>(Func<IRecords, T> read)
    {
        _answers.Wait();
        return inner.Read(read);
    }

    public T Change<T>(Func<IRecords, T> change, bool keep)
    {
        _answers.Wait();
        return inner.Change(change, keep);
    }

    /// <summary>The records stay open: they are somebody else's.</summary>
    public void Dispose() => GoOn();
}
