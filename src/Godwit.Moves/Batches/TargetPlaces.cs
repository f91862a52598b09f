namespace Godwit.Moves;

/// <summary>Which mailbox a move is written to, so that no two are written to one: users of one batch, of two batches, and requests of their own.</summary>
internal static class TargetPlaces
{
    /// <summary>The place, as <see cref="MoveOrder.TargetPlace"/> has it; null where no store has one for the address.</summary>
    public static string? Of(IStoreDirectory stores, MigrationBatchDirection direction, Guid? endpoint, string address, string? database) =>
        direction == MigrationBatchDirection.Offboarding ? $"{endpoint:D} {address.ToLowerInvariant()}" : stores.PlaceOf(address, database);

    /// <summary>The order with its place.</summary>
    public static MoveOrder Placed(IStoreDirectory stores, MoveOrder order) => order with { TargetPlace = Of(stores, order.Direction, order.EndpointId, order.TargetAddress, order.TargetDatabase) };

    /// <summary>What is told of two.</summary>
    public static string Twin(string other, string target) => $"{other} is moved into {target} already; two mailboxes cannot be moved into one.";

    /// <summary>What is told of two, where the other is a move that is not over.</summary>
    public static string Twin(MoveSession session, PlaceInUse other, string target) =>
        Twin(other.BatchId is { } id && session.Records.Batches.Find(id) is { } batch ? $"{other.Address} in the batch '{batch.Order.Name}'" : $"{other.Address}, a move request,", target);

    /// <summary>Refuses a request whose target is another's.</summary>
    /// <exception cref="FaultException"><see cref="MoveFaults.AlreadyMoving"/>.</exception>
    public static void RefuseTwin(MoveSession session, MoveOrder order, Guid? self)
    {
        if (order.TargetPlace is { } place && session.Records.Moves.Written([place]).TryGetValue(place, out var other) && other.Id != self) throw MoveFaults.Refuse(MoveFaults.AlreadyMoving, Twin(session, other, order.TargetAddress));
    }
}
