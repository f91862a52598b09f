using Godwit.Moves.Tests.Support;

namespace Godwit.Moves.Tests.Requests;

/// <summary>What holds a request back from its completion holds whenever it is said.</summary>
public sealed class MoveRequestsTests : IDisposable
{
    private const string Address = "x@old.example";
    private static readonly MoveRequestChanges Pause = new() { SuspendWhenReadyToComplete = true };
    private readonly Desk _desk = new();

    public MoveRequestsTests() => _desk.NewEndpoint();

    public void Dispose() => _desk.Dispose();

    private MoveRequestStatus Status => _desk.Requests.Get(Address).Status;

    [Fact]
    public void A_request_that_is_told_to_pause_while_it_is_copied_does_not_complete()
    {
        New();

        _desk.Work(claim => new FakeSync { Meanwhile = () => { if (claim.Step == SyncStep.InitialSync) _desk.Requests.Set(Address, Pause, null, Desk.Operator); } });

        Assert.Equal(MoveRequestStatus.AutoSuspended, Status);
    }

    [Fact]
    public void A_request_in_step_that_is_told_to_pause_does_not_complete_when_its_time_comes()
    {
        New(completeAfter: TimeSpan.FromHours(2));
        _desk.Work();
        Assert.Equal(MoveRequestStatus.Synced, Status);

        _desk.Requests.Set(Address, Pause, null, Desk.Operator);
        _desk.Clock.Advance(TimeSpan.FromHours(3));
        _desk.Work();

        Assert.Equal(MoveRequestStatus.AutoSuspended, Status);
        _desk.Requests.Resume(Address, new ResumeOrder(), Desk.Operator);
        _desk.Work();
        Assert.Equal(MoveRequestStatus.Completed, Status);
    }

    [Fact]
    public void A_request_that_suspended_itself_and_is_resumed_to_pause_again_is_synced_and_not_completed()
    {
        New(pause: true);
        _desk.Work();
        var steps = new List<SyncStep>();

        _desk.Requests.Resume(Address, new ResumeOrder(SuspendWhenReadyToComplete: true), Desk.Operator);
        _desk.Work(claim => { steps.Add(claim.Step); return new FakeSync(); });

        Assert.Equal(MoveRequestStatus.AutoSuspended, Status);
        Assert.Equal([SyncStep.IncrementalSync], steps);
    }

    [Fact]
    public void What_a_request_in_step_waits_for_says_whether_it_completes_by_itself()
    {
        New(pause: true);
        _desk.Requests.New(new NewMoveRequest { Identity = "never@old.example", SourceEndpoint = "source", PreventCompletion = true }, Desk.Operator);
        _desk.Requests.New(new NewMoveRequest { Identity = "later@old.example", SourceEndpoint = "source", CompleteAfter = "2030-01-01T00:00Z" }, Desk.Operator);
        _desk.Work();

        Assert.Equal("It is in step; the next sync comes by itself, the completion when somebody asks for it.", Told(Address));
        Assert.Equal("It is in step; the next sync comes by itself, and completion is prevented.", Told("never@old.example"));
        Assert.Equal("It is in step; the next sync comes by itself.", Told("later@old.example"));
        string Told(string address) => _desk.Requests.Get(address).WaitsFor.Told;
    }

    [Fact]
    public void A_request_that_is_suspended_and_resumed_to_pause_while_its_worker_ends_pauses()
    {
        New();
        var asked = false;

        _desk.Work(_ => new FakeSync
        {
            Meanwhile = () =>
            {
                if (asked) return;
                asked = true;
                _desk.Requests.Suspend(Address, new SuspendOrder(), Desk.Operator);
                _desk.Requests.Resume(Address, new ResumeOrder(SuspendWhenReadyToComplete: true), Desk.Operator);
            },
        });

        Assert.Equal(MoveRequestStatus.AutoSuspended, Status);
    }

    [Fact]
    public void What_would_hold_a_completion_back_is_refused_once_it_has_begun()
    {
        New();
        var refused = new List<string>();

        _desk.Work(claim => new FakeSync
        {
            Meanwhile = () =>
            {
                if (claim.Step != SyncStep.Complete) return;
                foreach (var late in (MoveRequestChanges[])[Pause, new() { PreventCompletion = true }, new() { CompleteAfter = "2030-01-01T00:00Z" }])
                    refused.Add(Assert.Throws<FaultException>(() => _desk.Requests.Set(Address, late, null, Desk.Operator)).Fault.Code);
                _desk.Requests.Set(Address, new MoveRequestChanges { Priority = MovePriority.High }, null, Desk.Operator);
            },
        });

        Assert.Equal(["GW4004", "GW4004", "GW4004"], refused);
        Assert.Equal(MoveRequestStatus.Completed, Status);
    }

    [Fact]
    public void A_limit_of_left_out_items_that_is_raised_while_a_request_is_copied_counts()
    {
        _desk.Requests.New(new NewMoveRequest { Identity = Address, SourceEndpoint = "source", BadItemLimit = 0, PreventCompletion = true }, Desk.Operator);
        var skipped = new SkippedItem(1, 7, SkipReason.Bad) { Folder = FolderPath.Inbox, Code = "GW1041", Told = "refused" };

        _desk.Work(_ => new FakeSync { Result = new MoveResult { ItemsCopied = 2, Skipped = [skipped] }, Meanwhile = () => _desk.Requests.Set(Address, new MoveRequestChanges { BadItemLimit = 5 }, null, Desk.Operator) });

        Assert.Equal(MoveRequestStatus.Synced, Status);
    }

    [Fact]
    public void A_password_of_a_mailbox_is_not_taken_where_the_endpoint_signs_in_itself()
    {
        var wanted = new NewMoveRequest { Identity = Address, SourceEndpoint = "source", MailboxCredentials = new EndpointCredentials("x", FakeSecrets.Canary) };

        var refused = Assert.Throws<InputException>(() => _desk.Requests.New(wanted, Desk.Operator)).Errors;

        Assert.Equal("mailboxCredentials", Assert.Single(refused).Field);
        Assert.Contains("'source'", refused[0].Detail, StringComparison.Ordinal);
    }

    private void New(bool pause = false, TimeSpan? completeAfter = null) => _desk.Requests.New(new NewMoveRequest
    {
        Identity = Address, SourceEndpoint = "source", SuspendWhenReadyToComplete = pause, CompleteAfter = completeAfter is { } time ? _desk.Clock.GetUtcNow().Add(time).ToString("O", CultureInfo.InvariantCulture) : null,
    }, Desk.Operator);
}
