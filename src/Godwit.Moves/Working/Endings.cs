using static Godwit.Api.MigrationUserStatus;

namespace Godwit.Moves;

/// <summary>How a claim ends: the owner goes, and what somebody asked for meanwhile (stop, remove) is done.</summary>
internal static class Endings
{
    /// <summary>The move without an owner, kept, or removed where somebody asked for that.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="move">As it is now.</param>
    /// <param name="end">What the end means for a move that nobody stopped.</param>
    public static void End(MoveSession session, Move move, Func<MoveStanding, MoveStanding> end)
    {
        session.Records.Slots.Free(move.Id);
        if (move.Standing.Status == Removing)
        {
            session.Records.Moves.Remove(move.Id);
            session.Tell(new ServiceEvent(0, session.Now, "user", move.Order.Address, move.Id, session.BatchOf(move)?.Order.Name, "Removed", null, null, null));
            return;
        }
        var free = move.Standing with { Owner = null, LeaseUntil = null };
        session.Save(move with { Standing = end(free), Counts = move.Counts with { BytesPerMinute = null, Stuck = null } });
    }

    /// <summary>Gives a move back that was not finished.</summary>
    public static void GiveBack(MoveSession session, Move move) => End(session, move, standing => LetGo(standing, session.Now));

    /// <summary>The standing of a move that a worker no longer has.</summary>
    public static MoveStanding LetGo(MoveStanding standing, DateTimeOffset now) => standing.Status switch
    {
        Stopping => Halt(standing, now),
        var status when MoveLifecycle.Next(status, MoveEvent.LetGo) is not null => standing.After(MoveEvent.LetGo, now),
        _ => standing,
    };

    /// <summary>The standing of a move that was asked to stop, and did; it goes on where somebody started it meanwhile.</summary>
    public static MoveStanding Halt(MoveStanding standing, DateTimeOffset now)
    {
        var halted = standing.After(standing.Seeded is null ? MoveEvent.Halted : MoveEvent.HaltedInStep, now) with { RetryAt = null, StartsAgain = false };
        return standing.StartsAgain ? MoveCommands.Again(halted, now) : halted;
    }
}
