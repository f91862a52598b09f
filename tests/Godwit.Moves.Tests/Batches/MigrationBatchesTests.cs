using Godwit.Moves.Tests.Support;

namespace Godwit.Moves.Tests.Batches;

public sealed class MigrationBatchesTests : IDisposable
{
    private readonly Desk _desk = new();

    public MigrationBatchesTests() => _desk.NewEndpoint();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_batch_goes_from_created_to_completed()
    {
        var made = _desk.NewBatch("tuesday", 2, static batch => batch with { AutoStart = false });
        Assert.Equal((MigrationBatchStatus.Created, 2), (made.Status, made.TotalCount));

        _desk.Work();
        Assert.Equal(MigrationUserStatus.Queued, _desk.StatusOf("tuesday1@old.example"));
        Assert.Equal(WaitReason.Start, _desk.Users.Get("tuesday1@old.example", null).WaitsFor.Reason);
        _desk.Batches.Start("TUESDAY", Desk.Operator);
        _desk.Work();
        Assert.Equal(MigrationBatchStatus.Synced, _desk.Batches.Get("tuesday").Status);
        _desk.Batches.Complete("tuesday", new CompletionOrder(), Desk.Operator);
        _desk.Work();

        var done = _desk.Batches.Get("tuesday");
        Assert.Equal((MigrationBatchStatus.Completed, 2, 12L), (done.Status, done.FinalizedCount, done.ItemsTransferred));
        Assert.NotNull(done.FinalizedDateTime);
    }

    [Fact]
    public void Nothing_is_copied_before_its_start_time_and_completed_before_its_completion_time()
    {
        var start = _desk.Clock.GetUtcNow().AddHours(1);
        _desk.NewBatch("night", 1, batch => batch with { StartAfter = start.ToString("O", CultureInfo.InvariantCulture), CompleteAfter = start.AddHours(2).ToString("O", CultureInfo.InvariantCulture) });

        _desk.Work();
        Assert.Equal(MigrationBatchStatus.Waiting, _desk.Batches.Get("night").Status);
        _desk.Clock.Advance(TimeSpan.FromMinutes(61));
        _desk.Work();
        Assert.Equal(MigrationUserStatus.Synced, _desk.StatusOf("night1@old.example"));
        _desk.Clock.Advance(TimeSpan.FromHours(2));
        _desk.Work();

        Assert.Equal(MigrationUserStatus.Completed, _desk.StatusOf("night1@old.example"));
    }

    [Fact]
    public void Users_are_synced_again_every_day()
    {
        _desk.NewBatch("daily", 1);
        _desk.Work();
        _desk.Clock.Advance(TimeSpan.FromHours(23));
        _desk.Work();
        Assert.Equal(MigrationUserStatus.Synced, _desk.StatusOf("daily1@old.example"));

        _desk.Clock.Advance(TimeSpan.FromHours(1));
        _desk.Work();

        Assert.Equal(MigrationUserStatus.IncrementalSynced, _desk.StatusOf("daily1@old.example"));
    }

    [Fact]
    public void A_batch_is_made_whole_or_not_at_all()
    {
        _desk.NewBatch("first", 2);

        var refused = Assert.Throws<InputException>(() => _desk.Batches.New(new NewMigrationBatch
        {
            Name = "second", SourceEndpoint = "source", CsvData = "EmailAddress,TargetDatabase\nfirst1@old.example,\nnew@old.example,nowhere\nok@old.example,main\n",
        }, Desk.Operator));

        Assert.Equal([("GW4008", 2), ("GW4011", 3)], refused.Errors.Select(static error => (error.Code, error.Line!.Value)));
        Assert.Equal("GW4001", Assert.Throws<FaultException>(() => _desk.Batches.Get("second")).Fault.Code);
    }

    [Fact]
    public void Two_mailboxes_are_not_moved_into_one()
    {
        var refused = Assert.Throws<InputException>(() => _desk.Batches.New(new NewMigrationBatch
        {
            Name = "both", SourceEndpoint = "source", CsvData = "EmailAddress,TargetAddress,TargetDatabase\na@old.example,c@new.example,\nb@old.example,C@new.example,\nc@new.example,,\nd@old.example,c@new.example,archive\n",
        }, Desk.Operator));

        Assert.Equal([("GW4008", 3, "TargetAddress"), ("GW4008", 4, "EmailAddress")], refused.Errors.Select(static error => (error.Code, error.Line!.Value, error.Column!)));
        Assert.Contains("a@old.example (line 2)", refused.Errors[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mailbox_that_another_batch_or_request_is_moved_into_takes_no_other()
    {
        _desk.NewBatch("first", 0, static batch => batch with { CsvData = "EmailAddress,TargetAddress\na@old.example,c@new.example\n", Users = null });
        NewMigrationBatch Second(string csv) => new() { Name = "second", SourceEndpoint = "source", CsvData = "EmailAddress,TargetAddress,TargetDatabase\n" + csv };

        var refused = Assert.Throws<InputException>(() => _desk.Batches.New(Second("x@old.example,x@new.example,\nb@old.example,c@new.example,main\n"), Desk.Operator));
        Assert.Equal(("GW4008", 3, "TargetAddress"), (Assert.Single(refused.Errors).Code, refused.Errors[0].Line!.Value, refused.Errors[0].Column));
        Assert.Contains("a@old.example in the batch 'first'", refused.Errors[0].Detail, StringComparison.Ordinal);
        var request = new NewMoveRequest { Identity = "b@old.example", SourceEndpoint = "source", TargetAddress = "c@new.example" };
        Assert.Equal("GW4008", Assert.Throws<FaultException>(() => _desk.Requests.New(request, Desk.Operator)).Fault.Code);

        _desk.Requests.New(request with { TargetDatabase = "archive", Suspend = true }, Desk.Operator);
        Assert.Equal("GW4008", Assert.Throws<FaultException>(() => _desk.Requests.Set("b@old.example", new MoveRequestChanges { TargetDatabase = "main" }, null, Desk.Operator)).Fault.Code);
        Assert.Single(Assert.Throws<InputException>(() => _desk.Batches.New(Second("d@old.example,c@new.example,archive\n"), Desk.Operator)).Errors);
        _desk.Batches.Remove("first", null, Desk.Operator);
        Assert.Equal(1, _desk.Batches.New(Second("e@old.example,c@new.example,\n"), Desk.Operator).TotalCount);
    }

    [Fact]
    public void Requests_are_listed_by_their_state_as_they_show_it()
    {
        _desk.NewBatch("synced", 3);
        _desk.NewBatch("failed", 1);
        _desk.Work(static claim => claim.Order.Address == "failed1@old.example" && claim.Step == SyncStep.InitialSync ? new FakeSync { Failure = new Fault(ConnectorFaults.ConnectionLost, Side.Network, "not yet") } : new FakeSync());
        _desk.NewBatch("stopped", 1);
        _desk.Users.Stop("stopped1@old.example", null, Desk.Operator);
        _desk.NewBatch("urgent", 1, static batch => batch with { Priority = MovePriority.High, AutoStart = false });
        var paging = Paging.First;

        foreach (var status in Enum.GetValues<MoveRequestStatus>())
            Assert.Equal(_desk.Requests.List(null, null, null, null, paging).Items.Where(request => request.Status == status).Select(static request => request.Identity), _desk.Requests.List(null, status, null, null, paging).Items.Select(static request => request.Identity));
        Assert.Equal((3, 1, 1, 5), (Total(MoveRequestStatus.Synced), Total(MoveRequestStatus.Retrying), _desk.Requests.List(null, null, true, null, paging).Total, _desk.Requests.List(null, null, false, null, paging).Total));
        Assert.Equal("urgent1@old.example", Assert.Single(_desk.Requests.List(null, null, null, true, paging).Items).Identity);
        long Total(MoveRequestStatus status) => _desk.Requests.List(null, status, null, null, paging).Total;
    }

    [Fact]
    public void An_address_has_one_move_request_until_it_is_removed()
    {
        _desk.NewBatch("tuesday", 1, static batch => batch with { AutoComplete = true });
        var request = new NewMoveRequest { Identity = "tuesday1@old.example", SourceEndpoint = "source" };
        Assert.Equal("GW4008", Assert.Throws<FaultException>(() => _desk.Requests.New(request, Desk.Operator)).Fault.Code);
        _desk.Work();
        Assert.Equal(MigrationUserStatus.Completed, _desk.StatusOf("tuesday1@old.example"));

        var refused = Assert.Throws<FaultException>(() => _desk.Requests.New(request, Desk.Operator)).Fault;
        Assert.Equal("GW4008", refused.Code);
        Assert.Contains("remove it first", refused.Told, StringComparison.Ordinal);
        _desk.Batches.Remove("tuesday", null, Desk.Operator);
        Assert.Equal(MoveRequestStatus.Queued, _desk.Requests.New(request, Desk.Operator).Status);
        Assert.Equal("GW4008", Assert.Throws<InputException>(() => _desk.NewBatch("tuesday", 1)).Errors[0].Code);
    }

    [Theory]
    [InlineData(false, MoveRequestStatus.Completed)]
    [InlineData(true, MoveRequestStatus.AutoSuspended)]
    public void A_request_that_suspended_itself_and_was_then_suspended_goes_on_as_its_resumption_says(bool again, MoveRequestStatus expected)
    {
        _desk.Requests.New(new NewMoveRequest { Identity = "x@old.example", SourceEndpoint = "source", SuspendWhenReadyToComplete = true }, Desk.Operator);
        _desk.Work();
        Assert.Equal(MoveRequestStatus.AutoSuspended, _desk.Requests.Get("x@old.example").Status);
        _desk.Requests.Suspend("x@old.example", new SuspendOrder(), Desk.Operator);

        _desk.Requests.Resume("x@old.example", new ResumeOrder(again), Desk.Operator);
        _desk.Work();

        Assert.Equal(expected, _desk.Requests.Get("x@old.example").Status);
    }

    [Fact]
    public void Of_several_moves_of_an_address_the_one_that_is_not_over_is_its_request()
    {
        _desk.NewBatch("first", 0, static batch => batch with { Users = ["x@old.example"], AutoComplete = true });
        _desk.Work();
        _desk.NewBatch("again", 0, static batch => batch with { Users = ["x@old.example"], AutoStart = false });

        Assert.Equal(("again", MoveRequestStatus.Queued), (_desk.Requests.Get("x@old.example").BatchName, _desk.Requests.Get("x@old.example").Status));
    }

    [Fact]
    public void What_if_answers_as_if_and_changes_nothing()
    {
        _desk.NewBatch("real", 1);
        var before = Snapshot();

        var imagined = _desk.Batches.New(new NewMigrationBatch { Name = "imagined", SourceEndpoint = "source", Users = ["x@old.example"] }, new Command("tester", WhatIf: true));
        var stopped = _desk.Batches.Stop("real", new Command("tester", WhatIf: true));
        _desk.Batches.Remove("real", null, new Command("tester", WhatIf: true));

        Assert.Equal((1, MigrationBatchStatus.Stopped), (imagined.TotalCount, stopped.Status));
        Assert.Equal(before, Snapshot());
    }

    [Fact]
    public void The_hundred_and_first_batch_is_refused()
    {
        _desk.Configuration.Set(new MigrationConfigChanges(MaxNumberOfBatches: 2), null, Desk.Operator);
        _desk.NewBatch("a", 1);
        _desk.NewBatch("b", 1);

        Assert.Equal("GW4006", Assert.Throws<FaultException>(() => _desk.NewBatch("c", 1)).Fault.Code);
        Assert.False(_desk.Configuration.Get().CanSubmitNewBatch);
    }

    [Fact]
    public void A_stopped_batch_stays_where_it_is_and_goes_on_when_it_is_started()
    {
        _desk.NewBatch("pause", 2);
        _desk.Work();
        _desk.Batches.Stop("pause", Desk.Operator);
        Assert.Equal(MigrationBatchStatus.Stopped, _desk.Batches.Get("pause").Status);
        _desk.Clock.Advance(TimeSpan.FromDays(2));
        _desk.Work();
        Assert.Equal(MigrationUserStatus.IncrementalStopped, _desk.StatusOf("pause1@old.example"));

        _desk.Batches.Start("pause", Desk.Operator);
        _desk.Work();

        Assert.Equal(MigrationUserStatus.IncrementalSynced, _desk.StatusOf("pause1@old.example"));
        Assert.Equal("GW4004", Assert.Throws<FaultException>(() => _desk.Batches.Start("pause", Desk.Operator)).Fault.Code);
    }

    [Fact]
    public void A_list_that_is_added_again_leaves_those_alone_who_are_completed()
    {
        _desk.NewBatch("wave", 1, static batch => batch with { AutoComplete = true });
        _desk.Work();
        Assert.Equal(MigrationUserStatus.Completed, _desk.StatusOf("wave1@old.example"));

        var added = _desk.Batches.AddUsers("wave", new AddedUsers("EmailAddress\nwave1@old.example\nnew@old.example\n"), Desk.Operator);

        Assert.Equal((2, 1), (added.TotalCount, added.FinalizedCount));
    }

    [Fact]
    public void Who_is_added_to_a_stopped_batch_waits_until_it_is_started()
    {
        _desk.NewBatch("pause", 1);
        _desk.NewBatch("fresh", 1, static batch => batch with { AutoStart = false });
        _desk.Work();
        _desk.Batches.Stop("pause", Desk.Operator);

        _desk.Batches.AddUsers("pause", new AddedUsers(Users: ["late@old.example"]), Desk.Operator);
        _desk.Users.Set("fresh1@old.example", null, new MigrationUserChanges { BatchId = "pause" }, null, Desk.Operator);
        _desk.Work();
        foreach (var user in (string[])["late@old.example", "fresh1@old.example"])
            Assert.Equal((MigrationUserStatus.Queued, WaitReason.Start), (_desk.StatusOf(user), _desk.Users.Get(user, null).WaitsFor.Reason));

        _desk.Batches.Start("pause", Desk.Operator);
        _desk.Work();
        Assert.Equal((MigrationUserStatus.Synced, MigrationUserStatus.Synced), (_desk.StatusOf("late@old.example"), _desk.StatusOf("fresh1@old.example")));
    }

    [Theory]
    [InlineData(false, MigrationUserStatus.IncrementalSynced)]
    [InlineData(true, MigrationUserStatus.IncrementalStopped)]
    public void A_batch_that_is_started_while_its_workers_still_end_goes_on_unless_it_is_stopped_again(bool stoppedAgain, MigrationUserStatus expected)
    {
        _desk.NewBatch("pause", 1);
        var asked = false;
        _desk.Work(_ => new FakeSync
        {
            Meanwhile = () =>
            {
                if (asked) return;
                asked = true;
                _desk.Batches.Stop("pause", Desk.Operator);
                Assert.Equal(MigrationUserStatus.Stopping, _desk.StatusOf("pause1@old.example"));
                _desk.Batches.Start("pause", Desk.Operator);
                if (stoppedAgain) _desk.Batches.Stop("pause", Desk.Operator);
            },
        });

        Assert.Equal(expected, _desk.StatusOf("pause1@old.example"));
    }

    [Fact]
    public void A_user_s_own_completion_time_goes_before_the_completion_of_the_batch()
    {
        _desk.NewBatch("wave", 2);
        _desk.Work();
        _desk.Users.Set("wave1@old.example", null, new MigrationUserChanges { CompleteAfter = In(TimeSpan.FromDays(2)) }, null, Desk.Operator);

        _desk.Batches.Complete("wave", new CompletionOrder(), Desk.Operator);
        _desk.Work();
        Assert.Equal((MigrationUserStatus.Synced, MigrationUserStatus.Completed), (_desk.StatusOf("wave1@old.example"), _desk.StatusOf("wave2@old.example")));

        _desk.Clock.Advance(TimeSpan.FromDays(2));
        _desk.Work();
        Assert.Equal(MigrationUserStatus.Completed, _desk.StatusOf("wave1@old.example"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Who_sets_a_completion_time_takes_an_earlier_order_to_complete_back(bool ofTheBatch)
    {
        _desk.NewBatch("wave", 1);
        _desk.Work(claim => new FakeSync
        {
            Meanwhile = () =>
            {
                if (claim.Step != SyncStep.InitialSync) return;
                _desk.Batches.Complete("wave", new CompletionOrder(), Desk.Operator);
                if (ofTheBatch) _desk.Batches.Set("wave", new MigrationBatchChanges { CompleteAfter = In(TimeSpan.FromDays(2)) }, null, Desk.Operator);
                else _desk.Users.Set("wave1@old.example", null, new MigrationUserChanges { CompleteAfter = In(TimeSpan.FromDays(2)) }, null, Desk.Operator);
            },
        });
        Assert.Equal(MigrationUserStatus.Synced, _desk.StatusOf("wave1@old.example"));

        _desk.Clock.Advance(TimeSpan.FromDays(2));
        _desk.Work();
        Assert.Equal(MigrationUserStatus.Completed, _desk.StatusOf("wave1@old.example"));
    }

    [Fact]
    public void A_batch_is_not_completing_when_nobody_in_it_was_asked_to()
    {
        _desk.NewBatch("wave", 1);
        _desk.Work();
        _desk.Batches.Complete("wave", new CompletionOrder(), Desk.Operator);
        Assert.Equal(MigrationBatchStatus.Completing, _desk.Batches.Get("wave").Status);
        _desk.Work();

        _desk.Batches.AddUsers("wave", new AddedUsers(Users: ["late@old.example"]), Desk.Operator);
        _desk.Work();

        Assert.Equal((WaitReason.NextSync, MigrationBatchStatus.Synced), (_desk.Users.Get("late@old.example", null).WaitsFor.Reason, _desk.Batches.Get("wave").Status));
        _desk.Batches.Complete("wave", new CompletionOrder(), Desk.Operator);
        Assert.Equal(MigrationBatchStatus.Completing, _desk.Batches.Get("wave").Status);
    }

    [Fact]
    public void A_row_s_password_is_refused_where_the_endpoint_signs_in_with_an_account_of_its_own()
    {
        _desk.Endpoints.New(new NewMigrationEndpoint { Name = "imap", EndpointType = EndpointType.IMAP, RemoteServer = "mail.example", Credentials = new EndpointCredentials("master", FakeSecrets.Canary) }, Desk.Operator, CancellationToken.None);

        var refused = Assert.Throws<InputException>(() => _desk.Batches.New(new NewMigrationBatch { Name = "b", SourceEndpoint = "imap", CsvData = $"EmailAddress,Password\na@old.example,{FakeSecrets.Canary}\n" }, Desk.Operator)).Errors;

        Assert.Equal(("GW4007", 2, "Password"), (Assert.Single(refused).Code, refused[0].Line!.Value, refused[0].Column!));
        Assert.Contains("'imap'", refused[0].Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(FakeSecrets.Canary, refused[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_by_somebody_else_is_noticed()
    {
        var batch = _desk.NewBatch("shared", 1);
        _desk.Batches.Set("shared", new MigrationBatchChanges { Notes = "mine" }, batch.ETag, Desk.Operator);

        Assert.Equal("GW4005", Assert.Throws<FaultException>(() => _desk.Batches.Set("shared", new MigrationBatchChanges { Notes = "yours" }, batch.ETag, Desk.Operator)).Fault.Code);
    }

    [Fact]
    public void Nobody_changes_over_into_a_batch_that_is_being_removed()
    {
        _desk.NewBatch("stays", 1);
        _desk.NewBatch("goes", 1);
        _desk.Work(_ => new FakeSync
        {
            Meanwhile = () =>
            {
                if (_desk.Batches.Get("goes").Status == MigrationBatchStatus.Removing) return;
                _desk.Batches.Remove("goes", null, Desk.Operator);
                Assert.Equal("GW4004", Assert.Throws<FaultException>(() => _desk.Users.Set("stays1@old.example", null, new MigrationUserChanges { BatchId = "goes" }, null, Desk.Operator)).Fault.Code);
            },
        });
    }

    [Fact]
    public void What_is_too_long_to_be_kept_is_refused_all_at_once()
    {
        var wanted = new NewMigrationBatch { Name = "long", SourceEndpoint = "source", Users = ["a@old.example"], Notes = new string('n', 4001), TargetDeliveryDomain = "no domain", TargetDatabases = [""], IncludeFolders = [new string('f', 1001)] };

        var refused = Assert.Throws<InputException>(() => _desk.Batches.New(wanted, Desk.Operator));

        Assert.Equal(["includeFolders", "notes", "targetDatabases", "targetDeliveryDomain"], refused.Errors.Select(static error => error.Field!).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Removal_keeps_the_reports()
    {
        _desk.NewBatch("gone", 1);
        _desk.Work();
        _desk.Batches.Remove("gone", null, Desk.Operator);

        Assert.Equal("GW4001", Assert.Throws<FaultException>(() => _desk.Batches.Get("gone")).Fault.Code);
        Assert.Contains(_desk.Users.Report("gone1@old.example", null).Entries, static entry => entry.Message.Contains("The initial sync is done", StringComparison.Ordinal));
    }

    [Fact]
    public void Counts_always_add_up()
    {
        _desk.NewBatch("many", 12);
        var seed = new Random(7);
        for (var step = 0; step < 60; step++)
        {
            Disturb(seed.Next(7), $"many{seed.Next(1, 13)}@old.example");
            var batch = _desk.Batches.Get("many");
            Assert.Equal(batch.TotalCount, batch.ActiveCount + batch.ValidatingCount + batch.PendingCount + batch.SyncedCount + batch.FinalizedCount + batch.StoppedCount + batch.FailedCount + batch.RemovingCount);
            foreach (var user in _desk.Users.List("many", null, null, null, Paging.First).Items) Sums(_desk.Requests.Statistics(user.Guid.ToString(), false));
        }
    }

    private string In(TimeSpan time) => _desk.Clock.GetUtcNow().Add(time).ToString("O", CultureInfo.InvariantCulture);

    private static void Sums(MoveRequestStatistics of) => Assert.Equal(of.OverallDurationSeconds, of.TotalQueuedDurationSeconds + of.TotalInProgressDurationSeconds + of.TotalFinalizationDurationSeconds + of.TotalIdleDurationSeconds
        + of.TotalSuspendedDurationSeconds + of.TotalFailedDurationSeconds + of.TotalTransientFailureDurationSeconds, 3);

    private void Disturb(int what, string user)
    {
        try
        {
            switch (what)
            {
                case 0: _desk.Users.Stop(user, null, Desk.Operator); break;
                case 1: _desk.Users.Start(user, null, Desk.Operator); break;
                case 2: _desk.Users.SyncNow(user, null, Desk.Operator); break;
                case 3: _desk.Queue().Claim(3); break;
                case 4: _desk.Queue().ReleaseAbandoned(deadOwners: true); break;
                case 5: _desk.Work(static _ => new FakeSync { Failure = new Fault(ConnectorFaults.CredentialsRefused, Side.Source, "refused") }); break;
                default: _desk.Clock.Advance(TimeSpan.FromMinutes(17)); break;
            }
        }
        catch (FaultException refusal) when (refusal.Fault.Code == "GW4004")
        {
            return;   // Not possible in this state: said so, and changed nothing.
        }
    }

    private string Snapshot() => string.Join("\n", _desk.Database.Read(static session =>
        session.Records.Batches.All().Select(static batch => $"{batch}").Concat(session.Records.Moves.List(new MoveQuery(), 0, 1000).Select(static move => $"{move.Id} {move.Version} {move.Standing.Status} {move.Standing.Updated.Ticks} {move.Standing.Epoch}"))
            .Append($"{session.Records.Limits}").Append(session.Records.Access.CountAudit(null).ToString(CultureInfo.InvariantCulture)).ToList()));
}
