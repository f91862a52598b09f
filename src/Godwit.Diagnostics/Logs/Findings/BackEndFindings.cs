namespace Godwit.Diagnostics.Logs;

/// <summary>Failures behind the front end.</summary>
internal static class BackEndFindings
{
    /// <summary>The service behind the front end does not answer.</summary>
    public static readonly FindingKind Unavailable = new("GW5260", "The service behind the front end does not answer", Hop.BackEnd, "F68", "F69")
    {
        Symptom = "503 in the IIS log, with 503 as BackEndStatus where HttpProxy's log is given.",
        Cause = "The replication service is stopped, or a component of the server is inactive.",
        Difference = "A stopped pool of the front end leaves its 503 in HTTPERR only (GW5250).",
        Fix = "Start the Mailbox Replication service; `Get-ServerComponentState`.",
        NextCommand = "godwit read FILE",
    };

    /// <summary>The front end does not reach the mailbox server.</summary>
    public static readonly FindingKind Unreachable = new("GW5261", "The front end does not reach the mailbox server", Hop.BackEnd, "F68")
    {
        Basis = FactBasis.Known,
        Symptom = "HttpProxy has ConnectFailure, NameResolutionFailure, Timeout or ReceiveFailure; or 502 or 504.",
        Cause = "The mailbox server is down, its back end site is stopped, or a firewall lies between them.",
        Difference = "With GW5260 it answers, and says no.",
        Fix = "Check the target server that the line names, port 444.",
        NextCommand = "godwit logs analyze FILES --window TIME",
    };

    /// <summary>The front end does not trust the mailbox server's certificate.</summary>
    public static readonly FindingKind CertificateUntrusted = new("GW5262", "The front end does not trust the mailbox server's certificate", Hop.BackEnd, "F25")
    {
        Basis = FactBasis.Known,
        Symptom = "HttpProxy has TrustFailure.",
        Cause = "The back end site on port 444 lost its certificate.",
        Difference = "The public certificate is not concerned.",
        Fix = "Bind the certificate \"Microsoft Exchange\" to the back end site.",
        NextCommand = "godwit logs analyze FILES --window TIME",
    };

    /// <summary>No mailbox server was found for the request.</summary>
    public static readonly FindingKind MailboxServerNotFound = new("GW5263", "No mailbox server was found for the request", Hop.BackEnd, "F64")
    {
        Symptom = "500 with ServerNotFound.",
        Cause = "Routing found no server for the mailbox: it is down, or its database is not mounted.",
        Difference = "A server that was found and fails is GW5260 or GW5261.",
        Fix = "Check mailbox servers and databases.",
        NextCommand = "godwit logs analyze FILES --window TIME",
    };

    /// <summary>The request went to an older server, which failed.</summary>
    public static readonly FindingKind DownLevel = new("GW5264", "The request went to an older server, which failed", Hop.BackEnd, "F65")
    {
        Symptom = "500 with a target of version 14, or ProxyToDownLevel.",
        Cause = "The front end handed the request to an Exchange 2010 server that is not in order.",
        Difference = "Newer targets are GW5260 and GW5267.",
        Fix = "Repair that server, or let another one receive moves.",
        NextCommand = "godwit logs analyze FILES --window TIME",
    };

    /// <summary>The limit of connections to the MRS proxy is reached.</summary>
    public static readonly FindingKind ConnectionLimit = new("GW5266", "The limit of connections to the MRS proxy is reached", Hop.BackEnd, "F92")
    {
        Severity = Severity.Warning,
        Symptom = "503 with ConnectionLimit, or `MRSProxyConnectionLimitReachedTransientException`.",
        Cause = "More moves at once than `MRSProxyMaxConnections` or `MaxMRSConnections` allow.",
        Difference = "It comes with load, and goes.",
        Fix = "Fewer moves at once, or a higher limit on every server.",
        NextCommand = "godwit logs analyze FILES --window TIME",
    };

    /// <summary>The application failed inside.</summary>
    public static readonly FindingKind ServerError = new("GW5267", "The application failed inside", Hop.BackEnd, "F62", "F97")
    {
        Symptom = "500 without a sub-status that says more.",
        Cause = "An error inside the service; the event log of that second says which.",
        Difference = "500.19 is configuration (GW5240).",
        Fix = "Read events 1309 and those of MSExchange Mailbox Replication at that second.",
        NextCommand = "godwit logs analyze FILES --window TIME",
    };
}
