namespace Godwit.Imap;

/// <summary>What STATUS can be asked for.</summary>
[Flags]
public enum StatusItems
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>MESSAGES.</summary>
    Messages = 1,
    /// <summary>UIDNEXT.</summary>
    UidNext = 2,
    /// <summary>UIDVALIDITY.</summary>
    UidValidity = 4,
    /// <summary>HIGHESTMODSEQ (RFC 7162).</summary>
    HighestModSeq = 8,
    /// <summary>SIZE (RFC 8438).</summary>
    Size = 16,
    /// <summary>MAILBOXID (RFC 8474).</summary>
    MailboxId = 32,
    /// <summary>APPENDLIMIT (RFC 7889).</summary>
    AppendLimit = 64,
}

/// <summary>A folder's counters; null for what was not told.</summary>
public sealed record MailboxStatus
{
    /// <summary>Its wire name as the server wrote it in this answer.</summary>
    public required string Name { get; init; }

    /// <summary>How many messages.</summary>
    public long? Messages { get; init; }

    /// <summary>The next uid.</summary>
    public uint? UidNext { get; init; }

    /// <summary>The generation.</summary>
    public uint? UidValidity { get; init; }

    /// <summary>The last change; 0 when the folder keeps no history.</summary>
    public ulong? HighestModSeq { get; init; }

    /// <summary>Bytes of all messages.</summary>
    public long? Size { get; init; }

    /// <summary>Its own identifier.</summary>
    public string? MailboxId { get; init; }

    /// <summary>The largest message it takes.</summary>
    public long? AppendLimit { get; init; }
}
