using System.Collections.Concurrent;

namespace Godwit.Store.Moves.Tests;

/// <summary>Two nodes on one database at once: claims, epochs, slots.</summary>
[Trait("needs", "process")]
public sealed class TwoNodesTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    [Fact]
    public async Task No_move_is_claimed_twice_and_no_limit_is_passed()
    {
        const int Moves = 120, AtOnce = 5;
        var records = server.NewRecords();
        using PostgresMoveStore one = records.Open("one"), two = records.Open("two");
        one.Database().Limit(AtOnce);
        one.Database().AddMoves(Moves);
        var (claimed, most, running) = (new ConcurrentBag<ClaimedMove>(), 0, 0);

        void Work(MoveDatabase database, string node)
        {
            var queue = new MoveQueue(database, node);
            while (claimed.Count < Moves)
            {
                foreach (var claim in queue.Claim(3))
                {
                    claimed.Add(claim);
                    Raise(ref most, Interlocked.Increment(ref running));
                    Assert.InRange(database.Read(static session => session.Records.Slots.InUse().GetValueOrDefault(SlotScopes.Organisation)), 0, AtOnce);
                    Interlocked.Decrement(ref running);
                    Finish(database, claim);
                }
            }
        }
        var threads = new[] { (one, "one"), (two, "two"), (one, "one"), (two, "two") }.Select(of => Task.Factory.StartNew(() => Work(of.Item1.Database(), of.Item2), TaskCreationOptions.LongRunning)).ToArray();
        await Task.WhenAll(threads);

        Assert.Equal(Moves, claimed.Select(static claim => claim.Id).Distinct().Count());
        Assert.Equal(Moves, claimed.Count);
        Assert.InRange(most, 1, AtOnce);
        Assert.Empty(one.Read(static read => read.Slots.InUse()));
    }

    [Fact]
    public void The_node_that_lost_a_move_can_neither_renew_nor_commit_it()
    {
        var records = server.NewRecords();
        using PostgresMoveStore one = records.Open("one"), two = records.Open("two");
        one.Database().AddMoves(1);
        var lost = Assert.Single(new MoveQueue(one.Database(), "one").Claim(1));

        new MoveQueue(two.Database(), "two").ReleaseAbandoned(deadOwners: true);
        var taken = Assert.Single(new MoveQueue(two.Database(), "two").Claim(1));

        Assert.True(taken.Epoch > lost.Epoch);
        Assert.False(one.Change(write => write.Moves.Renew(lost.Id, lost.Epoch, DateTimeOffset.UtcNow, MoveCounts.None), keep: true));
        Assert.True(two.Change(write => write.Moves.Renew(taken.Id, taken.Epoch, DateTimeOffset.UtcNow, MoveCounts.None), keep: true));
    }

    [Fact]
    public void A_node_that_starts_gives_back_its_own_claims_and_leaves_those_of_others()
    {
        var records = server.NewRecords();
        using PostgresMoveStore one = records.Open("one"), two = records.Open("two");
        one.Database().AddMoves(4);
        Assert.Equal(2, new MoveQueue(one.Database(), "one").Claim(2).Count);
        Assert.Equal(2, new MoveQueue(two.Database(), "two").Claim(2).Count);

        Assert.Equal(2, new MoveQueue(two.Database(), "two").ReleaseOwn());

        Assert.Equal(["one", "one"], one.Read(static read => read.Moves.List(new MoveQuery { Held = true }, 0, 10)).Select(static move => move.Standing.Owner));
    }

    // As a worker ends: the epoch is its own still, the slots go back.
    private static void Finish(MoveDatabase database, ClaimedMove claim) => database.Change(session =>
    {
        var move = session.Records.Moves.Find(claim.Id)!;
        Assert.Equal(claim.Epoch, move.Standing.Epoch);
        session.Records.Slots.Free(claim.Id);
        session.Save(move with { Standing = move.Standing.After(MoveEvent.FailedForGood, session.Now) with { Owner = null, LeaseUntil = null } });
        return true;
    });

    private static void Raise(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most)) Interlocked.CompareExchange(ref most, value, seen);
    }
}
