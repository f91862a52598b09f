namespace Godwit.Proxy.Protocol;

/// <summary>The kinds of fault on the way to a mailbox behind a proxy; each has its page in <c>docs/faults</c>.</summary>
public static class ProxyFaults
{
    /// <summary>401 by the proxy itself: user, password or token refused.</summary>
    public static readonly FaultKind CredentialsRefused = new("GW2001", "Proxy refused the credentials", Reach.Endpoint, Remedy.FixConfiguration);
    /// <summary>401 that offers no way to sign in that we can or may use.</summary>
    public static readonly FaultKind NoCommonScheme = new("GW2002", "No common way to sign in to the proxy", Reach.Endpoint, Remedy.FixConfiguration);
    /// <summary>403: MRSProxyEnabled is false.</summary>
    public static readonly FaultKind NotEnabled = new("GW2003", "MRS Proxy not enabled", Reach.Endpoint, Remedy.FixConfiguration);
    /// <summary>403: not in the role group.</summary>
    public static readonly FaultKind NotInRoleGroup = new("GW2004", "Account not in the role group", Reach.Endpoint, Remedy.FixConfiguration);
    /// <summary>403: something in front of the proxy takes TLS off.</summary>
    public static readonly FaultKind SslOffload = new("GW2005", "TLS ends before the proxy", Reach.Endpoint, Remedy.FixConfiguration);
    /// <summary>403: this machine's address is not on the proxy's list.</summary>
    public static readonly FaultKind AddressBlocked = new("GW2006", "Address not allowed at the proxy", Reach.Endpoint, Remedy.FixConfiguration);
    /// <summary>503: the proxy has as many connections as it may.</summary>
    public static readonly FaultKind TooManyConnections = new("GW2007", "Proxy is full", Reach.Endpoint, Remedy.WaitUntil);
    /// <summary>404: no store behind this proxy has the mailbox.</summary>
    public static readonly FaultKind UnknownMailbox = new("GW2008", "Mailbox not known to the proxy", Reach.Mailbox, Remedy.FixConfiguration);
    /// <summary>No protocol version in common.</summary>
    public static readonly FaultKind VersionMismatch = new("GW2009", "Proxy speaks another version", Reach.Endpoint, Remedy.FixConfiguration);
    /// <summary>A stream ended without its closing record.</summary>
    public static readonly FaultKind StreamCut = new("GW2010", "Stream from the proxy was cut", Reach.Mailbox, Remedy.Retry);
    /// <summary>413: a device or the proxy takes no request of this length.</summary>
    public static readonly FaultKind SizeRefused = new("GW2011", "Request too long for a device on the way", Reach.Item, Remedy.FixConfiguration);
    /// <summary>The endpoint is a real Exchange server's MRS Proxy.</summary>
    public static readonly FaultKind MicrosoftProxy = new("GW2012", "The endpoint is Microsoft's own MRS Proxy", Reach.Endpoint, Remedy.GiveUp);
    /// <summary>Something answered that is not a proxy of ours: a device, another program, a wrong path.</summary>
    public static readonly FaultKind NotAProxy = new("GW2013", "No Godwit proxy answered", Reach.Endpoint, Remedy.FixConfiguration);
    /// <summary>502, 504 and the like: a device on the way has no proxy to give the request to.</summary>
    public static readonly FaultKind NotReachable = new("GW2014", "Proxy not reachable behind a device", Reach.Endpoint, Remedy.Retry);
    /// <summary>A later owner of the move has written already.</summary>
    public static readonly FaultKind Fenced = new("GW2015", "Another worker has taken the move over", Reach.Mailbox, Remedy.GiveUp);
    /// <summary>The proxy or a device has something against the request itself.</summary>
    public static readonly FaultKind RequestRefused = new("GW2016", "Proxy refused the request", Reach.Mailbox, Remedy.GiveUp);
    /// <summary>The proxy failed in a way that nobody foresaw.</summary>
    public static readonly FaultKind ProxyFailed = new("GW2017", "Proxy failed", Reach.Mailbox, Remedy.Retry);
}
