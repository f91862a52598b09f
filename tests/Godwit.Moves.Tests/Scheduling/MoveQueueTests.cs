using Godwit.Moves.Tests.Support;

namespace Godwit.Moves.Tests.Scheduling;

public sealed class MoveQueueTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void An_endpoint_never_has_more_migrations_than_it_may()
    {
        _desk.NewEndpoint(migrations: 3);
        _desk.NewBatch("b", 10);
        Validate();

        var first = _desk.Queue("one").Claim(50);
        var second = _desk.Queue("two").Claim(50);

        Assert.Equal((3, 0), (first.Count, second.Count));
        Assert.Equal(WaitReason.EndpointSlot, _desk.Users.Get("b9@old.example", null).WaitsFor.Reason);
        Assert.True(_desk.Configuration.Limits().Single(static limit => limit is { Name: "MaxConcurrentMigrations", Scope: "source" }).Binds);
        _desk.Endpoints.Set("source", new MigrationEndpointChanges { MaxConcurrentMigrations = 5, MaxConcurrentIncrementalSyncs = 2 }, null, Desk.Operator, CancellationToken.None);
        Assert.Equal(2, _desk.Queue("two").Claim(50).Count);
    }

    [Fact]
    public void The_organisation_s_cap_holds_over_all_endpoints()
    {
        _desk.NewEndpoint();
        _desk.NewEndpoint("other");
        _desk.Configuration.Set(new MigrationConfigChanges(MaxConcurrentMigrations: 4), null, Desk.Operator);
        _desk.NewBatch("a", 5);
        _desk.NewBatch("b", 5, static batch => batch with { SourceEndpoint = "other" });
        Validate();

        Assert.Equal(4, _desk.Queue().Claim(50).Count);
        Assert.Equal(WaitReason.OrganisationSlot, _desk.Users.List(null, MigrationUserStatus.Queued, null, null, Paging.First).Items[0].WaitsFor.Reason);
    }

    [Fact]
    public void A_full_endpoint_does_not_hold_up_another_one()
    {
        _desk.NewEndpoint(migrations: 1);
        _desk.NewEndpoint("other");
        _desk.NewBatch("a", 5);
        _desk.NewBatch("b", 2, static batch => batch with { SourceEndpoint = "other" });
        Validate();

        Assert.Equal(["a1", "b1", "b2"], _desk.Queue().Claim(50).Select(static claim => claim.Order.Address.Split('@')[0]).Order());
    }

    [Fact]
    public void The_more_urgent_goes_first_and_nobody_waits_for_ever()
    {
        _desk.NewEndpoint(migrations: 1);
        _desk.NewBatch("lowest", 1, static batch => batch with { Priority = MovePriority.Lowest });
        Validate();
        _desk.Clock.Advance(TimeSpan.FromMinutes(1));
        _desk.NewBatch("highest", 1, static batch => batch with { Priority = MovePriority.Highest });
        Validate();
        Assert.Equal("highest1@old.example", Assert.Single(_desk.Queue().Claim(1)).Order.Address);
        _desk.Queue().ReleaseAbandoned(deadOwners: true);

        _desk.Clock.Advance(MoveTimetable.PriorityWeight * 7);
        _desk.NewBatch("late", 1, static batch => batch with { Priority = MovePriority.Highest });
        Validate();

        var order = Enumerable.Range(0, 3).Select(_ => { var claim = Assert.Single(_desk.Queue().Claim(1)); _desk.Users.Stop(claim.Order.Address, null, Desk.Operator); _desk.Queue().ReleaseAbandoned(deadOwners: true); return claim.Order.Address; }).ToList();
        Assert.True(order.IndexOf("lowest1@old.example") < order.IndexOf("late1@old.example"));
    }

    [Fact]
    public void A_claim_that_nobody_renews_is_given_back_after_the_lease_and_its_landing()
    {
        _desk.NewEndpoint();
        _desk.NewBatch("b", 1);
        Validate();
        var dead = Assert.Single(_desk.Queue("dead").Claim(1));

        _desk.Clock.Advance(MoveQueue.Lease + MoveQueue.Landing - TimeSpan.FromSeconds(1));
        Assert.Equal(0, _desk.Queue("alive").ReleaseAbandoned(deadOwners: false));
        _desk.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1, _desk.Queue("alive").ReleaseAbandoned(deadOwners: false));

        var taken = Assert.Single(_desk.Queue("alive").Claim(1));
        Assert.True(taken.Epoch > dead.Epoch);
        Assert.False(_desk.Database.Change(session => session.Records.Moves.Renew(dead.Id, dead.Epoch, session.Now, MoveCounts.None)));
        Assert.Empty(_desk.Queue("alive").Claim(1));
    }

    /// <summary>A machine whose clock was ahead when it started, until somebody put it right.</summary>
    [Fact]
    public void What_is_asked_for_after_the_clock_was_set_back_is_done_at_once()
    {
        _desk.NewEndpoint();
        _desk.NewBatch("b", 2);
        _desk.Work(static claim => claim.Order.Address == "b2@old.example" ? new FakeSync { Failure = new Fault(ConnectorFaults.ConnectionLost, Side.Network, "not yet") } : new FakeSync());
        _desk.Clock.SetWallClock(_desk.Clock.GetUtcNow().AddHours(-3));

        _desk.Users.SyncNow("b1@old.example", null, Desk.Operator);
        _desk.Users.Start("b2@old.example", null, Desk.Operator);
        _desk.Work();
        Assert.Equal((MigrationUserStatus.IncrementalSynced, MigrationUserStatus.Synced), (_desk.StatusOf("b1@old.example"), _desk.StatusOf("b2@old.example")));
        _desk.Batches.Complete("b", new CompletionOrder(), Desk.Operator);
        _desk.Work();

        Assert.Equal(MigrationBatchStatus.Completed, _desk.Batches.Get("b").Status);
    }

    [Fact]
    public void The_dead_worker_s_last_commit_changes_nothing()
    {
        _desk.NewEndpoint();
        _desk.NewBatch("b", 1);
        Validate();
        var dead = Assert.Single(_desk.Queue("dead").Claim(1));
        _desk.Queue("alive").ReleaseAbandoned(deadOwners: true);
        _desk.Queue("alive").Claim(1);

        using (var work = new MoveWork(dead, new WorkParts(_desk.Database, new FakeEnds(), new FakeEngine(static _ => new FakeSync()) { Next = dead }, _desk.Clock, "dead", static crash => Assert.Fail(crash.ToString())))) work.Run();

        Assert.Equal(MigrationUserStatus.Provisioning, _desk.StatusOf("b1@old.example"));
        Assert.Equal(0, _desk.Requests.Statistics("b1@old.example", false).ItemsTransferred);
    }

    [Fact]
    public void Claims_survive_a_restart_and_are_given_back_by_the_next_process()
    {
        _desk.NewEndpoint();
        _desk.NewBatch("b", 3);
        Validate();
        _desk.Queue().Claim(3);

        _desk.Restart();
        Assert.Equal(3, _desk.Queue().ReleaseAbandoned(deadOwners: true));
        _desk.Work();

        Assert.Equal(3, _desk.Batches.Get("b").SyncedCount);
        Assert.All(_desk.Configuration.Limits(), static limit => Assert.True(limit.Name == "MaxNumberOfBatches" || limit.InUse == 0));
    }

    private void Validate()
    {
        foreach (var id in _desk.Users.List(null, MigrationUserStatus.Validating, null, null, Paging.First).Items.Select(static user => user.Guid))
        {
            _desk.Database.Change(session =>
            {
                var move = session.Records.Moves.Find(id)!;
                return session.Save(move with { Standing = move.Standing.After(MoveEvent.Validated, session.Now) });
            });
        }
    }
}
