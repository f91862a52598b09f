namespace Godwit.Diagnostics.Cmdlets;

/// <summary>Root causes of the error texts that the migration cmdlets nest.</summary>
internal static class ErrorFindings
{
    /// <summary>The name could not be resolved.</summary>
    public static readonly FindingKind NameNotResolved = new("GW5320", "The name could not be resolved", Hop.Dns, "F07")
    {
        Symptom = "\"The remote name could not be resolved\".",
        Cause = "No public record, a typing error, or a zone that exists inside only.",
        Difference = "A name that leads to a wrong address fails with GW5321 or GW5322.",
        Fix = "Add the record to the public zone.",
        NextCommand = "godwit examine HOST",
    };

    /// <summary>The connection was refused.</summary>
    public static readonly FindingKind ConnectionRefused = new("GW5321", "The connection was refused", Hop.Tcp, "F11")
    {
        Symptom = "TCP error code 10061.",
        Cause = "Nothing listens at the address, or the balancer has no server.",
        Difference = "Silence instead of a refusal is GW5322.",
        Fix = "Start the listener, or fill the pool.",
        NextCommand = "godwit examine HOST",
    };

    /// <summary>No answer came in time.</summary>
    public static readonly FindingKind NoAnswer = new("GW5322", "No answer came in time", Hop.Tcp, "F10", "F95", "F96")
    {
        Symptom = "Timed out, or TCP error code 10060.",
        Cause = "A firewall drops the packets, or something on the way delays the answer; about 10 s is the endpoint test's own limit, about 50 s the default of a call.",
        Difference = "A 504 is a gateway's word (GW5334).",
        Fix = "Open TCP 443 for the ranges of the service; test past the devices.",
        NextCommand = "godwit examine HOST",
    };

    /// <summary>The certificate is not trusted.</summary>
    public static readonly FindingKind CertificateUntrusted = new("GW5323", "The certificate is not trusted", Hop.Tls, "F18", "F19", "F20", "F21")
    {
        Symptom = "\"Could not establish trust relationship\".",
        Cause = "The name is not in the certificate, its authority is private, an intermediate is not sent, or it is out of date.",
        Difference = "The text is the same for all four: the examination tells which.",
        Fix = "Renew, complete or replace the certificate.",
        NextCommand = "godwit examine HOST",
    };

    /// <summary>TLS could not be agreed on.</summary>
    public static readonly FindingKind TlsNotAgreed = new("GW5324", "TLS could not be agreed on", Hop.Tls, "F22")
    {
        Symptom = "\"Could not establish secure channel\", or no common algorithm.",
        Cause = "No TLS 1.2 or no shared cipher suite.",
        Difference = "An untrusted certificate is GW5323.",
        Fix = "Switch TLS 1.2 on.",
        NextCommand = "godwit examine HOST",
    };

    /// <summary>A page or a redirect comes instead of the service.</summary>
    public static readonly FindingKind PageInstead = new("GW5325", "A page or a redirect comes instead of the service", Hop.Edge, "F30", "F31", "F32")
    {
        Symptom = "302, or content type text/html.",
        Cause = "A device in front wants a logon first (pre-authentication).",
        Difference = "The service itself never sends a page.",
        Fix = "Publish the path without pre-authentication.",
        NextCommand = "godwit examine HOST",
    };

    /// <summary>Windows authentication is not offered.</summary>
    public static readonly FindingKind OtherScheme = new("GW5326", "Windows authentication is not offered", Hop.Authentication, "F73", "F75", "F76")
    {
        Symptom = "Scheme 'Negotiate' was tried, and the header received names Basic or Bearer only, or nothing.",
        Cause = "Windows authentication is off at the front end, or a device answers with a challenge of its own.",
        Difference = "When the header is 'Negotiate,NTLM' the credentials or the binding were refused (GW5327).",
        Fix = "Switch Windows authentication on, or let the device pass the path through.",
        NextCommand = "godwit read FILE",
    };

    /// <summary>Credentials or their way were refused.</summary>
    public static readonly FindingKind CredentialsOrBinding = new("GW5327", "Credentials or their way were refused", Hop.Authentication, "F74", "F77", "F81")
    {
        Symptom = "401, and the header received was 'Negotiate,NTLM'.",
        Cause = "A wrong password, Extended Protection, or handshake legs that a device tore apart; the text is the same.",
        Difference = "The IIS log tells: 1326 is the password, 2148074310 the binding, 2148074254 without a 200 a lost leg.",
        Fix = "Look the time up in the logs.",
        NextCommand = "godwit logs analyze FILES --window TIME",
    };

    /// <summary>The endpoint answers 403.</summary>
    public static readonly FindingKind Forbidden = new("GW5329", "The endpoint answers 403", Hop.Authorisation, "F53", "F35", "F37")
    {
        Symptom = "403, forbidden.",
        Cause = "MRSProxy is off, TLS is taken off before the server, or a device refuses the path.",
        Difference = "With X-FEServer in the answer the server said it.",
        Fix = "Look at MRSProxyEnabled of every server, then at the devices.",
        NextCommand = "godwit read FILE",
    };

    /// <summary>There is no endpoint at the address.</summary>
    public static readonly FindingKind NotThere = new("GW5330", "There is no endpoint at the address", Hop.FrontEnd, "F57", "F58")
    {
        Symptom = "404, or \"no endpoint listening\".",
        Cause = "Wrong site or server, or the site is stopped.",
        Difference = "A refused connection is GW5321.",
        Fix = "Correct pool, binding and path.",
        NextCommand = "godwit examine HOST",
    };

    /// <summary>Somebody finds the request too large.</summary>
    public static readonly FindingKind TooLarge = new("GW5331", "Somebody finds the request too large", Hop.Edge, "F46")
    {
        Symptom = "413.",
        Cause = "A limit of a device, of IIS, or of the hybrid agent's path.",
        Difference = "Who logs the 413 set the limit.",
        Fix = "Raise it there.",
        NextCommand = "godwit examine HOST",
    };

    /// <summary>The request was refused as malformed.</summary>
    public static readonly FindingKind BadRequest = new("GW5332", "The request was refused as malformed", Hop.FrontEnd, "F50", "F51")
    {
        Symptom = "400.",
        Cause = "A header over HTTP.sys's limit, or a quota of the binding near the end of a move.",
        Difference = "400 to an authenticated GET is healthy.",
        Fix = "Look in HTTPERR (FieldLength), else raise the quotas.",
        NextCommand = "godwit logs analyze FILES --window TIME",
    };

    /// <summary>The service is unavailable.</summary>
    public static readonly FindingKind Unavailable = new("GW5333", "The service is unavailable", Hop.FrontEnd, "F43", "F66", "F68")
    {
        Symptom = "503.",
        Cause = "A stopped pool, a stopped replication service, or a balancer without servers.",
        Difference = "Who logs the 503 tells which.",
        Fix = "Look the time up in the logs of balancer, HTTPERR and IIS.",
        NextCommand = "godwit logs analyze FILES --window TIME",
    };

    /// <summary>A gateway gave up waiting.</summary>
    public static readonly FindingKind GatewayTimeout = new("GW5334", "A gateway gave up waiting", Hop.Edge, "F47", "F101")
    {
        Symptom = "504, or 502.",
        Cause = "The timer of a balancer, or a hybrid agent that is offline.",
        Difference = "A host below msappproxy.net is the agent.",
        Fix = "Raise the timer; check the agent.",
        NextCommand = "godwit examine HOST",
    };

    /// <summary>Access is denied to a known account.</summary>
    public static readonly FindingKind AccessDenied = new("GW5335", "Access is denied to a known account", Hop.Authorisation, "F84", "F85")
    {
        Symptom = "\"Access is denied\" without a 401 or 403.",
        Cause = "The account is not in the Recipient Management role group; the role alone is not enough.",
        Difference = "The password is right.",
        Fix = "Add it to the role group.",
        NextCommand = "godwit examine HOST",
    };

    /// <summary>Autodiscover finds a host that does not answer as the endpoint.</summary>
    public static readonly FindingKind DiscoveredHostFails = new("GW5336", "Autodiscover finds a host that does not answer as the endpoint", Hop.Autodiscover, "F01")
    {
        Symptom = "\"No MRSProxy was found running at\".",
        Cause = "ExternalUrl names a host that is not published, or the inner error stops it.",
        Difference = "The inner error, where there is one, is the real one and told first.",
        Fix = "Name the host with `-RemoteServer`; then correct the URL.",
        NextCommand = "godwit examine --autodiscover ADDRESS",
    };

    /// <summary>The endpoint leads to the cloud itself.</summary>
    public static readonly FindingKind CloudHost = new("GW5337", "The endpoint leads to the cloud itself", Hop.Autodiscover, "F02")
    {
        Basis = FactBasis.Known,
        Symptom = "The host is outlook.office365.com.",
        Cause = "Autodiscover points to the cloud already.",
        Difference = "The on-premises host is not concerned.",
        Fix = "Name the on-premises host with `-RemoteServer`.",
        NextCommand = "godwit examine --autodiscover ADDRESS",
    };

    /// <summary>The connection was closed in mid-call.</summary>
    public static readonly FindingKind ConnectionClosed = new("GW5338", "The connection was closed in mid-call", Hop.Edge, "F15", "F16", "F70")
    {
        Symptom = "\"The underlying connection was closed\", or an error while receiving the response.",
        Cause = "A device or the server closed it: a timer, flood protection, a recycled pool.",
        Difference = "Refused at once is GW5321.",
        Fix = "Look for the same second in HTTPERR and in the device's log.",
        NextCommand = "godwit logs analyze FILES --window TIME",
    };

    /// <summary>The service fails when it is called.</summary>
    public static readonly FindingKind InvocationTarget = new("GW5339", "The service fails when it is called", Hop.FrontEnd, "F61", "F62")
    {
        Symptom = "\"Exception has been thrown by the target of an invocation\".",
        Cause = "The mapping svc-Integrated is missing, or an upgrade overwrote the configuration.",
        Difference = "405 in the IIS log proves the mapping.",
        Fix = "Restore the mapping; switch MRSProxy off and on.",
        NextCommand = "godwit logs analyze FILES --window TIME",
    };

    /// <summary>The limit of connections is reached.</summary>
    public static readonly FindingKind ConnectionLimit = new("GW5340", "The limit of connections is reached", Hop.BackEnd, "F92")
    {
        Severity = Severity.Warning,
        Symptom = "`MRSProxyConnectionLimitReachedTransientException`.",
        Cause = "More moves at once than the limit allows.",
        Difference = "It passes with the load.",
        Fix = "Fewer at once, or a higher limit.",
        NextCommand = "godwit read FILE",
    };

    /// <summary>The mailbox has a request already.</summary>
    public static readonly FindingKind AlreadyRequested = new("GW5341", "The mailbox has a request already", Hop.Move, "F98")
    {
        Symptom = "\"is already being moved\", \"already has a pending request\".",
        Cause = "A stale request on one of the two sides.",
        Difference = "The wording tells the side.",
        Fix = "Remove that request.",
        NextCommand = "godwit read FILE",
    };

    /// <summary>The mailbox GUIDs of the two sides do not match.</summary>
    public static readonly FindingKind GuidMismatch = new("GW5342", "The mailbox GUIDs of the two sides do not match", Hop.Move, "F99")
    {
        Symptom = "MissingExchangeGuidException, or the GUID does not match.",
        Cause = "ExchangeGuid is missing or belongs to another object.",
        Difference = "The endpoint is in order.",
        Fix = "Write the right ExchangeGuid on the mail user.",
        NextCommand = "godwit read FILE",
    };

    /// <summary>The mailbox cannot be read on that server.</summary>
    public static readonly FindingKind ProviderNotSupported = new("GW5343", "The mailbox cannot be read on that server", Hop.Move, "F100")
    {
        Symptom = "\"MAPI provider is not supported for mailbox with version\".",
        Cause = "A public folder or arbitration mailbox lies on a server of another version.",
        Difference = "It concerns these mailboxes only.",
        Fix = "Move them to one server.",
        NextCommand = "godwit read FILE",
    };

    /// <summary>The replication service behind the proxy is not running.</summary>
    public static readonly FindingKind ServiceNotRunning = new("GW5344", "The replication service behind the proxy is not running", Hop.BackEnd, "F90")
    {
        Symptom = "10061 on port 808 of a `net.tcp:` address.",
        Cause = "The service is stopped, or net.tcp is closed between the servers.",
        Difference = "10061 on an `https:` address is GW5321.",
        Fix = "Start the Mailbox Replication service.",
        NextCommand = "godwit read FILE",
    };

    /// <summary>The move's session was lost.</summary>
    public static readonly FindingKind SessionLost = new("GW5345", "The move's session was lost", Hop.Move, "F39", "F40")
    {
        Basis = FactBasis.Known,
        Symptom = "\"is not a known Sequence identifier\", or SourceMailboxAlreadyBeingMovedTransientException.",
        Cause = "A farm of Exchange 2010 behind a balancer without affinity, or a recycled pool, or a second request.",
        Difference = "The text alone does not tell which: the logs of all servers do.",
        Fix = "Give this text and the logs of all servers to one analysis.",
        NextCommand = "godwit logs analyze FILES",
    };

    /// <summary>The error is not known.</summary>
    public static readonly FindingKind NotKnown = new("GW5348", "The error is not known", Hop.Move, "F97")
    {
        Basis = FactBasis.Known,
        Symptom = "An error text that none of the known ones is in.",
        Cause = "Not known.",
        Difference = "The innermost message is shown; it is the one to search for.",
        Fix = "Search for the innermost message.",
        NextCommand = "godwit examine HOST",
    };
}
