namespace Godwit.Api;

/// <summary>What a user or a move request waits for.</summary>
public enum WaitReason
{
    /// <summary>Nothing: it is being worked on, or done.</summary>
    Nothing,
    /// <summary>Somebody has to start it.</summary>
    Start,
    /// <summary>Its start time.</summary>
    StartAfter,
    /// <summary>A slot of its endpoint: MaxConcurrentMigrations or MaxConcurrentIncrementalSyncs.</summary>
    EndpointSlot,
    /// <summary>A slot of the organisation: the cap over all endpoints.</summary>
    OrganisationSlot,
    /// <summary>A free worker of this node.</summary>
    Worker,
    /// <summary>The pause before another try.</summary>
    Retry,
    /// <summary>The next sync.</summary>
    NextSync,
    /// <summary>Its completion time.</summary>
    CompleteAfter,
    /// <summary>Somebody has to complete or resume it.</summary>
    Completion,
    /// <summary>Somebody has to approve removals that are held back.</summary>
    Approval,
    /// <summary>The last owner's lease to run out.</summary>
    Lease,
    /// <summary>Somebody has to read the fault and put something right.</summary>
    Attention,
}

/// <summary>What something waits for, in a word and in a sentence.</summary>
/// <param name="Reason">The word.</param>
/// <param name="Told">The sentence; empty when it waits for nothing.</param>
/// <param name="Until">When it ends at the latest, where that is known.</param>
public sealed record Wait(WaitReason Reason, string Told, DateTimeOffset? Until);
