namespace Godwit.Connectors;

/// <summary>The kinds of fault that connectors raise; each has its page in <c>docs/faults</c>.</summary>
public static class ConnectorFaults
{
    /// <summary>The host name has no address.</summary>
    public static readonly FaultKind HostNotFound = new("GW1001", "Host not found", Reach.Endpoint, Remedy.FixConfiguration);
    /// <summary>Nothing listens, or a firewall refuses.</summary>
    public static readonly FaultKind ConnectionRefused = new("GW1002", "Connection refused", Reach.Endpoint, Remedy.Retry);
    /// <summary>The other side did not answer in time.</summary>
    public static readonly FaultKind TimedOut = new("GW1003", "No answer in time", Reach.Endpoint, Remedy.Retry);
    /// <summary>A connection that had been open broke off.</summary>
    public static readonly FaultKind ConnectionLost = new("GW1004", "Connection lost", Reach.Mailbox, Remedy.Retry);
    /// <summary>The server said BYE.</summary>
    public static readonly FaultKind ServerSaidGoodbye = new("GW1005", "The server ended the session", Reach.Mailbox, Remedy.Retry);
    /// <summary>The answers do not follow the protocol or exceed a bound.</summary>
    public static readonly FaultKind ProtocolViolation = new("GW1006", "Answer against the protocol", Reach.Mailbox, Remedy.GiveUp);
    /// <summary>The server refused messages and took what it had not read of them for commands.</summary>
    public static readonly FaultKind OutOfStep = new("GW1007", "Server out of step", Reach.Mailbox, Remedy.Retry);
    /// <summary>The certificate is not trusted, not for this name, or out of date.</summary>
    public static readonly FaultKind CertificateRejected = new("GW1010", "Certificate not accepted", Reach.Endpoint, Remedy.FixConfiguration);
    /// <summary>TLS could not be agreed on.</summary>
    public static readonly FaultKind TlsFailed = new("GW1011", "TLS not established", Reach.Endpoint, Remedy.FixConfiguration);
    /// <summary>The server does not offer STARTTLS, or something on the way took it out.</summary>
    public static readonly FaultKind StartTlsMissing = new("GW1012", "STARTTLS not offered", Reach.Endpoint, Remedy.FixConfiguration);
    /// <summary>User or password refused.</summary>
    public static readonly FaultKind CredentialsRefused = new("GW1020", "Credentials refused", Reach.Mailbox, Remedy.FixConfiguration);
    /// <summary>No common way to sign in.</summary>
    public static readonly FaultKind NoCommonMechanism = new("GW1021", "No common way to sign in", Reach.Endpoint, Remedy.FixConfiguration);
    /// <summary>The server cannot check credentials now.</summary>
    public static readonly FaultKind SignInUnavailable = new("GW1022", "Sign-in temporarily not possible", Reach.Endpoint, Remedy.Retry);
    /// <summary>Too many connections of this user or address.</summary>
    public static readonly FaultKind TooManyConnections = new("GW1023", "Too many connections", Reach.Endpoint, Remedy.Retry);
    /// <summary>A folder cannot be opened or has vanished.</summary>
    public static readonly FaultKind FolderUnavailable = new("GW1030", "Folder cannot be opened", Reach.Folder, Remedy.Skip);
    /// <summary>UIDVALIDITY is not what it was.</summary>
    public static readonly FaultKind GenerationChanged = new("GW1031", "Folder was rebuilt (UIDVALIDITY changed)", Reach.Folder, Remedy.Retry);
    /// <summary>A folder cannot be created, renamed or deleted.</summary>
    public static readonly FaultKind FolderRefused = new("GW1032", "Folder change refused", Reach.Folder, Remedy.Skip);
    /// <summary>A right is missing.</summary>
    public static readonly FaultKind NoPermission = new("GW1033", "No permission", Reach.Folder, Remedy.FixConfiguration);
    /// <summary>The store cannot do what was asked.</summary>
    public static readonly FaultKind NotSupported = new("GW1034", "Not supported by the store", Reach.Folder, Remedy.Skip);
    /// <summary>The server shows fewer messages than the folder holds: a cap that somebody set, on the server or in the account.</summary>
    public static readonly FaultKind PartlyHidden = new("GW1035", "Folder not shown whole", Reach.Folder, Remedy.FixConfiguration);
    /// <summary>A message cannot be read.</summary>
    public static readonly FaultKind MessageUnreadable = new("GW1040", "Message cannot be read", Reach.Item, Remedy.Skip);
    /// <summary>The target refused a message.</summary>
    public static readonly FaultKind MessageRefused = new("GW1041", "Message refused", Reach.Item, Remedy.Skip);
    /// <summary>A message is over the target's limit.</summary>
    public static readonly FaultKind MessageTooLarge = new("GW1042", "Message too large", Reach.Item, Remedy.Skip);
    /// <summary>The mailbox is full.</summary>
    public static readonly FaultKind OverQuota = new("GW1043", "Mailbox full", Reach.Mailbox, Remedy.FixConfiguration);
    /// <summary>The server asks us to slow down.</summary>
    public static readonly FaultKind Throttled = new("GW1044", "The server asks to slow down", Reach.Endpoint, Remedy.WaitUntil);
    /// <summary>The server cannot do it now.</summary>
    public static readonly FaultKind TemporarilyUnavailable = new("GW1045", "Temporarily not possible", Reach.Mailbox, Remedy.Retry);
    /// <summary>A local store's path is missing, not readable or not a store.</summary>
    public static readonly FaultKind StoreUnusable = new("GW1050", "Store cannot be used", Reach.Endpoint, Remedy.FixConfiguration);
    /// <summary>The disk of a local store is full.</summary>
    public static readonly FaultKind DiskFull = new("GW1051", "Disk full", Reach.Endpoint, Remedy.FixConfiguration);
    /// <summary>A local file cannot be read or written.</summary>
    public static readonly FaultKind FileUnusable = new("GW1052", "File cannot be used", Reach.Item, Remedy.Skip);
    /// <summary>A wrapper refused a write: the store was opened for reading only.</summary>
    public static readonly FaultKind ReadOnly = new("GW1053", "Opened for reading only", Reach.Mailbox, Remedy.GiveUp);
    /// <summary>A change's answer was lost after its last byte was sent.</summary>
    public static readonly FaultKind AnswerLost = new("GW1060", "Answer lost", Reach.Mailbox, Remedy.Retry);
}
