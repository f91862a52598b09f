namespace Godwit.Connectors.Memory;

/// <summary>What a mailbox in memory can do, and the habits in which real stores differ. The default is a store that can do everything.</summary>
public sealed record MemoryOptions
{
    /// <summary>What its lanes say they can do; the store behaves accordingly.</summary>
    public ConnectorTraits Traits { get; init; } = new();

    /// <summary>The flags that every folder keeps. Others are dropped without a word, as servers without <c>\*</c> in PERMANENTFLAGS do.</summary>
    public AcceptedFlags Accepts { get; init; } = AcceptedFlags.Everything;

    /// <summary>
    /// True when a group of appended messages is stored whole or not at all (MULTIAPPEND, RFC 3502): one refused message refuses its group. False when each message is stored alone.
    /// </summary>
    public bool AtomicGroups { get; init; } = true;

    /// <summary>What it does to the bytes of an appended message; other than <see cref="RewriteHabit.None"/> wants <see cref="KeepTraits.RewritesMessages"/>.</summary>
    public RewriteHabit Rewrites { get; init; }

    /// <summary>False keeps of appended messages only length and digest: for measuring memory. Such a message cannot be read back.</summary>
    public bool KeepsBodies { get; init; } = true;

    /// <summary>False when a role asked for at creation is not given (no CREATE-SPECIAL-USE, RFC 6154 section 3).</summary>
    public bool GivesRoles { get; init; } = true;

    /// <summary>False when a listing of folders tells no status (no LIST-STATUS, RFC 5819).</summary>
    public bool ListsStatus { get; init; } = true;

    /// <summary>False when folders have no identifier that survives a rename (no OBJECTID, RFC 8474).</summary>
    public bool TellsObjectIds { get; init; } = true;

    /// <summary>How many removed uids a folder remembers (RFC 7162 section 3.2.10); behind that it compares uids instead.</summary>
    public int VanishedMemory { get; init; } = 10_000;

    /// <summary>The most bytes of all messages together; null without a bound.</summary>
    public long? QuotaBytes { get; init; }

    /// <summary>The largest piece in which a body is read, in bytes.</summary>
    public int PieceBytes { get; init; } = 64 * 1024;

    /// <summary>The first UIDVALIDITY; each new folder and each rebuild takes the next one.</summary>
    public uint FirstGeneration { get; init; } = 1;
}

/// <summary>How a store changes messages that it takes in.</summary>
public enum RewriteHabit
{
    /// <summary>Not at all.</summary>
    None,
    /// <summary>Puts a header line of its own above the message, another one for each.</summary>
    AddsHeader,
    /// <summary>Gives the message a new Message-ID, also when it had none.</summary>
    ReplacesMessageId,
}
