namespace Godwit.Proxy;

/// <summary>An answer that says no, as data: status for the client, sub-status and code for the log, a name for programs and a sentence for people.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="SubStatus">The sub-status in the W3C log, as IIS has it: 403.4 is <c>403 4</c>.</param>
/// <param name="Win32">The Win32 or SSPI code in the W3C log.</param>
/// <param name="Reason">The value of <see cref="ProxyHeaders.Reason"/>.</param>
/// <param name="Told">One sentence, the body.</param>
public sealed record Refusal(int Status, int SubStatus, uint Win32, string Reason, string Told)
{
    private const uint AccessDenied = 5;

    /// <summary>How long to wait before asking again; null: nothing is said.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The request came without TLS, or somebody on the way ended TLS: 403.4.</summary>
    public static readonly Refusal SslOffload = new(403, 4, AccessDenied, "SslOffload",
        "This path is served over TLS only. Either http was used, or a device on the way ended TLS (SSL offload), which is not supported: let it pass TLS through or encrypt again (bridging).");

    /// <summary>The client's address is not in the allow list: 403.6.</summary>
    public static readonly Refusal AddressBlocked = new(403, 6, AccessDenied, "AddressBlocked", "Your address is not in the list of addresses that may use this service.");

    /// <summary>MRSProxyEnabled is false.</summary>
    public static readonly Refusal Disabled = new(403, 0, 0, "MRSProxyDisabled", "The MRS proxy is disabled on this server (MRSProxyEnabled is false).");

    /// <summary>Known, but not a member of the role group.</summary>
    public static readonly Refusal NotInRoleGroup = new(403, 0, 0, "NotInRoleGroup", "Access is denied: the account is not a member of the role group that may move mailboxes.");

    /// <summary>Known, has the role, but is not a member of the role group.</summary>
    public static readonly Refusal RoleIsNotEnough = new(403, 0, 0, "RoleIsNotEnough",
        "Access is denied: the account has the role but is not a member of the role group of that name; the role alone is not enough.");

    /// <summary>Nothing is published at this path.</summary>
    public static readonly Refusal NotFound = new(404, 0, 2, "NotFound", "Nothing is published here.");

    /// <summary>The limit of connections is reached and none became free in time.</summary>
    public static readonly Refusal ConnectionLimit = new(503, 0, 0, "ConnectionLimit", "The limit of connections (MRSProxyMaxConnections) is reached; try again later.") { RetryAfter = TimeSpan.FromSeconds(10) };

    /// <summary>No server has the active copy of the store at the moment, or it cannot be reached.</summary>
    public static readonly Refusal OwnerUnreachable = new(503, 0, 0, "OwnerUnreachable", "The server that has the active copy of the mailbox cannot be reached at the moment.") { RetryAfter = TimeSpan.FromSeconds(2) };

    /// <summary>The server that has the active copy had the request, and broke off before its answer: a change may have been done.</summary>
    public static readonly Refusal OwnerLost = new(502, 0, 0, "OwnerLost", "The server that has the active copy of the mailbox broke off before its answer; a change may have been done.");

    /// <summary>A front end handed a request to a server that does not have the active copy.</summary>
    public static readonly Refusal NotTheOwner = new(503, 0, 0, "NotTheOwner", "The active copy of the mailbox is on another server.") { RetryAfter = TimeSpan.FromSeconds(1) };

    /// <summary>A request that cannot be read.</summary>
    public static Refusal BadRequest(string told) => new(400, 0, 0, "BadRequest", told);
}
