namespace Godwit.Proxy.Protocol;

/// <summary>The HTTP header fields of the protocol (docs/proxy-protocol.md). Balancers and front ends may read them; none of them holds a secret.</summary>
public static class ProtocolHeaders
{
    /// <summary>
    /// In a request: the version it is written in, or the range that the client speaks (<c>1</c>, <c>1-2</c>). In an answer: the version that was chosen, or the range of a proxy that shares
    /// none. Every answer of a Godwit proxy carries it, refusals included: that is how it is told from devices in front of it and from other products.
    /// </summary>
    public const string Protocol = "X-Godwit-Protocol";

    /// <summary>Why a request was refused, one of <see cref="RefusalReasons"/>.</summary>
    public const string Reason = "X-Godwit-Reason";

    /// <summary>The address of the mailbox, percent-encoded UTF-8 where it is not ASCII.</summary>
    public const string Mailbox = "X-AnchorMailbox";

    /// <summary><c>read</c> or <c>write</c>: what the lane was opened for.</summary>
    public const string Access = "X-Godwit-Access";

    /// <summary>On what changes a mailbox: the move's id and epoch, <c>0198c5f2-...;epoch=7</c>.</summary>
    public const string Move = "X-Godwit-Move";

    /// <summary>In a request: the block compressions that the client can read, <c>br</c>. In an answer: the one that is used.</summary>
    public const string Compression = "X-Godwit-Compression";

    /// <summary>The media type of both bodies.</summary>
    public const string MediaType = "application/vnd.godwit.records";

    /// <summary>Set by the front end, as Exchange does; names the request in every log on the way.</summary>
    public const string RequestId = "request-id";

    /// <summary>In a request: what the client calls it; given back, and in the front end's log.</summary>
    public const string ClientRequestId = "client-request-id";

    /// <summary>The server that answered, as Exchange names it.</summary>
    public const string FrontEnd = "X-FEServer";
}

/// <summary>The values of <see cref="ProtocolHeaders.Reason"/>: a name for programs. A client that does not know one goes by the status.</summary>
public static class RefusalReasons
{
    /// <summary>403: <c>MRSProxyEnabled</c> is false on this server.</summary>
    public const string NotEnabled = "MRSProxyDisabled";

    /// <summary>403: the user is not a member of the role group.</summary>
    public const string NotInRoleGroup = "NotInRoleGroup";

    /// <summary>403: the user has the role, which is not enough, and is not a member of the role group.</summary>
    public const string RoleIsNotEnough = "RoleIsNotEnough";

    /// <summary>403: the request came without TLS, on a plain port or through a device that ends TLS.</summary>
    public const string SslOffload = "SslOffload";

    /// <summary>403: the client's address is not allowed.</summary>
    public const string AddressBlocked = "AddressBlocked";

    /// <summary>503: the connection limit is reached.</summary>
    public const string TooManyConnections = "ConnectionLimit";

    /// <summary>503: no server has the active copy of the store at the moment.</summary>
    public const string OwnerUnreachable = "OwnerUnreachable";

    /// <summary>502: the server that had the request broke off before its answer; a change may have been done.</summary>
    public const string OwnerLost = "OwnerLost";

    /// <summary>503: the active copy has just moved to another server.</summary>
    public const string NotTheOwner = "NotTheOwner";

    /// <summary>404: no store here has this mailbox.</summary>
    public const string UnknownMailbox = "UnknownMailbox";

    /// <summary>404: there is no such operation.</summary>
    public const string UnknownOperation = "UnknownOperation";

    /// <summary>400: no common protocol version.</summary>
    public const string Version = "Version";

    /// <summary>400: a header field of the protocol is missing or cannot be read.</summary>
    public const string BadRequest = "BadRequest";

    /// <summary>413: the request is longer than this proxy takes.</summary>
    public const string TooLarge = "TooLarge";
}
