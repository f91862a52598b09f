namespace Godwit.Moves;

/// <summary>Reads the settings of an endpoint as somebody wrote them. Pure.</summary>
internal static class EndpointInput
{
    private const int ProxyPort = 443, ImapPort = 143, ImapTlsPort = 993;
    private const long MostAuthorityBytes = 4L << 20;

    /// <summary>The settings; problems are noted.</summary>
    public static EndpointOrder Read(NewMigrationEndpoint wanted, string name, InputCheck check)
    {
        var isImap = wanted.EndpointType == EndpointType.IMAP;
        CheckKind(wanted, isImap, check);
        var migrations = check.Number("maxConcurrentMigrations", wanted.MaxConcurrentMigrations, EndpointOrder.DefaultMaxMigrations, 1, EndpointOrder.MostConcurrent);
        var order = new EndpointOrder
        {
            Name = name,
            Type = wanted.EndpointType,
            Host = wanted.Autodiscover ? "" : Host(wanted.RemoteServer, check),
            Port = check.Number("port", wanted.Port, !isImap ? ProxyPort : wanted.Security is EndpointSecurity.Tls or EndpointSecurity.None ? ImapPort : ImapTlsPort, 1, 65535),
            Security = wanted.Security ?? EndpointSecurity.Ssl,
            Authentication = wanted.Authentication,
            UserName = User(wanted.Credentials, check),
            Path = PublishedPath(wanted.Path, check) ?? EndpointOrder.DefaultPath,
            MasterSeparator = isImap && wanted.Credentials is not null ? Separator(wanted.MasterSeparator, check) ?? "*" : null,
            AcceptUntrustedCertificates = wanted.AcceptUntrustedCertificates,
            Authorities = Authorities(wanted.CertificateAuthorities, check),
            MaxMigrations = migrations,
            MaxIncrementals = check.Number("maxConcurrentIncrementalSyncs", wanted.MaxConcurrentIncrementalSyncs, Math.Min(EndpointOrder.DefaultMaxIncrementals, migrations), 1, EndpointOrder.MostConcurrent),
            MaxMessageBytes = MessageLimit(wanted.MaxMessageBytes, check),
            MaxWatched = check.Number("maxWatchedMailboxes", wanted.MaxWatchedMailboxes, 0, 0, EndpointOrder.MostConcurrent),
            TestMailbox = TestMailbox(wanted.TestMailbox, isImap, wanted.Credentials is not null, check),
        };
        CheckTogether(order, check);
        return order;
    }

    /// <summary>The settings with changes; problems are noted.</summary>
    public static EndpointOrder Change(EndpointOrder order, MigrationEndpointChanges changes, InputCheck check)
    {
        var isImap = order.Type == EndpointType.IMAP;
        if (!isImap && changes.Security is not null) check.Add("security", "Security is for IMAP; a proxy is always reached over TLS.");
        var changed = order with
        {
            Host = changes.RemoteServer is { } host ? Host(host, check) : order.Host,
            Port = check.Number("port", changes.Port, order.Port, 1, 65535),
            Security = changes.Security ?? order.Security,
            Authentication = changes.Authentication ?? order.Authentication,
            UserName = changes.Credentials is null ? order.UserName : User(changes.Credentials, check),
            Path = PublishedPath(changes.Path, check) ?? order.Path,
            MasterSeparator = !isImap ? null : Separator(changes.MasterSeparator, check) ?? order.MasterSeparator ?? (changes.Credentials is null ? null : "*"),
            AcceptUntrustedCertificates = changes.AcceptUntrustedCertificates ?? order.AcceptUntrustedCertificates,
            Authorities = changes.CertificateAuthorities is null ? order.Authorities : Authorities(changes.CertificateAuthorities, check),
            MaxMigrations = check.Number("maxConcurrentMigrations", changes.MaxConcurrentMigrations, order.MaxMigrations, 1, EndpointOrder.MostConcurrent),
            MaxIncrementals = check.Number("maxConcurrentIncrementalSyncs", changes.MaxConcurrentIncrementalSyncs, order.MaxIncrementals, 1, EndpointOrder.MostConcurrent),
            MaxMessageBytes = MessageLimit(changes.MaxMessageBytes, check) ?? order.MaxMessageBytes,
            MaxWatched = check.Number("maxWatchedMailboxes", changes.MaxWatchedMailboxes, order.MaxWatched, 0, EndpointOrder.MostConcurrent),
            TestMailbox = TestMailbox(changes.TestMailbox, isImap, (changes.Credentials?.UserName ?? order.UserName) is not null, check) ?? order.TestMailbox,
        };
        CheckTogether(changed, check);
        return changed;
    }

    /// <summary>True when a stored password would be sent to somebody else than before, or with less protection.</summary>
    public static bool LeadsElsewhere(EndpointOrder before, EndpointOrder after) =>
        before.Host != after.Host || before.Port != after.Port || (before.Security != after.Security && after.Security == EndpointSecurity.None)
        || (after.AcceptUntrustedCertificates && !before.AcceptUntrustedCertificates) || (before.Authorities != after.Authorities && after.Authorities is not null);

    /// <summary>True when the change is about the way there, not about limits alone.</summary>
    public static bool NeedsTest(MigrationEndpointChanges changes) =>
        changes.RemoteServer is not null || changes.Port is not null || changes.Security is not null || changes.Authentication is not null || changes.Credentials is not null || changes.Path is not null
        || changes.MasterSeparator is not null || changes.AcceptUntrustedCertificates is not null || changes.CertificateAuthorities is not null || changes.TestMailbox is not null;

    private static void CheckKind(NewMigrationEndpoint wanted, bool isImap, InputCheck check)
    {
        if (!Enum.IsDefined(wanted.EndpointType)) check.Add("endpointType", "endpointType must be ExchangeRemoteMove or IMAP.");
        if (!isImap && wanted.Credentials is null) check.Add("credentials", "credentials are missing: the account that may move mailboxes at the proxy.");
        if (!isImap && wanted.Security is not null) check.Add("security", "Security is for IMAP; a proxy is always reached over TLS.");
        if (wanted.Autodiscover && wanted.RemoteServer is not null) check.Add("remoteServer", "Name the host, or have it found by Autodiscover; not both.");
        if (wanted.Autodiscover) check.Address("emailAddress", wanted.EmailAddress);
        if (wanted.Autodiscover && isImap) check.Add("autodiscover", "Autodiscover finds proxies; name the host of an IMAP server.");
    }

    private static void CheckTogether(EndpointOrder order, InputCheck check)
    {
        if (order.MaxIncrementals > order.MaxMigrations) check.Add("maxConcurrentIncrementalSyncs", "maxConcurrentIncrementalSyncs must not be above maxConcurrentMigrations.");
        if (order is { MaxWatched: > 0, Type: not EndpointType.IMAP }) check.Add("maxWatchedMailboxes", "Only mailboxes of IMAP servers are watched; a proxy does not tell of changes.");
        if (order is { AcceptUntrustedCertificates: true, Type: EndpointType.ExchangeRemoteMove }) check.Add("acceptUntrustedCertificates", "A proxy's certificate is always checked; name its authority with certificateAuthorities.");
        if (order is { AcceptUntrustedCertificates: true, Authorities: not null }) check.Add("certificateAuthorities", "Authorities are named, and the check is switched off; only one of them.");
    }

    private static long? MessageLimit(long? given, InputCheck check)
    {
        if (given < 1) check.Add("maxMessageBytes", "maxMessageBytes must be 1 or more.");
        return given;
    }

    private static string Host(string? given, InputCheck check)
    {
        var host = given?.Trim().TrimEnd('.') ?? "";
        if (host.Length == 0) check.Add("remoteServer", "remoteServer is missing: the host, or autodiscover with an emailAddress.");
        else if (Uri.CheckHostName(host) == UriHostNameType.Unknown) check.Add("remoteServer", $"'{OtherSideText.Show(host)}' is no host name; write it without https:// and without a path.");
        return host.ToLowerInvariant();
    }

    private static string? User(EndpointCredentials? credentials, InputCheck check)
    {
        if (credentials is null) return null;
        if (string.IsNullOrWhiteSpace(credentials.UserName) || credentials.UserName.Length > 256 || credentials.UserName.Any(char.IsControl)) check.Add("credentials", "credentials need a userName of at most 256 characters.");
        if (string.IsNullOrEmpty(credentials.Password) || credentials.Password.Length > 64 * 1024 || credentials.Password.Contains('\0', StringComparison.Ordinal)) check.Add("credentials", "credentials need a password.");
        return credentials.UserName;
    }

    /// <summary>A proxy finds mailboxes by address; an IMAP server knows logins, which need not be addresses.</summary>
    private static string? TestMailbox(string? given, bool isImap, bool hasAccount, InputCheck check)
    {
        if (given is null) return null;
        if (!isImap) return check.Address("testMailbox", given);
        var login = given.Trim();
        if (login.Length is 0 or > MailboxLogin.LongestUserName || login.Any(char.IsControl)) check.Add("testMailbox", $"testMailbox must be a login of 1 to {MailboxLogin.LongestUserName} characters.");
        if (!hasAccount) check.Add("testMailbox", "testMailbox needs credentials: this endpoint has none, each mailbox signs in with a password of its own.");
        return login;
    }

    private static string? PublishedPath(string? given, InputCheck check)
    {
        if (given is not null && (!given.StartsWith('/') || given.Length > 200 || given.Contains("..", StringComparison.Ordinal) || given.AsSpan().ContainsAny("?#%\\ "))) check.Add("path", "path must begin with a slash and hold no '..', ? # % or blank.");
        return given;
    }

    private static string? Separator(string? given, InputCheck check)
    {
        if (given is not null && given != "sasl" && (given.Length != 1 || char.IsLetterOrDigit(given[0]) || char.IsControl(given[0]))) check.Add("masterSeparator", "masterSeparator must be one sign such as *, or sasl.");
        return given;
    }

    private static string? Authorities(string? given, InputCheck check)
    {
        if (string.IsNullOrEmpty(given)) return null;
        // A device or a pipe has no length, and reading it might never end.
        if (!Path.IsPathFullyQualified(given) || !File.Exists(given) || new FileInfo(given).Length is < 1 or > MostAuthorityBytes)
            check.Add("certificateAuthorities", $"'{OtherSideText.Show(given)}' is no file of at most 4 MB on the service's machine; write its full path.");
        return given;
    }
}
