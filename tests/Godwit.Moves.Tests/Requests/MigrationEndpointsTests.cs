using Godwit.Moves.Tests.Support;

namespace Godwit.Moves.Tests.Requests;

public sealed class MigrationEndpointsTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_failed_test_blocks_creation_unless_it_is_skipped()
    {
        _desk.Probe.Failure = new Fault(ConnectorFaults.ConnectionRefused, Side.Network, "port 443 refuses connections");

        Assert.Equal("GW1002", Assert.Throws<FaultException>(() => _desk.NewEndpoint()).Fault.Code);
        var made = _desk.Endpoints.New(new NewMigrationEndpoint { Name = "later", RemoteServer = "p.example", Credentials = new EndpointCredentials("u", "p"), SkipVerification = true }, Desk.Operator, CancellationToken.None);

        Assert.Equal((20, 10, 443), (made.MaxConcurrentMigrations, made.MaxConcurrentIncrementalSyncs, made.Port));
        Assert.Null(made.LastTest);
    }

    [Fact]
    public void One_that_is_used_is_not_removed_and_says_by_whom()
    {
        _desk.NewEndpoint();
        _desk.NewBatch("tuesday", 1);

        var refusal = Assert.Throws<FaultException>(() => _desk.Endpoints.Remove("source", null, Desk.Operator)).Fault;
        Assert.Equal("GW4009", refusal.Code);
        Assert.Contains("'tuesday'", refusal.Told, StringComparison.Ordinal);
        _desk.Batches.Remove("tuesday", null, Desk.Operator);
        _desk.Endpoints.Remove("source", null, Desk.Operator);

        Assert.Empty(_desk.Endpoints.List(null, Paging.First).Items);
    }

    [Fact]
    public void A_test_tells_what_has_changed_since_the_last_good_one()
    {
        _desk.NewEndpoint();
        _desk.Probe.Addresses = ["192.0.2.7"];
        _desk.Probe.Failure = new Fault(ConnectorFaults.TimedOut, Side.Network, "no answer");

        var test = _desk.Endpoints.Test("source", CancellationToken.None);

        var endpoint = _desk.Endpoints.Get("source");
        Assert.Equal((TestResult.Failed, "GW1003"), (test.Result, test.ErrorDetail!.Code));
        Assert.Contains("192.0.2.1", Assert.Single(endpoint.LastTest!.Changes), StringComparison.Ordinal);
        Assert.Equal(_desk.Clock.GetUtcNow(), endpoint.FailingSince);
    }

    [Fact]
    public void A_change_of_limits_alone_needs_no_test()
    {
        _desk.NewEndpoint();
        var before = _desk.Probe.Tests;

        _desk.Endpoints.Set("source", new MigrationEndpointChanges { MaxConcurrentMigrations = 30 }, null, Desk.Operator, CancellationToken.None);
        Assert.Equal(before, _desk.Probe.Tests);
        Assert.Throws<InputException>(() => _desk.Endpoints.Set("source", new MigrationEndpointChanges { MaxConcurrentIncrementalSyncs = 31 }, null, Desk.Operator, CancellationToken.None));
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        var refused = Assert.Throws<InputException>(() => _desk.Endpoints.New(new NewMigrationEndpoint { Name = "", RemoteServer = "https://x/", MaxConcurrentMigrations = 0, Path = "EWS" }, Desk.Operator, CancellationToken.None));

        Assert.Equal(["credentials", "maxConcurrentMigrations", "name", "path", "remoteServer"], refused.Errors.Select(static error => error.Field!).Distinct().Order(StringComparer.Ordinal));
    }
}
