namespace Godwit.EndToEnd.RealServers;

/// <summary>How a server is set up; null leaves the script's default. What each server heeds stands in <c>servers/README.md</c>.</summary>
public sealed record ServerSettings
{
    /// <summary><c>name:password</c>, separated by spaces.</summary>
    public string? Users { get; init; }

    /// <summary>maildir, maildir-fs, sdbox, mdbox or mbox (Dovecot).</summary>
    public string? Format { get; init; }

    /// <summary>never, optimized or always (Dovecot).</summary>
    public string? Fsync { get; init; }

    /// <summary>The hierarchy separator.</summary>
    public string? Separator { get; init; }

    /// <summary>The namespace prefix.</summary>
    public string? Prefix { get; init; }

    /// <summary>good, expired, other-name, self-signed or no.</summary>
    public string? Tls { get; init; }

    /// <summary>Capabilities that the server does not admit to, separated by spaces.</summary>
    public string? Without { get; init; }

    /// <summary>SASL mechanisms.</summary>
    public string? Mechanisms { get; init; }

    /// <summary>Offers COMPRESS=DEFLATE (Dovecot; Cyrus always does).</summary>
    public bool Compress { get; init; }

    /// <summary>The quota of each user, such as 10M.</summary>
    public string? Quota { get; init; }

    /// <summary>A user who may sign in for others, <c>name:password</c>.</summary>
    public string? Master { get; init; }

    /// <summary>Lines for the server's own configuration.</summary>
    public string? Extra { get; init; }

    /// <summary>The environment that the scripts read.</summary>
    public IReadOnlyDictionary<string, string> ToEnvironment() => new Dictionary<string, string?>
    {
        ["SERVER_USERS"] = Users, ["SERVER_FORMAT"] = Format, ["SERVER_FSYNC"] = Fsync, ["SERVER_SEPARATOR"] = Separator, ["SERVER_PREFIX"] = Prefix,
        ["SERVER_TLS"] = Tls, ["SERVER_WITHOUT"] = Without, ["SERVER_MECHANISMS"] = Mechanisms, ["SERVER_COMPRESS"] = Compress ? "yes" : null,
        ["SERVER_QUOTA"] = Quota, ["SERVER_MASTER"] = Master, ["SERVER_EXTRA"] = Extra,
    }.Where(setting => setting.Value is not null).ToDictionary(setting => setting.Key, setting => setting.Value!);
}
