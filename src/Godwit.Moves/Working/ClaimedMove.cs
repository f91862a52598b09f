namespace Godwit.Moves;

/// <summary>A move that a worker has: nobody else may write it as long as the epoch is this one.</summary>
/// <param name="Move">As it was when it was taken.</param>
/// <param name="Order">What was asked for, with what it inherits.</param>
/// <param name="Endpoint">Its endpoint; null for a local move.</param>
/// <param name="Step">What to do.</param>
public sealed record ClaimedMove(Move Move, MoveOrder Order, Endpoint? Endpoint, SyncStep Step)
{
    /// <summary>Its GUID.</summary>
    public Guid Id => Move.Id;

    /// <summary>The epoch of this claim.</summary>
    public long Epoch => Move.Standing.Epoch;

    /// <summary>The request that set it going; null where that is not known.</summary>
    public Guid? Request => Move.Standing.Request;
}
