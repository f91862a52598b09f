namespace Godwit.Connectors;

/// <summary>
/// What a store can and cannot do, by concern. The engine asks these and never for a product's name.
/// </summary>
public sealed record ConnectorTraits
{
    /// <summary>Which names its folders may have.</summary>
    public FolderNaming Naming { get; init; } = new();

    /// <summary>What it refuses.</summary>
    public MessageLimits Limits { get; init; } = new();

    /// <summary>What it tells about writes and changes.</summary>
    public ReportTraits Reports { get; init; } = new();

    /// <summary>How messages can leave a folder.</summary>
    public MoveTraits Moves { get; init; } = new();

    /// <summary>What it keeps of a message's properties.</summary>
    public KeepTraits Keeps { get; init; } = new();

    /// <summary>The most lanes that may be open at once to one mailbox.</summary>
    public int MaxLanes { get; init; } = 8;

    /// <summary>How long an answer to a small question took when the lane was opened; zero where there is no wire.</summary>
    public TimeSpan RoundTrip { get; init; }

    /// <summary>The product as it calls itself (ID, banner), for reports and never for decisions; empty when unknown.</summary>
    public string Product { get; init; } = "";
}

/// <summary>Which folder names a store takes.</summary>
public sealed record FolderNaming
{
    /// <summary>Characters that may not stand inside a segment: the separator among them.</summary>
    public string ForbiddenCharacters { get; init; } = "";

    /// <summary>Whole names that may not be used for a segment, compared without case (a Maildir's <c>cur</c>, <c>new</c>, <c>tmp</c>).</summary>
    public IReadOnlyList<string> ForbiddenNames { get; init; } = [];

    /// <summary>The longest segment in bytes of its wire encoding.</summary>
    public int MaxSegmentBytes { get; init; } = 255;

    /// <summary>The deepest path.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>True when names that differ only in case are one folder.</summary>
    public bool IgnoresCase { get; init; }

    /// <summary>False when INBOX cannot have children, or its children are what every other top-level folder is (Courier).</summary>
    public bool InboxHasChildren { get; init; } = true;

    /// <summary>False when a segment may not begin or end with a space.</summary>
    public bool KeepsEdgeSpaces { get; init; } = true;

    /// <summary>False when a segment may not begin with a dot.</summary>
    public bool KeepsLeadingDot { get; init; } = true;

    /// <summary>True when a folder can hold messages and folders alike.</summary>
    public bool FoldersHoldBoth { get; init; } = true;
}

/// <summary>What a store refuses.</summary>
public sealed record MessageLimits
{
    /// <summary>The largest message in bytes (APPENDLIMIT or a known limit); null when not known.</summary>
    public long? MaxMessageBytes { get; init; }

    /// <summary>False when a message of no bytes is refused (and with it, on Dovecot, the group it is in).</summary>
    public bool AcceptsEmptyMessages { get; init; } = true;

    /// <summary>False when a message with a NUL byte is refused.</summary>
    public bool AcceptsNul { get; init; } = true;
}

/// <summary>What a store tells.</summary>
public sealed record ReportTraits
{
    /// <summary>True when an append answers with the new uid (UIDPLUS).</summary>
    public bool NewUids { get; init; } = true;

    /// <summary>True when it can list what changed since a marker (CONDSTORE).</summary>
    public bool Changes { get; init; } = true;

    /// <summary>True when a listing means to tell the size that reading gives (RFC822.SIZE); a Maildir tells what its files have, which may hold bare line feeds.</summary>
    public bool ExactSizes { get; init; } = true;
}

/// <summary>How messages can leave a folder.</summary>
public sealed record MoveTraits
{
    /// <summary>True when messages can be moved within the mailbox without being copied through us.</summary>
    public bool CanMove { get; init; } = true;

    /// <summary>True when messages can be removed by uid without touching others.</summary>
    public bool CanRemove { get; init; } = true;
}

/// <summary>What a store keeps of a message.</summary>
public sealed record KeepTraits
{
    /// <summary>True when the received date of an append is kept.</summary>
    public bool ReceivedDates { get; init; } = true;

    /// <summary>True when a received date in the future is replaced by now (Dovecot).</summary>
    public bool ClampsFutureDates { get; init; }

    /// <summary>True when keywords can be kept at all.</summary>
    public bool Keywords { get; init; } = true;

    /// <summary>False when a NUL byte is read back as another one (Dovecot's BODY[] gives 0x80): the copy on such a store cannot be told byte for byte by reading it.</summary>
    public bool ReadsNul { get; init; } = true;

    /// <summary>True when stored bytes may differ from the sent ones (headers added or rewritten): such copies are compared by header fingerprint and body.</summary>
    public bool RewritesMessages { get; init; }
}
