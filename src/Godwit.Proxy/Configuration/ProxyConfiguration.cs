using System.Net;

namespace Godwit.Proxy.Configuration;

/// <summary>What the administrator wrote, understood. What may change while the service runs (enabled, limits, schemes, external URL) is not here but in the virtual directory.</summary>
public sealed record ProxyConfiguration
{
    /// <summary>The published path when nothing else is said.</summary>
    public const string DefaultPath = "/EWS/mrsproxy.svc";

    /// <summary>The server's name, in headers, logs and the map of active copies.</summary>
    public required string Server { get; init; }

    /// <summary>The file of the virtual directories.</summary>
    public required string DirectoryFile { get; init; }

    /// <summary>Ports, certificate, path, time limits.</summary>
    public required ListeningSettings Listening { get; init; }

    /// <summary>Sources of users.</summary>
    public required AuthenticationSettings Authentication { get; init; }

    /// <summary>Members of this group may move mailboxes.</summary>
    public string RoleGroup { get; init; } = "Recipient Management";

    /// <summary>Which addresses may ask; null: all.</summary>
    public AllowListSettings? AllowList { get; init; }

    /// <summary>Whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed.</summary>
    public IReadOnlyList<AddressRange> Balancers { get; init; } = [];

    /// <summary>Who may read <c>/metrics</c>; the machine itself always may.</summary>
    public IReadOnlyList<AddressRange> MetricsReaders { get; init; } = [];

    /// <summary>How long a request waits for a free connection before it is told to come again.</summary>
    public TimeSpan ConnectionWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Where logs are written; null: nowhere.</summary>
    public LogSettings? Logs { get; init; }

    /// <summary>The other servers of the organisation; null: this one has every store.</summary>
    public RoutingSettings? Routing { get; init; }

    /// <summary>The stores.</summary>
    public required StoreTable Stores { get; init; }
}

/// <summary>Where and how the service listens.</summary>
public sealed record ListeningSettings
{
    /// <summary>Where HTTPS is served; port 0 takes a free one.</summary>
    public required IReadOnlyList<IPEndPoint> Addresses { get; init; }

    /// <summary>Where plain HTTP is refused; empty: nowhere but on the ports of HTTPS.</summary>
    public IReadOnlyList<IPEndPoint> RefusingAddresses { get; init; } = [];

    /// <summary>The published path, without a slash at its end.</summary>
    public string Path { get; init; } = ProxyConfiguration.DefaultPath;

    /// <summary>The certificate.</summary>
    public required CertificateSettings Certificate { get; init; }

    /// <summary>The largest body of a request, in bytes.</summary>
    public long MaxRequestBytes { get; init; } = 1024L * 1024 * 1024;

    /// <summary>How long the head of a request may take.</summary>
    public TimeSpan HeadTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long an idle connection is kept.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(130);

    /// <summary>How long one request may take as a whole.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The slowest a body may come or go, in bytes a second, after a grace of 10 s; 240 as HTTP.sys has it.</summary>
    public int MinBytesPerSecond { get; init; } = 240;

    /// <summary>The most connections at once, idle ones included.</summary>
    public int MaxTcpConnections { get; init; } = 2000;
}

/// <summary>Where users come from.</summary>
public sealed record AuthenticationSettings
{
    /// <summary>The file of users and groups.</summary>
    public required string UsersFile { get; init; }

    /// <summary>The file with the key that NT hashes are encrypted with; null: NTLM cannot be used.</summary>
    public string? UserKeyFile { get; init; }

    /// <summary>The domain that NTLM and <c>DOMAIN\user</c> speak of.</summary>
    public string Domain { get; init; } = "GODWIT";

    /// <summary>Kerberos; null: not used.</summary>
    public string? Keytab { get; init; }

    /// <summary>LDAP for Basic; null: not used.</summary>
    public LdapSettings? Ldap { get; init; }

    /// <summary>Bearer tokens; null: not used.</summary>
    public BearerSettings? Bearer { get; init; }

    /// <summary>The longest that an answer to wrong credentials is held back.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(8);
}

/// <summary>An LDAP directory that checks passwords by a bind. Its certificate is checked with the authorities that the system's LDAP library trusts.</summary>
/// <param name="Host">Host name.</param>
/// <param name="Port">TCP port.</param>
/// <param name="Tls">True for LDAPS; else StartTLS is demanded unless <paramref name="Plain"/>.</param>
/// <param name="Plain">True when the password may travel in clear, on the same machine.</param>
/// <param name="BindTemplate">The name to bind as, with <c>{user}</c>: <c>uid={user},ou=people,dc=example</c>.</param>
/// <param name="GroupBase">Where groups are looked for; null: nowhere.</param>
public sealed record LdapSettings(string Host, int Port, bool Tls, bool Plain, string BindTemplate, string? GroupBase);

/// <summary>Which addresses may ask.</summary>
/// <param name="Ranges">Ranges in the configuration itself.</param>
/// <param name="File">A file with a range a line, or the endpoint list in JSON; null: none.</param>
/// <param name="Feed">Where the endpoint list is published; null: nowhere.</param>
/// <param name="FeedCache">Where the list of the feed is kept for the next start.</param>
/// <param name="FeedInterval">How often the feed is asked.</param>
public sealed record AllowListSettings(IReadOnlyList<AddressRange> Ranges, string? File, Uri? Feed, string? FeedCache, TimeSpan FeedInterval);

/// <summary>Where logs go.</summary>
/// <param name="Folder">The folder; sub-folders are named as administrators know them.</param>
/// <param name="Hourly">True: a new W3C file each hour; else each day. HttpProxy files are hourly always.</param>
/// <param name="KeepDays">Files older than this are removed; 0 keeps all.</param>
public sealed record LogSettings(string Folder, bool Hourly, int KeepDays);

/// <summary>The other servers.</summary>
/// <param name="MapFile">The shared map of active copies.</param>
/// <param name="BackEndAddress">Where this server listens for the others.</param>
/// <param name="Certificate">What this server shows the others, as server and as client.</param>
/// <param name="AuthorityFile">A PEM file with the only authorities that the others' certificates may come from.</param>
public sealed record RoutingSettings(string MapFile, IPEndPoint BackEndAddress, CertificateSettings Certificate, string AuthorityFile);
