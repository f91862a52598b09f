using Godwit.Connectors.Memory;
using Godwit.Moves.Tests.Support;

namespace Godwit.Moves.Tests.Working;

/// <summary>A sync that gets nowhere is said so, with what it waits for. A whole pool of workers on a clock that a test moves.</summary>
public sealed class StuckTests : IDisposable
{
    private readonly Desk _desk = new();
    private readonly ManualResetEventSlim _begun = new();

    [Fact]
    public void A_sync_on_which_nothing_happens_is_flagged_with_what_it_waits_for_until_it_ends()
    {
        _desk.NewEndpoint();
        _desk.NewBatch("b", 1);
        _desk.Work(static _ => new FakeSync());
        _desk.Users.SyncNow("b1@old.example", null, Desk.Operator);
        using var pool = new WorkerPool(new WorkParts(_desk.Database, new HangingEnds(_begun), new OpeningEngine(), _desk.Clock, "node", static crash => Assert.Fail(crash.ToString())) { StuckAfter = TimeSpan.FromMinutes(10) }, 5);
        pool.Look();
        _begun.Wait();
        pool.Look();

        Pass(pool, minutes: 9);
        Assert.Null(User.StuckSince);
        Pass(pool, minutes: 2);

        Assert.Equal(("GW4038", 1), (User.ErrorSummary!.Code, pool.Stuck));
        Assert.NotNull(User.StuckSince);
        Assert.Contains("it waits for the source (Open)", User.ErrorSummary.Message, StringComparison.Ordinal);
        Assert.Single(Lines(), static line => line.Contains("GW4038", StringComparison.Ordinal));

        Assert.True(pool.Stop(TimeSpan.FromSeconds(30)));
        Assert.Null(User.StuckSince);
    }

    public void Dispose()
    {
        _desk.Dispose();
        _begun.Dispose();
    }

    private MigrationUser User => _desk.Users.Get("b1@old.example", null);

    private IEnumerable<string> Lines() => _desk.Users.Report("b1@old.example", null).Entries.Select(static entry => entry.Message);

    // In steps that are shorter than a lease, as a living pool looks.
    private void Pass(WorkerPool pool, int minutes)
    {
        for (var step = 0; step < minutes * 3; step++)
        {
            _desk.Clock.Advance(TimeSpan.FromSeconds(20));
            pool.Look();
        }
    }

    /// <summary>A source that does not answer until it is given up.</summary>
    private sealed class HangingEnds(ManualResetEventSlim begun) : IMoveEnds
    {
        public MoveEnds Of(ClaimedMove claim) => new(_ => new Hanging(begun), new MemoryConnector(new MemoryMailbox("target", new MemoryOptions())));

        public void Provision(ClaimedMove claim, MoveEnds ends, CancellationToken cancellation)
        {
        }

        public TargetSight? Look(ClaimedMove claim, MoveEnds ends, CancellationToken cancellation) => null;
    }

    private sealed class Hanging(ManualResetEventSlim begun) : IMailboxConnector
    {
        public string Identity => "hanging";

        public IMailboxSource OpenSource(CancellationToken cancellation)
        {
            begun.Set();
            cancellation.WaitHandle.WaitOne();
            throw new OperationCanceledException(cancellation);
        }

        public IMailboxTarget OpenTarget(CancellationToken cancellation) => throw new NotSupportedException();
    }

    /// <summary>Opens the source, as every sync does first.</summary>
    private sealed class OpeningEngine : ISyncEngine
    {
        public IRunningSync Sync(Guid move, MoveEnds ends, MoveSettings settings) => new Opening(ends);

        public void Forget(Guid move)
        {
        }

        private sealed class Opening(MoveEnds ends) : IRunningSync
        {
            public MoveProgress? Progress => null;

            public MoveResult SoFar => new();

            public MoveResult Run(CancellationToken cancellation)
            {
                using (ends.Source(null).OpenSource(cancellation)) return new MoveResult();
            }
        }
    }
}
