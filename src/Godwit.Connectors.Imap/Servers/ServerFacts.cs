namespace Godwit.Connectors.Imap;

/// <summary>What is known of a server product beyond its capabilities. Found by probing or in published reports; each product's file says which.</summary>
internal sealed record ServerFacts
{
    /// <summary>The product's name.</summary>
    internal required string Product { get; init; }

    /// <summary>A received date in the future becomes now.</summary>
    internal bool ClampsFutureDates { get; init; }

    /// <summary>False: a message of no bytes is refused, and with it the group it is in.</summary>
    internal bool AcceptsEmptyMessages { get; init; } = true;

    /// <summary>
    /// True: when it cannot take a message at all, it takes a literal that was sent without asking for commands. The first message of a connection asks, so that what is wrong from the beginning shows
    /// before a byte of a message was sent.
    /// </summary>
    internal bool MistakesRefusedLiterals { get; init; }

    /// <summary>False: a message with a NUL is refused.</summary>
    internal bool AcceptsNul { get; init; } = true;

    /// <summary>False: a NUL is read back as another byte.</summary>
    internal bool ReadsNul { get; init; } = true;

    /// <summary>Stored bytes may differ from the sent ones.</summary>
    internal bool RewritesMessages { get; init; }

    /// <summary>Names that differ only in case are one folder.</summary>
    internal bool IgnoresCase { get; init; }

    /// <summary>False: a name may not begin or end with a space.</summary>
    internal bool KeepsEdgeSpaces { get; init; } = true;

    /// <summary>False: a name may not begin with a dot.</summary>
    internal bool KeepsLeadingDot { get; init; } = true;

    /// <summary>False: the MAILBOXID that STATUS tells is not the folder's.</summary>
    internal bool TellsMailboxIds { get; init; } = true;

    /// <summary>True: a folder that nobody has SELECTed yet gets another UIDVALIDITY whenever it is looked at; so it is opened by SELECT even to read.</summary>
    internal bool ForgetsUnopened { get; init; }

    /// <summary>False: SELECT does not tell UIDNEXT, only STATUS does.</summary>
    internal bool TellsUidNext { get; init; } = true;

    /// <summary>Characters besides the separator that a name may not hold.</summary>
    internal string ForbiddenCharacters { get; init; } = "";

    /// <summary>The longest segment in bytes of its wire encoding.</summary>
    internal int MaxSegmentBytes { get; init; } = 255;

    /// <summary>The largest message where the server does not tell it (APPENDLIMIT); null when not known.</summary>
    internal long? MaxMessageBytes { get; init; }

    /// <summary>The most messages in one MULTIAPPEND.</summary>
    internal int MaxGroupMessages { get; init; } = 1000;

    /// <summary>How many APPENDs may wait for their answers.</summary>
    internal int AppendWindow { get; init; } = 16;

    /// <summary>Messages in one FETCH. Many: the answer streams, and only between two FETCHes the line is idle.</summary>
    internal int FetchMessages { get; init; } = 5000;

    /// <summary>FETCHes that may be under way. More than one only for servers that are known to answer one command after the other: Dovecot mixes the rows of several when its output is full.</summary>
    internal int FetchWindow { get; init; } = 1;

    /// <summary>Connections of one user side by side.</summary>
    internal int MaxLanes { get; init; } = 8;
}
