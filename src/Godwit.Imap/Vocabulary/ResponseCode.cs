namespace Godwit.Imap;

/// <summary>Response codes that this library knows; the registry is RFC 5530 and its successors.</summary>
public enum ResponseCodeKind
{
    /// <summary>One that it does not know: see <see cref="ResponseCode.Name"/> and <see cref="TextCode"/>.</summary>
    Other,
    /// <summary>RFC 9051: a message for the user.</summary>
    Alert,
    /// <summary>RFC 5530: exists already.</summary>
    AlreadyExists,
    /// <summary>RFC 4315: uids of appended messages (<see cref="AppendUidCode"/>).</summary>
    AppendUid,
    /// <summary>RFC 5530: the credentials are wrong.</summary>
    AuthenticationFailed,
    /// <summary>RFC 5530: signed in, but not as the asked-for identity.</summary>
    AuthorizationFailed,
    /// <summary>RFC 9051: a character set is not known.</summary>
    BadCharset,
    /// <summary>RFC 5530: the command makes no sense here.</summary>
    Cannot,
    /// <summary>RFC 9051: the capabilities (<see cref="CapabilityCode"/>).</summary>
    Capability,
    /// <summary>RFC 5530: the client does something odd.</summary>
    ClientBug,
    /// <summary>RFC 7162: what follows is about the newly selected folder.</summary>
    Closed,
    /// <summary>RFC 3501 extensions: compression is on already (RFC 4978).</summary>
    CompressionActive,
    /// <summary>RFC 5530: ask the administrator.</summary>
    ContactAdmin,
    /// <summary>RFC 4315: uids of copied messages (<see cref="CopyUidCode"/>).</summary>
    CopyUid,
    /// <summary>RFC 5530: the server found its data damaged.</summary>
    Corruption,
    /// <summary>RFC 5530: the password has expired.</summary>
    Expired,
    /// <summary>RFC 5530: messages have been expunged elsewhere.</summary>
    ExpungeIssued,
    /// <summary>RFC 9051: the folder has children.</summary>
    HasChildren,
    /// <summary>RFC 7162: the highest change number (<see cref="NumberCode"/>).</summary>
    HighestModSeq,
    /// <summary>RFC 5530: somebody else uses it.</summary>
    InUse,
    /// <summary>RFC 5530: a limit of the server.</summary>
    Limit,
    /// <summary>RFC 8474: the folder's own identifier (<see cref="TextCode"/>).</summary>
    MailboxId,
    /// <summary>RFC 7162: uids whose flags were not changed (<see cref="TextCode"/>).</summary>
    Modified,
    /// <summary>RFC 7162: the folder keeps no history.</summary>
    NoModSeq,
    /// <summary>RFC 5530: does not exist.</summary>
    NonExistent,
    /// <summary>RFC 5530: a right is missing.</summary>
    NoPerm,
    /// <summary>RFC 5530: over quota.</summary>
    OverQuota,
    /// <summary>RFC 9051: a message could not be parsed.</summary>
    Parse,
    /// <summary>RFC 9051: flags that last (<see cref="PermanentFlagsCode"/>).</summary>
    PermanentFlags,
    /// <summary>RFC 5530: not without encryption.</summary>
    PrivacyRequired,
    /// <summary>RFC 9051: opened for reading.</summary>
    ReadOnly,
    /// <summary>RFC 9051: opened for reading and writing.</summary>
    ReadWrite,
    /// <summary>RFC 5530: a bug of the server.</summary>
    ServerBug,
    /// <summary>RFC 4469 and 7889: the message is too big.</summary>
    TooBig,
    /// <summary>RFC 9051: create the folder first.</summary>
    TryCreate,
    /// <summary>RFC 4315: uids will change with every session.</summary>
    UidNotSticky,
    /// <summary>RFC 9051: the next uid (<see cref="NumberCode"/>).</summary>
    UidNext,
    /// <summary>RFC 9051: the folder's generation (<see cref="NumberCode"/>).</summary>
    UidValidity,
    /// <summary>RFC 5530: something behind the server is down.</summary>
    Unavailable,
    /// <summary>RFC 3516: the content's encoding is not known.</summary>
    UnknownCte,
    /// <summary>RFC 3501: the first unseen message (<see cref="NumberCode"/>).</summary>
    Unseen,
    /// <summary>RFC 6154: the role is not given.</summary>
    UseAttr,
}

/// <summary>What a status response says to programs.</summary>
/// <param name="Kind">Which code.</param>
/// <param name="Name">As the server wrote it.</param>
public record ResponseCode(ResponseCodeKind Kind, string Name);

/// <summary>A code with a number.</summary>
/// <param name="Kind">Which code.</param>
/// <param name="Name">As the server wrote it.</param>
/// <param name="Number">Its number.</param>
public sealed record NumberCode(ResponseCodeKind Kind, string Name, ulong Number) : ResponseCode(Kind, Name);

/// <summary>A code with arguments that are kept as they came.</summary>
/// <param name="Kind">Which code.</param>
/// <param name="Name">As the server wrote it.</param>
/// <param name="Arguments">What follows the name.</param>
public sealed record TextCode(ResponseCodeKind Kind, string Name, string Arguments) : ResponseCode(Kind, Name);

/// <summary>The capabilities.</summary>
/// <param name="Capabilities">All of them.</param>
public sealed record CapabilityCode(ImapCapabilities Capabilities) : ResponseCode(ResponseCodeKind.Capability, "CAPABILITY");

/// <summary>The flags that last.</summary>
/// <param name="Flags">System flags and keywords.</param>
/// <param name="NewKeywords">True with <c>\*</c>: keywords may be invented.</param>
public sealed record PermanentFlagsCode(MessageFlags Flags, bool NewKeywords) : ResponseCode(ResponseCodeKind.PermanentFlags, "PERMANENTFLAGS");

/// <summary>RFC 4315 section 3: where appended messages went, in the order in which they were sent.</summary>
/// <param name="Generation">The folder's generation.</param>
/// <param name="Uids">One uid a message.</param>
public sealed record AppendUidCode(FolderGeneration Generation, UidSequence Uids) : ResponseCode(ResponseCodeKind.AppendUid, "APPENDUID");

/// <summary>RFC 4315 section 3: where copied messages went; the message <c>From[i]</c> is now <c>To[i]</c>.</summary>
/// <param name="Generation">The generation of the folder they went to.</param>
/// <param name="From">Old uids.</param>
/// <param name="To">New uids.</param>
public sealed record CopyUidCode(FolderGeneration Generation, UidSequence From, UidSequence To) : ResponseCode(ResponseCodeKind.CopyUid, "COPYUID");
