namespace Godwit.Api;

/// <summary>A migration endpoint: where a remote move connects to, as whom, and how much at once.</summary>
public sealed record MigrationEndpoint
{
    /// <summary>Its name; batches refer to it.</summary>
    public required string Identity { get; init; }
    /// <summary>Its GUID; stays when nothing else does.</summary>
    public required Guid Guid { get; init; }
    /// <summary>What it leads to.</summary>
    public required EndpointType EndpointType { get; init; }
    /// <summary>The host.</summary>
    public required string RemoteServer { get; init; }
    /// <summary>The TCP port.</summary>
    public required int Port { get; init; }
    /// <summary>How an IMAP connection is protected; null for a proxy, which is always reached over TLS.</summary>
    public EndpointSecurity? Security { get; init; }
    /// <summary>How the service signs in.</summary>
    public required EndpointAuthentication Authentication { get; init; }
    /// <summary>Whom it signs in as; null for an IMAP endpoint whose users sign in themselves. The password is never shown.</summary>
    public string? Username { get; init; }
    /// <summary>The published path of a proxy; null for IMAP.</summary>
    public string? Path { get; init; }
    /// <summary>What stands between mailbox and <see cref="Username"/> in a login at an IMAP server with a master user (<c>*</c>), <c>sasl</c> for the authorisation identity; else null.</summary>
    public string? MasterSeparator { get; init; }
    /// <summary>True: any certificate is taken. IMAP only.</summary>
    public required bool AcceptUntrustedCertificates { get; init; }
    /// <summary>A PEM file on the service's machine with the authorities to trust instead of the system's; else null.</summary>
    public string? CertificateAuthorities { get; init; }
    /// <summary>True when the host was found by Autodiscover.</summary>
    public required bool UseAutoDiscover { get; init; }
    /// <summary>The most initial and final syncs at once.</summary>
    public required int MaxConcurrentMigrations { get; init; }
    /// <summary>The most incremental syncs at once; at most <see cref="MaxConcurrentMigrations"/>.</summary>
    public required int MaxConcurrentIncrementalSyncs { get; init; }
    /// <summary>The largest message that mailboxes there are known to take, in bytes; null where the server tells it, or nobody knows.</summary>
    public long? MaxMessageBytes { get; init; }
    /// <summary>The most synced mailboxes that are watched by IDLE at once, each on a connection of its own; 0 for none, null for a proxy.</summary>
    public int? MaxWatchedMailboxes { get; init; }
    /// <summary>Initial and final syncs that run now.</summary>
    public required int ActiveMigrationCount { get; init; }
    /// <summary>Incremental syncs that run now.</summary>
    public required int ActiveIncrementalSyncCount { get; init; }
    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreationTime { get; init; }
    /// <summary>When it was changed last.</summary>
    public required DateTimeOffset LastModifiedTime { get; init; }
    /// <summary>The last test; null when there was none.</summary>
    public EndpointHealth? LastTest { get; init; }
    /// <summary>Since when tests fail without a good one between; null when the last one was good.</summary>
    public DateTimeOffset? FailingSince { get; init; }
    /// <summary>The version for <c>If-Match</c>.</summary>
    public required string ETag { get; init; }
}

/// <summary>What New-MigrationEndpoint says. Either <see cref="RemoteServer"/>, or <see cref="Autodiscover"/> with <see cref="EmailAddress"/>.</summary>
public sealed record NewMigrationEndpoint
{
    /// <summary>Its name, 1 to 64 characters, unlike all others.</summary>
    public string? Name { get; init; }
    /// <summary>What it leads to.</summary>
    public EndpointType EndpointType { get; init; }
    /// <summary>The host.</summary>
    public string? RemoteServer { get; init; }
    /// <summary>The TCP port; 443 for a proxy, 993 or 143 for IMAP when not given.</summary>
    public int? Port { get; init; }
    /// <summary>Find the host from <see cref="EmailAddress"/>.</summary>
    public bool Autodiscover { get; init; }
    /// <summary>Whose address Autodiscover is asked about.</summary>
    public string? EmailAddress { get; init; }
    /// <summary>How an IMAP connection is protected; <see cref="EndpointSecurity.Ssl"/> when not given.</summary>
    public EndpointSecurity? Security { get; init; }
    /// <summary>How the service signs in.</summary>
    public EndpointAuthentication Authentication { get; init; }
    /// <summary>Who signs in; needed for a proxy.</summary>
    public EndpointCredentials? Credentials { get; init; }
    /// <summary>The published path of a proxy; <c>/EWS/mrsproxy.svc</c> when not given.</summary>
    public string? Path { get; init; }
    /// <summary>See <see cref="MigrationEndpoint.MasterSeparator"/>; <c>*</c> when an IMAP endpoint has credentials and this is not given.</summary>
    public string? MasterSeparator { get; init; }
    /// <summary>Take any certificate; IMAP only.</summary>
    public bool AcceptUntrustedCertificates { get; init; }
    /// <summary>See <see cref="MigrationEndpoint.CertificateAuthorities"/>.</summary>
    public string? CertificateAuthorities { get; init; }
    /// <summary>20 when not given; 1 to 1000.</summary>
    public int? MaxConcurrentMigrations { get; init; }
    /// <summary>10 when not given, or as many as migrations if that is less.</summary>
    public int? MaxConcurrentIncrementalSyncs { get; init; }
    /// <summary>The largest message that mailboxes there take, in bytes, where their server does not tell it (APPENDLIMIT); 1 or more. For moves to this endpoint.</summary>
    public long? MaxMessageBytes { get; init; }
    /// <summary>See <see cref="MigrationEndpoint.MaxWatchedMailboxes"/>; IMAP only, 0 when not given, at most 1000.</summary>
    public int? MaxWatchedMailboxes { get; init; }
    /// <summary>A mailbox that the test shall also open for reading, by its address, or by its login at an IMAP server; else the test stops at what needs none.</summary>
    public string? TestMailbox { get; init; }
    /// <summary>Make it without a test.</summary>
    public bool SkipVerification { get; init; }
}

/// <summary>What Set-MigrationEndpoint says; null leaves as it is.</summary>
public sealed record MigrationEndpointChanges
{
    /// <summary>The host.</summary>
    public string? RemoteServer { get; init; }
    /// <summary>The TCP port.</summary>
    public int? Port { get; init; }
    /// <summary>How an IMAP connection is protected.</summary>
    public EndpointSecurity? Security { get; init; }
    /// <summary>How the service signs in.</summary>
    public EndpointAuthentication? Authentication { get; init; }
    /// <summary>New credentials; running moves use them at their next sign-in.</summary>
    public EndpointCredentials? Credentials { get; init; }
    /// <summary>The published path.</summary>
    public string? Path { get; init; }
    /// <summary>See <see cref="MigrationEndpoint.MasterSeparator"/>.</summary>
    public string? MasterSeparator { get; init; }
    /// <summary>Take any certificate; IMAP only.</summary>
    public bool? AcceptUntrustedCertificates { get; init; }
    /// <summary>See <see cref="MigrationEndpoint.CertificateAuthorities"/>.</summary>
    public string? CertificateAuthorities { get; init; }
    /// <summary>1 to 1000; applies to what is begun from now on.</summary>
    public int? MaxConcurrentMigrations { get; init; }
    /// <summary>1 to <see cref="MaxConcurrentMigrations"/>.</summary>
    public int? MaxConcurrentIncrementalSyncs { get; init; }
    /// <summary>See <see cref="NewMigrationEndpoint.MaxMessageBytes"/>.</summary>
    public long? MaxMessageBytes { get; init; }
    /// <summary>See <see cref="NewMigrationEndpoint.MaxWatchedMailboxes"/>.</summary>
    public int? MaxWatchedMailboxes { get; init; }
    /// <summary>See <see cref="NewMigrationEndpoint.TestMailbox"/>.</summary>
    public string? TestMailbox { get; init; }
    /// <summary>Change it without a test.</summary>
    public bool SkipVerification { get; init; }
}

/// <summary>Who signs in at an endpoint. Only ever sent to the service, never by it; its text form shows no password.</summary>
/// <param name="UserName">The account: <c>user</c>, <c>DOMAIN\user</c> or an address.</param>
/// <param name="Password">Its password, or an OAuth token.</param>
public sealed record EndpointCredentials(string UserName, string Password)
{
    /// <summary>The account alone.</summary>
    public override string ToString() => $"{UserName} (***)";
}
