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
    public void A_test_says_what_it_did_not_try()
    {
        _desk.Probe.Untried = "The password of mig was not tried.";
        _desk.NewEndpoint();

        Assert.Equal("All that was looked at works. The password of mig was not tried.", _desk.Endpoints.Get("source").LastTest!.Message);
        Assert.Equal("All that was looked at works. The password of mig was not tried.", _desk.Endpoints.Test("source", CancellationToken.None).Message);
    }

    [Fact]
    public void A_mailbox_to_test_with_is_a_login_at_an_imap_server_and_an_address_at_a_proxy()
    {
        var imap = new NewMigrationEndpoint { Name = "imap", EndpointType = EndpointType.IMAP, RemoteServer = "imap.example", Credentials = new EndpointCredentials("mig", "p"), TestMailbox = " anna " };
        _desk.Endpoints.New(imap, Desk.Operator, CancellationToken.None);

        Assert.Equal("anna", _desk.Probe.Last!.TestMailbox);
        Refused(imap with { TestMailbox = "an\nna" });
        Refused(imap with { Credentials = null });
        Refused(imap with { EndpointType = EndpointType.ExchangeRemoteMove });

        void Refused(NewMigrationEndpoint wanted) =>
            Assert.Equal("testMailbox", Assert.Single(Assert.Throws<InputException>(() => _desk.Endpoints.New(wanted with { Name = "x" }, Desk.Operator, CancellationToken.None)).Errors).Field);
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
    public void A_stored_password_goes_to_no_other_host_and_through_no_weaker_protection()
    {
        _desk.NewEndpoint();

        foreach (var change in (MigrationEndpointChanges[])[new() { RemoteServer = "elsewhere.example" }, new() { Port = 8443 }])
        {
            var refused = Assert.Throws<InputException>(() => _desk.Endpoints.Set("source", change, null, Desk.Operator, CancellationToken.None));
            Assert.Equal("credentials", Assert.Single(refused.Errors).Field);
        }
        var changed = _desk.Endpoints.Set("source", new MigrationEndpointChanges { RemoteServer = "elsewhere.example", Credentials = new EndpointCredentials("u", "p") }, null, Desk.Operator, CancellationToken.None);

        Assert.Equal("elsewhere.example", changed.RemoteServer);
    }

    [Fact]
    public void Passwords_of_mailboxes_go_to_no_other_host_either()
    {
        _desk.Endpoints.New(new NewMigrationEndpoint { Name = "imap", EndpointType = EndpointType.IMAP, RemoteServer = "imap.example" }, Desk.Operator, CancellationToken.None);
        _desk.Batches.New(new NewMigrationBatch { Name = "b", SourceEndpoint = "imap", CsvData = "EmailAddress,Password\na@old.example,secret\n" }, Desk.Operator);

        var refused = Assert.Throws<FaultException>(() => _desk.Endpoints.Set("imap", new MigrationEndpointChanges { RemoteServer = "elsewhere.example" }, null, Desk.Operator, CancellationToken.None));

        Assert.Equal("GW4009", refused.Fault.Code);
    }

    [Fact]
    public void A_device_is_no_file_of_authorities()
    {
        var refused = Assert.Throws<InputException>(() => _desk.Endpoints.New(new NewMigrationEndpoint { Name = "x", RemoteServer = "p.example", Credentials = new EndpointCredentials("u", "p"), CertificateAuthorities = "/dev/zero" }, Desk.Operator, CancellationToken.None));

        Assert.Equal("certificateAuthorities", Assert.Single(refused.Errors).Field);
    }

    [Fact]
    public void A_test_that_was_cut_short_leaves_no_trace()
    {
        _desk.NewEndpoint();
        _desk.Probe.Failure = new Fault(ConnectorFaults.TimedOut, Side.Network, "no result in time");
        var before = _desk.Endpoints.Get("source");
        using var cut = new CancellationTokenSource();
        cut.Cancel();

        Assert.Throws<OperationCanceledException>(() => _desk.Endpoints.Test("source", cut.Token));

        Assert.Equal((before.FailingSince, before.LastTest!.At), (_desk.Endpoints.Get("source").FailingSince, _desk.Endpoints.Get("source").LastTest!.At));
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        var refused = Assert.Throws<InputException>(() => _desk.Endpoints.New(new NewMigrationEndpoint { Name = "", RemoteServer = "https://x/", MaxConcurrentMigrations = 0, Path = "EWS" }, Desk.Operator, CancellationToken.None));

        Assert.Equal(["credentials", "maxConcurrentMigrations", "name", "path", "remoteServer"], refused.Errors.Select(static error => error.Field!).Distinct().Order(StringComparer.Ordinal));
    }
}
