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

    private WorkParts Parts(FakeSync sync) => new(_desk.Database, new FakeEnds(), new FakeEngine(_ => sync), _desk.Clock, "node", crash => { lock (_crashes) _crashes.Add(crash); });
}
