namespace Godwit.Moves;

/// <summary>What a worker does with a move that it takes.</summary>
public enum SyncStep
{
    /// <summary>Looks whether both sides are there.</summary>
    Validate,
    /// <summary>The initial sync.</summary>
    InitialSync,
    /// <summary>An incremental sync.</summary>
    IncrementalSync,
    /// <summary>The final sync and the completion.</summary>
    Complete,
}

/// <summary>When a move is due, for what, and how far in front it stands.</summary>
/// <param name="Due">When; null while it waits for a person, or is being worked on.</param>
/// <param name="Step">For what.</param>
/// <param name="Rank">Of two that are due the one with the lower rank goes first.</param>
public readonly record struct QueuePlace(DateTimeOffset? Due, SyncStep Step, long Rank);
