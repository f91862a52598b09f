namespace Godwit.Sync;

/// <summary>What is known of one pair when it is decided upon.</summary>
/// <param name="SourceThere">The source has the message.</param>
/// <param name="TargetThere">The target has it.</param>
/// <param name="Confirmed">A listing has shown the target's message since it was made.</param>
/// <param name="Origin">How the pair came about.</param>
/// <param name="SourceFlagsChanged">The source's flags differ from the base.</param>
/// <param name="TargetTouched">The target's flags differ from the base: somebody has worked with it there.</param>
public readonly record struct PairFacts(
    bool SourceThere, bool TargetThere, bool Confirmed, PairOrigin Origin, bool SourceFlagsChanged, bool TargetTouched);

/// <summary>What to do about a pair.</summary>
public enum PairAction
{
    /// <summary>Nothing: both sides agree.</summary>
    InStep,
    /// <summary>Add to and take from the target's flags what the source added and took.</summary>
    MergeFlags,
    /// <summary>It was sent and never seen: look for it by content, copy it again if it is nowhere.</summary>
    LookThenCopy,
    /// <summary>The user removed it on the target: leave it so.</summary>
    RemovedOnTarget,
    /// <summary>Gone from the source, kept on the target because the policy says so.</summary>
    KeptByPolicy,
    /// <summary>Gone from the source, kept on the target because we did not put it there.</summary>
    KeptNotOurs,
    /// <summary>Gone from the source, kept on the target because somebody touched it there; listed.</summary>
    KeptTouched,
    /// <summary>Gone from the source: remove it from the target.</summary>
    Remove,
    /// <summary>Gone from both.</summary>
    Forget,
}

/// <summary>
/// The table of <c>docs/sync-algorithm.md</c>, section "Pairs", row for row. Pure: nothing here waits, logs or asks. A message that moved to another folder of the source has been taken out
/// before (<see cref="MoveMatching"/>), and so has one whose copy was recognised (<see cref="ContentMatching"/>).
/// </summary>
public static class PairRules
{
    /// <summary>The action for a pair.</summary>
    public static PairAction Decide(in PairFacts pair, DeletionPolicy policy) => pair switch
    {
        { SourceThere: true, TargetThere: true, SourceFlagsChanged: true } => PairAction.MergeFlags,
        { SourceThere: true, TargetThere: true } => PairAction.InStep,
        { SourceThere: true, TargetThere: false, Confirmed: false } => PairAction.LookThenCopy,
        { SourceThere: true, TargetThere: false } => PairAction.RemovedOnTarget,
        { SourceThere: false, TargetThere: false } => PairAction.Forget,
        _ when policy == DeletionPolicy.Keep => PairAction.KeptByPolicy,
        { Origin: PairOrigin.Adopted } => PairAction.KeptNotOurs,
        { TargetTouched: true } => PairAction.KeptTouched,
        _ => PairAction.Remove,
    };
}
