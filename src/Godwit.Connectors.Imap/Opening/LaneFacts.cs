namespace Godwit.Connectors.Imap;

/// <summary>What a lane learned of its server when it was opened.</summary>
internal sealed record LaneFacts(ImapCapabilities Capabilities, ServerFacts Server, FolderNames Names, string Product)
{
    /// <summary>What lanes learned of the server while they worked; the same object for all lanes of a mailbox.</summary>
    internal required ServerHabits Habits { get; init; }

    /// <summary>True when QRESYNC is on.</summary>
    internal bool TellsVanished { get; init; }

    internal bool TellsChanges => Capabilities.Has("CONDSTORE") || TellsVanished;

    internal bool HasUidPlus => Capabilities.Has("UIDPLUS");

    /// <summary>How long the first flight after signing in took.</summary>
    internal TimeSpan RoundTrip { get; init; }

    internal bool TellsMailboxIds => Capabilities.Has("OBJECTID") && Server.TellsMailboxIds;

    /// <summary>True when UIDNEXT has to be asked for by STATUS before a folder is opened.</summary>
    internal bool AsksForUidNext => !Server.TellsUidNext || Habits.HidesUidNext;

    internal bool Groups => Capabilities.Has("MULTIAPPEND") && Capabilities.Has("LITERAL+");

    internal long? MaxMessageBytes => Capabilities.AppendLimit ?? Server.MaxMessageBytes;

    internal StatusItems StatusItems =>
        StatusItems.Messages | StatusItems.UidNext | StatusItems.UidValidity
        | (TellsChanges ? StatusItems.HighestModSeq : 0) | (Capabilities.Has("STATUS=SIZE") ? StatusItems.Size : 0) | (TellsMailboxIds ? StatusItems.MailboxId : 0);

    /// <summary>The same for the engine.</summary>
    internal ConnectorTraits ToTraits(int? maxLanes) => new()
    {
        Naming = new FolderNaming
        {
            // RFC 3501 section 5.1: the wildcards of LIST are possible in names and refused by many servers.
            ForbiddenCharacters = $"{Names.Separator}{Server.ForbiddenCharacters}%*\0\r\n",
            MaxSegmentBytes = Server.MaxSegmentBytes,
            IgnoresCase = Server.IgnoresCase,
            InboxHasChildren = Names.InboxHasChildren,
            KeepsEdgeSpaces = Server.KeepsEdgeSpaces,
            KeepsLeadingDot = Server.KeepsLeadingDot,
            MaxDepth = Names.Separator is null ? 1 : 64,
        },
        Limits = new MessageLimits { MaxMessageBytes = MaxMessageBytes, AcceptsEmptyMessages = Server.AcceptsEmptyMessages, AcceptsNul = Server.AcceptsNul },
        Reports = new ReportTraits { NewUids = HasUidPlus, Changes = TellsChanges },
        Moves = new MoveTraits { CanMove = Capabilities.Has("MOVE") || HasUidPlus, CanRemove = HasUidPlus },
        Keeps = new KeepTraits { ClampsFutureDates = Server.ClampsFutureDates, RewritesMessages = Server.RewritesMessages, ReadsNul = Server.ReadsNul },
        MaxLanes = maxLanes ?? Server.MaxLanes,
        RoundTrip = RoundTrip,
        Product = Product,
    };
}

/// <summary>What can only be learned by working with a server.</summary>
internal sealed class ServerHabits
{
    private volatile bool _answersLate;
    private volatile bool _hidesUidNext;

    /// <summary>True when opening a folder did not tell UIDNEXT.</summary>
    internal bool HidesUidNext
    {
        get => _hidesUidNext;
        set => _hidesUidNext = value;
    }

    /// <summary>True when the rows of one FETCH came among or behind those of a later one: one FETCH at a time from then on.</summary>
    internal bool AnswersLate
    {
        get => _answersLate;
        set => _answersLate = value;
    }
}
