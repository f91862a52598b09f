namespace Godwit.Api;

/// <summary>What a migration endpoint leads to.</summary>
public enum EndpointType
{
    /// <summary>An MRS Proxy.</summary>
    ExchangeRemoteMove,
    /// <summary>An IMAP server.</summary>
    IMAP,
}

/// <summary>How the connection to an IMAP endpoint is protected.</summary>
public enum EndpointSecurity
{
    /// <summary>TLS from the first byte.</summary>
    Ssl,
    /// <summary>STARTTLS.</summary>
    Tls,
    /// <summary>Clear text.</summary>
    None,
}

/// <summary>How the service signs in at an endpoint.</summary>
public enum EndpointAuthentication
{
    /// <summary>User name and password, over TLS. For IMAP: the best mechanism that the server offers.</summary>
    Basic,
    /// <summary>An OAuth token.</summary>
    OAuth,
}

/// <summary>How a test ended.</summary>
public enum TestResult
{
    /// <summary>All that was looked at works.</summary>
    Success,
    /// <summary>Something does not; the answer says what.</summary>
    Failed,
}

/// <summary>What the signed-in may do. Each may all that those before it may.</summary>
public enum Role
{
    /// <summary>See everything, change nothing.</summary>
    Reader,
    /// <summary>Make, start, stop, complete and remove.</summary>
    Operator,
    /// <summary>Also approve removals that the engine holds back.</summary>
    Approver,
    /// <summary>Also administrators, tokens and the service's limits.</summary>
    Administrator,
}
