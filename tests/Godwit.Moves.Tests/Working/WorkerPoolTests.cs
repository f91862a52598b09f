using Godwit.Moves.Tests.Support;

namespace Godwit.Moves.Tests.Working;

public sealed class WorkerPoolTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Desk _desk = new();
    private readonly List<Exception> _crashes = [];

    public WorkerPoolTests()
    {
        _desk.NewEndpoint();
        _desk.NewBatch("b", 3);
        _desk.Work(static claim => claim.Step == SyncStep.InitialSync ? new FakeSync { Failure = new Fault(ConnectorFaults.ConnectionLost, Side.Network, "not yet") } : new FakeSync());
        _desk.Clock.Advance(RetryPolicy.Delay);
    }

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_pool_that_has_ended_begins_nothing_and_gives_back_what_it_claimed()
    {
        using var pool = new WorkerPool(Parts(new FakeSync { Meanwhile = static () => Assert.Fail("It was begun.") }), 10);
        Assert.True(pool.Stop(Patience));

        pool.Look();
        pool.Wake();

        Assert.Empty(_crashes);
        Assert.Equal(0, pool.Running);
        Assert.Equal(0L, _desk.Database.Read(static session => session.Records.Moves.Count(new MoveQuery { Held = true })));
    }

    [Fact]
    public void A_work_that_lost_its_move_is_not_joined_by_a_second_one()
    {
        using var begun = new CountdownEvent(3);
        using var goOn = new ManualResetEventSlim();
        var works = 0;
        using (var pool = new WorkerPool(Parts(new FakeSync { Meanwhile = () => { Interlocked.Increment(ref works); if (!begun.IsSet) begun.Signal(); goOn.Wait(Patience); } }), 10))
        {
            pool.Look();
            Assert.True(begun.Wait(Patience));
            _desk.Queue().ReleaseAbandoned(deadOwners: true);

            pool.Look();
            Assert.Equal((3, 3), (works, pool.Running));
            goOn.Set();
            Assert.True(pool.Stop(Patience));
        }
        Assert.Empty(_crashes);
    }

    [Fact]
    public void A_pool_can_be_ended_while_it_looks_at_the_queue()
    {
        for (var round = 0; round < 20; round++)
        {
            var pool = new WorkerPool(Parts(new FakeSync { Failure = new Fault(ConnectorFaults.ConnectionLost, Side.Network, "later") }), 10);
            pool.Start();
            pool.Wake();
            pool.Dispose();
            pool.Wake();
            Assert.True(pool.Stop(Patience));
        }
        Assert.Empty(_crashes);
    }

    /// <summary>Another node takes the moves when the lease and its landing are over: whoever cannot ask for more time must not write any more then, also while the question hangs.</summary>
    [Fact]
    public void Work_ends_before_its_lease_does_when_the_records_answer_no_more()
    {
        using var begun = new CountdownEvent(3);
        using var ended = new CountdownEvent(3);
        using var store = new HangingStore(_desk.Store);
        var parts = Parts(new FakeSync()) with { Database = new MoveDatabase(store, new EventFeed(_desk.Clock), _desk.Clock), Engine = new PatientEngine(begun, ended) };
        using var pool = new WorkerPool(parts, 10);
        pool.Start();
        Assert.True(begun.Wait(Patience));

        store.Hang();
        _desk.Clock.Advance(MoveQueue.Lease - MoveQueue.Landing - TimeSpan.FromSeconds(1));
        Assert.Equal(3, ended.CurrentCount);
        _desk.Clock.Advance(TimeSpan.FromSeconds(1));

        var all = ended.Wait(Patience);
        store.GoOn();
        Assert.True(all);
        Assert.True(pool.Stop(Patience));
    }

    /// <summary>Gives syncs that go on until they are asked to end.</summary>
    private sealed class PatientEngine(CountdownEvent begun, CountdownEvent ended) : ISyncEngine
    {
        public IRunningSync Sync(Guid move, MoveEnds ends, MoveSettings settings) => new Patient(begun, ended);

        public void Forget(Guid move)
        {
        }

        private sealed class Patient(CountdownEvent begun, CountdownEvent ended) : IRunningSync
        {
            public MoveProgress? Progress => null;

            public MoveResult SoFar => new();

            public MoveResult Run(CancellationToken cancellation)
            {
                begun.Signal();
                cancellation.WaitHandle.WaitOne(Patience * 2);
                ended.Signal();
                cancellation.ThrowIfCancellationRequested();
                return new MoveResult();
            }
        }
    }

    private WorkParts Parts(FakeSync sync) => new(_desk.Database, new FakeEnds(), new FakeEngine(_ => sync), _desk.Clock, "node", crash => { lock (_crashes) _crashes.Add(crash); });
}
