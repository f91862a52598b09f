namespace Godwit.Imap;

/// <summary>An open folder as SELECT or EXAMINE described it.</summary>
public sealed class SelectedMailbox
{
    /// <summary>Its wire name as we sent it.</summary>
    public required string Name { get; init; }

    /// <summary>True when nothing in it can be changed.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>How many messages it holds; follows what the server says while it is open.</summary>
    public uint Exists { get; internal set; }

    /// <summary>How many messages the server said are gone since it was opened. They count in what was listed before they went, and no more in <see cref="Exists"/>.</summary>
    public long Expunged { get; private set; }

    /// <summary>UIDVALIDITY; unknown when the server did not tell it.</summary>
    public FolderGeneration Generation { get; init; }

    /// <summary>UIDNEXT; 0 when the server did not tell it.</summary>
    public uint UidNext { get; init; }

    /// <summary>HIGHESTMODSEQ at the opening; 0 where the folder keeps no history.</summary>
    public ulong HighestModSeq { get; init; }

    /// <summary>Flags and keywords that can be stored for good; null when the server did not say, which means all (RFC 9051 section 6.3.2).</summary>
    public PermanentFlagsCode? PermanentFlags { get; init; }

    /// <summary>Flags and keywords known in the folder (FLAGS).</summary>
    public MessageFlags KnownFlags { get; init; }

    /// <summary>MAILBOXID (RFC 8474), or null.</summary>
    public string? MailboxId { get; init; }

    /// <summary>QRESYNC: which of the messages known are gone.</summary>
    public UidSet VanishedEarlier { get; init; } = UidSet.Empty;

    /// <summary>QRESYNC: messages whose flags changed, or that are new.</summary>
    public IReadOnlyList<ChangedMessage> Changed { get; init; } = [];

    /// <summary>So many messages are gone.</summary>
    internal void Expunge(long messages)
    {
        var gone = Math.Min(messages, Exists);
        Exists -= (uint)gone;
        Expunged += gone;
    }
}

/// <summary>A message that changed while the folder was closed.</summary>
/// <param name="Uid">Its uid.</param>
/// <param name="Flags">Its flags now.</param>
/// <param name="ModSeq">When it changed.</param>
public sealed record ChangedMessage(uint Uid, MessageFlags Flags, ulong ModSeq);
