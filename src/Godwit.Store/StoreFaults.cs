namespace Godwit.Store;

/// <summary>The sentences behind the faults of a state file (kinds in <see cref="SyncFaults"/>). Internal: callers catch kinds.</summary>
internal static class StoreFaults
{
    public static FaultException InUse(string path, string holder) => Of(SyncFaults.StateInUse,
        $"The state '{path}' is in use by {holder}; wait until that run has ended, or end it.");

    public static FaultException OfAnotherPair(string path, StateHead theirs, string source, string target) => Of(SyncFaults.StateOfAnotherPair,
        $"The state '{path}' belongs to the move from {OtherSideText.Show(theirs.Source)} to {OtherSideText.Show(theirs.Target)}, not to the one from {source} to {target}; "
        + "name another state file, or none to have one chosen for each pair.");

    public static FaultException TooNew(string path, long version, int known) => Of(SyncFaults.StateTooNew,
        $"The state '{path}' has version {version}, and this program knows versions up to {known}; it was left untouched: use the newer program.");

    public static FaultException Damaged(string path, string what, Exception? cause = null) => Of(SyncFaults.StateDamaged,
        $"The state '{path}' is damaged ({what}); restore it from a backup, or move it away: a run without it recognises on the target what was copied before.", cause);

    public static FaultException NotWritable(string path, string why, Exception? cause = null) => Of(SyncFaults.StateNotWritable,
        $"The state '{path}' cannot be written ({why}); nothing was lost of what was recorded before.", cause);

    public static FaultException IsFolder(string path) => Of(SyncFaults.StateNotWritable, $"The state '{path}' is a folder; name a file, in it or elsewhere.");

    /// <summary>The fault behind what SQLite said about this file.</summary>
    public static FaultException From(string path, DatabaseException refusal) =>
        refusal.IsBusy ? InUse(path, "another program")
        : refusal.IsAboutWriting ? NotWritable(path, refusal.Message, refusal)
        : Damaged(path, refusal.Message, refusal);

    private static FaultException Of(FaultKind kind, string told, Exception? cause = null) => new(new Fault(kind, Side.Service, told), cause);
}
