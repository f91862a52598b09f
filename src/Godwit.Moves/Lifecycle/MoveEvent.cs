namespace Godwit.Moves;

/// <summary>What happens to a move.</summary>
public enum MoveEvent
{
    /// <summary>Its check found nothing wrong.</summary>
    Validated,
    /// <summary>A worker has taken it for the initial sync, or for an incremental one.</summary>
    Picked,
    /// <summary>The target mailbox is there.</summary>
    Provisioned,
    /// <summary>Both sides are connected.</summary>
    Connected,
    /// <summary>The initial sync is done.</summary>
    Seeded,
    /// <summary>An incremental sync is done.</summary>
    CaughtUp,
    /// <summary>A worker has taken it for the final sync.</summary>
    CompletionPicked,
    /// <summary>The final sync is done.</summary>
    Drained,
    /// <summary>All is done.</summary>
    Finished,
    /// <summary>All is done, and somebody should read the report.</summary>
    FinishedWithWarnings,
    /// <summary>The worker gave it back: a passing fault, the service ends, or its lease ran out.</summary>
    LetGo,
    /// <summary>It cannot go on by itself.</summary>
    FailedForGood,
    /// <summary>Somebody stops it while a worker is at it.</summary>
    StopAsked,
    /// <summary>It is stopped, and nothing was in step yet.</summary>
    Halted,
    /// <summary>It is stopped after its initial sync.</summary>
    HaltedInStep,
    /// <summary>Somebody starts it, resumes it or tries it again.</summary>
    StartAsked,
    /// <summary>Somebody removes it.</summary>
    RemoveAsked,
    /// <summary>What is stored about it contradicts itself.</summary>
    Damaged,
}
