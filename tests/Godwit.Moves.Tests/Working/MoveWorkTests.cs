using Godwit.Connectors.Memory;
using Godwit.Moves.Tests.Support;

namespace Godwit.Moves.Tests.Working;

public sealed class MoveWorkTests : IDisposable
{
    private static readonly Fault Passing = new(ConnectorFaults.ConnectionLost, Side.Network, "The line was cut.");
    private static readonly Fault Lasting = new(ConnectorFaults.CredentialsRefused, Side.Source, "The password is not right.");
    private readonly Desk _desk = new();

    public MoveWorkTests()
    {
        _desk.NewEndpoint();
        _desk.NewBatch("b", 1);
    }

    private MigrationUser User => _desk.Users.Get("b1@old.example", null);

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_passing_fault_is_retried_every_thirty_seconds_and_fails_after_sixty_times()
    {
        for (var failure = 1; failure <= RetryPolicy.MaxRetries; failure++)
        {
            _desk.Work(static _ => new FakeSync { Failure = Passing });
            Assert.Equal((MigrationUserStatus.Queued, WaitReason.Retry), (User.Status, User.WaitsFor.Reason));
            _desk.Clock.Advance(RetryPolicy.Delay);
        }

        _desk.Work(static _ => new FakeSync { Failure = Passing });

        Assert.Equal((MigrationUserStatus.Failed, "GW4012"), (User.Status, User.ErrorSummary!.Code));
        Assert.Contains("GW1004 61 times", User.ErrorSummary.Message, StringComparison.Ordinal);
    }

    /// <summary>The pool looks after its works from another thread, and may come when one has just ended.</summary>
    [Fact]
    public void Work_that_has_ended_may_be_asked_to_stop()
    {
        var claim = Assert.Single(_desk.Queue().Claim(1));
        var work = new MoveWork(claim, new WorkParts(_desk.Database, new FakeEnds(), new FakeEngine(static _ => new FakeSync()) { Next = claim }, _desk.Clock, "node", static crash => Assert.Fail(crash.ToString())));
        using (work) work.Run();

        work.Stop();
    }

    [Fact]
    public void A_move_remembers_the_request_that_set_it_going_last_and_a_crash_names_it()
    {
        var (batch, user) = (Desk.Operator with { Request = Guid.NewGuid() }, Desk.Operator with { Request = Guid.NewGuid() });
        _desk.Work();
        _desk.Batches.SyncNow("b", batch);
        _desk.Restart();
        Assert.Equal(batch.Request, Assert.Single(_desk.Database.Read(static session => session.Records.Moves.List(new MoveQuery(), 0, 2))).Standing.Request);
        _desk.Work();
        _desk.Users.SyncNow("b1@old.example", null, user);
        _desk.Users.SyncNow("b1@old.example", null, Desk.Operator);
        var claim = Assert.Single(_desk.Queue().Claim(1));
        Assert.Equal(user.Request, claim.Request);
        var crashes = new List<Exception>();

        using (var work = new MoveWork(claim, new WorkParts(_desk.Database, new FakeEnds(), new FakeEngine(static _ => throw new InvalidOperationException("broken")) { Next = claim }, _desk.Clock, "node", crashes.Add))) work.Run();

        Assert.Contains($"{claim.Id:D} broke; it was set going by request {user.Request:D}", Assert.Single(crashes).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_completion_does_not_leave_a_folder_behind_that_only_passing_faults_kept_from_it()
    {
        _desk.Work();
        _desk.Users.SyncNow("b1@old.example", null, Desk.Operator);
        _desk.Batches.Complete("b", new CompletionOrder(), Desk.Operator);

        _desk.Work(static _ => new FakeSync { Result = new MoveResult { ItemsCopied = 1, Faults = [new Fault(ConnectorFaults.GenerationChanged, Side.Target, "rebuilt")] } });
        Assert.Equal((MigrationUserStatus.Completing, WaitReason.Retry, "GW1031"), (User.Status, User.WaitsFor.Reason, User.ErrorSummary!.Code));
        _desk.Clock.Advance(RetryPolicy.Delay);
        _desk.Work(static _ => new FakeSync { Result = new MoveResult { Faults = [new Fault(ConnectorFaults.FolderUnavailable, Side.Source, "cannot be opened")] } });

        Assert.Equal(MigrationUserStatus.CompletedWithWarnings, User.Status);
    }

    [Fact]
    public void The_time_that_another_side_names_is_kept()
    {
        _desk.Work(static _ => new FakeSync { Failure = Passing with { RetryAfter = TimeSpan.FromMinutes(5) } });
        _desk.Clock.Advance(TimeSpan.FromMinutes(4));
        _desk.Work();
        Assert.Equal(MigrationUserStatus.Queued, User.Status);

        _desk.Clock.Advance(TimeSpan.FromMinutes(1));
        _desk.Work();

        Assert.Equal(MigrationUserStatus.Synced, User.Status);
        Assert.Null(User.ErrorSummary);
    }

    [Fact]
    public void A_lasting_fault_fails_at_once_and_can_be_started_again()
    {
        _desk.Work(static _ => new FakeSync { Failure = Lasting });
        Assert.Equal((MigrationUserStatus.Failed, "GW1020", WaitReason.Attention), (User.Status, User.ErrorSummary!.Code, User.WaitsFor.Reason));

        _desk.Users.Start("b1@old.example", null, Desk.Operator);
        _desk.Work();

        Assert.Equal(MigrationUserStatus.Synced, User.Status);
    }

    [Fact]
    public void A_fault_of_an_incremental_sync_leaves_what_is_there()
    {
        _desk.Work();
        _desk.Users.SyncNow("b1@old.example", null, Desk.Operator);

        _desk.Work(static _ => new FakeSync { Failure = Lasting });

        Assert.Equal((MigrationUserStatus.IncrementalFailed, 3L), (User.Status, User.ItemsSynced));
    }

    [Fact]
    public void A_user_who_is_stopped_while_it_is_synced_stops_and_keeps_what_was_done()
    {
        _desk.Work(_ => new FakeSync { Meanwhile = () => _desk.Users.Stop("b1@old.example", null, Desk.Operator) });

        Assert.Equal(MigrationUserStatus.IncrementalStopped, User.Status);
        Assert.Equal(3, User.ItemsSynced);
    }

    [Fact]
    public void A_user_who_is_removed_while_it_is_synced_is_gone_when_its_worker_ends()
    {
        _desk.Work(_ => new FakeSync
        {
            Meanwhile = () =>
            {
                _desk.Users.Remove("b1@old.example", null, null, Desk.Operator);
                Assert.Equal(MigrationUserStatus.Removing, User.Status);
            },
        });

        Assert.Equal("GW4001", Assert.Throws<FaultException>(() => User).Fault.Code);
    }

    [Fact]
    public void Too_many_skipped_items_fail_the_initial_sync()
    {
        _desk.Batches.Set("b", new MigrationBatchChanges { BadItemLimit = 0 }, null, Desk.Operator);
        var skipped = new SkippedItem(1, 7, SkipReason.Bad) { Folder = FolderPath.Inbox, Code = "GW1041", Told = "refused" };

        _desk.Work(_ => new FakeSync { Result = new MoveResult { ItemsCopied = 2, Skipped = [skipped] } });

        Assert.Equal((MigrationUserStatus.Failed, "GW4014", 1L), (User.Status, User.ErrorSummary!.Code, User.ItemsSkipped));
        Assert.Equal("INBOX", _desk.Users.Statistics("b1@old.example", null, false, true).SkippedItems!.Single().FolderName);
    }

    [Fact]
    public void A_move_request_completes_by_itself_unless_it_shall_suspend_or_must_not()
    {
        _desk.Requests.New(new NewMoveRequest { Identity = "x@old.example", SourceEndpoint = "source" }, Desk.Operator);
        _desk.Requests.New(new NewMoveRequest { Identity = "y@old.example", SourceEndpoint = "source", SuspendWhenReadyToComplete = true }, Desk.Operator);
        _desk.Requests.New(new NewMoveRequest { Identity = "z@old.example", SourceEndpoint = "source", PreventCompletion = true }, Desk.Operator);
        _desk.Requests.New(new NewMoveRequest { Identity = "s@old.example", SourceEndpoint = "source", Suspend = true }, Desk.Operator);

        _desk.Work();
        Assert.Equal(
            (MoveRequestStatus.Completed, MoveRequestStatus.AutoSuspended, MoveRequestStatus.Synced, MoveRequestStatus.Suspended),
            (_desk.Requests.Get("x@old.example").Status, _desk.Requests.Get("y@old.example").Status, _desk.Requests.Get("z@old.example").Status, _desk.Requests.Get("s@old.example").Status));
        _desk.Requests.Resume("y@old.example", new ResumeOrder(), Desk.Operator);
        _desk.Requests.Resume("s@old.example", new ResumeOrder(), Desk.Operator);
        _desk.Work();

        Assert.Equal((MoveRequestStatus.Completed, MoveRequestStatus.Completed), (_desk.Requests.Get("y@old.example").Status, _desk.Requests.Get("s@old.example").Status));
    }

    [Fact]
    public void Approved_removals_are_passed_to_the_next_sync_alone()
    {
        _desk.Work(static _ => new FakeSync { Result = new MoveResult { DeletionsWaiting = 40 } });
        Assert.Equal(40, User.DeletionsWaiting);
        var approved = new List<long>();

        _desk.Users.ApproveDeletions("b1@old.example", null, new DeletionApproval(40, "the mailbox was cleaned up"), Desk.Operator);
        _desk.Work(claim => { approved.Add(claim.Move.Standing.ApprovedDeletions); return new FakeSync(); });
        _desk.Users.SyncNow("b1@old.example", null, Desk.Operator);
        _desk.Work(claim => { approved.Add(claim.Move.Standing.ApprovedDeletions); return new FakeSync(); });

        Assert.Equal([40L, 0L], approved);
    }

    /// <summary>The next process goes on from the ledger, where what was copied is known; or on another node, which finds it on the target.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void What_was_copied_before_the_process_was_killed_counts_as_synced_once(int foundAgain)
    {
        var (source, copied) = (Mailbox(10), new MailboxMove(new MoveSettings(), new MemoryConnector(Mailbox(4)), new MemoryConnector(new MemoryMailbox("t")), new MemoryLedger(), MoveEnvironment.System));
        copied.Run(CancellationToken.None);
        _desk.Ends = new FakeEnds { Source = _ => source };
        Begin(new FakeSync(), static _ => { });
        Begin(new FakeSync { Progress = copied.Progress }, work =>
        {
            _desk.Database.Change(session => session.Records.Moves.Renew(work.Id, work.Epoch, session.Now + MoveQueue.Lease, work.Counts));
            _desk.Queue().ReleaseAbandoned(deadOwners: true);
        });

        _desk.Work(_ => new FakeSync { Result = new MoveResult { ItemsCopied = 6, ItemsAdopted = foundAgain } });

        Assert.Equal((MigrationUserStatus.Synced, 10L), (User.Status, User.ItemsSynced));
        Assert.Equal(10, _desk.Requests.Statistics("b1@old.example", false).ItemsTransferred);
    }

    [Fact]
    public void A_secret_is_in_no_byte_of_the_database()
    {
        _desk.Work();

        Assert.NotEqual(-1, _desk.Stored.AsSpan().IndexOf("b1@old.example"u8));
        Assert.Equal(-1, _desk.Stored.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(FakeSecrets.Canary)));
    }

    /// <summary>A source folder was rebuilt, or another node has the move.</summary>
    [Fact]
    public void What_a_later_sync_recognises_again_is_not_counted_twice()
    {
        _desk.Work();
        Assert.Equal(3, User.ItemsSynced);
        _desk.Users.SyncNow("b1@old.example", null, Desk.Operator);

        _desk.Work(static _ => new FakeSync { Result = new MoveResult { ItemsCopied = 1, ItemsAdopted = 3 } });

        Assert.Equal(4, User.ItemsSynced);
    }

    private void Begin(FakeSync sync, Action<MoveWork> meanwhile)
    {
        var claim = Assert.Single(_desk.Queue().Claim(1));
        MoveWork? work = null;
        var engine = new FakeEngine(_ => sync with { Meanwhile = () => meanwhile(work!) }) { Next = claim };
        using (work = new MoveWork(claim, new WorkParts(_desk.Database, _desk.Ends, engine, _desk.Clock, "node", static crash => Assert.Fail(crash.ToString())))) work.Run();
    }

    private static MemoryMailbox Mailbox(int messages)
    {
        var mailbox = new MemoryMailbox("source");
        for (var i = 0; i < messages; i++) mailbox.Deliver(FolderPath.Inbox, MemoryContent.Of(string.Create(CultureInfo.InvariantCulture, $"Subject: {i}\r\n\r\n{i}\r\n")));
        return mailbox;
    }
}
