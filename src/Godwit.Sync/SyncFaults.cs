namespace Godwit.Sync;

/// <summary>The kinds of fault that the engine and its state raise; each has its page in <c>docs/faults</c>.</summary>
public static class SyncFaults
{
    /// <summary>Another process holds the state.</summary>
    public static readonly FaultKind StateInUse = new("GW3001", "State in use", Reach.Mailbox, Remedy.Retry);
    /// <summary>The state belongs to another pair of mailboxes.</summary>
    public static readonly FaultKind StateOfAnotherPair = new("GW3002", "State of another pair of mailboxes", Reach.Mailbox, Remedy.FixConfiguration);
    /// <summary>The state was written by a newer program.</summary>
    public static readonly FaultKind StateTooNew = new("GW3003", "State of a newer version", Reach.Mailbox, Remedy.FixConfiguration);
    /// <summary>The state cannot be read.</summary>
    public static readonly FaultKind StateDamaged = new("GW3004", "State damaged", Reach.Mailbox, Remedy.FixConfiguration);
    /// <summary>The state cannot be written.</summary>
    public static readonly FaultKind StateNotWritable = new("GW3005", "State cannot be written", Reach.Mailbox, Remedy.FixConfiguration);
    /// <summary>More would be removed than may go without approval.</summary>
    public static readonly FaultKind DeletionsWait = new("GW3010", "Removals wait for approval", Reach.Mailbox, Remedy.FixConfiguration);
    /// <summary>Much of what was copied has gone from the target.</summary>
    public static readonly FaultKind TargetEmptied = new("GW3011", "Target suspiciously emptied", Reach.Mailbox, Remedy.FixConfiguration);
    /// <summary>The target cannot remove single messages, so nothing was removed.</summary>
    public static readonly FaultKind CannotRemove = new("GW3012", "Target cannot remove by uid", Reach.Mailbox, Remedy.Skip);
    /// <summary>Both sides are the same mailbox.</summary>
    public static readonly FaultKind SameMailbox = new("GW3013", "Source and target are one mailbox", Reach.Mailbox, Remedy.FixConfiguration);
    /// <summary>A folder changed again and again while it was copied.</summary>
    public static readonly FaultKind FolderUnsteady = new("GW3014", "Folder does not hold still", Reach.Folder, Remedy.Retry);
    /// <summary>A folder on the target was rebuilt while we wrote into it.</summary>
    public static readonly FaultKind TargetRebuilt = new("GW3015", "Target folder rebuilt during the run", Reach.Folder, Remedy.Retry);
    /// <summary>A message's bytes do not add up to its announced length.</summary>
    public static readonly FaultKind LengthMismatch = new("GW3016", "Message length does not add up", Reach.Item, Remedy.Skip);
    /// <summary>The messages of a mailbox have more different sets of keywords than are taken in.</summary>
    public static readonly FaultKind TooManyKeywords = new("GW3017", "Too many different keywords", Reach.Folder, Remedy.Skip);
    /// <summary>Two folders would become one on the target.</summary>
    public static readonly FaultKind NameCollision = new("GW3020", "Folder names collide on the target", Reach.Folder, Remedy.Skip);
    /// <summary>A folder that shall take part is not on the source.</summary>
    public static readonly FaultKind NoSuchFolder = new("GW3021", "No such folder on the source", Reach.Mailbox, Remedy.FixConfiguration);
}
