namespace Godwit.Cli;

/// <summary>
/// A mailbox behind an MRS Proxy: <c>proxy://USER@HOST:PORT/mailbox@domain</c>. The user is the account that signs in at the proxy, percent-encoded (<c>CONTOSO%5Cmig</c>); the mailbox is somebody
/// else's.
/// </summary>
/// <param name="User">Who signs in.</param>
/// <param name="Host">Name or address, without brackets.</param>
/// <param name="Port">TCP port.</param>
/// <param name="Mailbox">The mailbox's address; empty where the proxy as a whole is meant.</param>
public sealed record ProxyAddress(string User, string Host, int Port, string Mailbox) : StoreAddress
{
    private const int UsualPort = 443;
    private static readonly string[] Names = ["tls", "ca", "auth", "path", "http"];

    /// <summary>How the connection is protected; never <see cref="TlsUse.None"/>.</summary>
    public TlsUse Tls { get; init; }

    /// <summary>A file of authorities to trust, absolute; else null.</summary>
    public string? AuthoritiesFile { get; init; }

    /// <summary>True when the secret is an OAuth token.</summary>
    public bool UsesToken { get; init; }

    /// <summary>The published path.</summary>
    public string Path { get; init; } = "/EWS/mrsproxy.svc";

    /// <summary>True for HTTP/2.</summary>
    public bool UsesHttp2 { get; init; }

    /// <summary>Where the proxy is published.</summary>
    public Uri Endpoint => new UriBuilder(Uri.UriSchemeHttps, Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host, Port, Path).Uri;

    /// <inheritdoc/>
    internal override string Place => string.Create(CultureInfo.InvariantCulture, $"proxy:{Host.ToLowerInvariant()}:{Port}/{Mailbox}");

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"proxy://{Uri.EscapeDataString(User)}@{Endpoint.Host}{(Port == UsualPort ? "" : $":{Port}")}{(Mailbox.Length == 0 ? "" : "/")}{Mailbox}");

    /// <summary>Reads what follows the scheme.</summary>
    internal static ProxyAddress Read(string option, string text)
    {
        var slash = text.StartsWith("//", StringComparison.Ordinal) ? text.IndexOf('/', 2) : -1;
        if (slash < 0) throw Refuse(option, "is no proxy's address: proxy://USER@HOST/mailbox@domain");
        var mark = text.IndexOf('?', slash);
        var mailbox = PercentText.Decode(mark < 0 ? text[(slash + 1)..] : text[(slash + 1)..mark]);
        if (mailbox is null || !IsMailbox(mailbox)) throw Refuse(option, "names no mailbox behind the host: proxy://USER@HOST/mailbox@domain");
        return ReadOptions(option, mark < 0 ? "" : text[(mark + 1)..], ReadAuthority(option, text[2..slash]) with { Mailbox = mailbox });
    }

    /// <summary>Reads the address of a proxy as a whole, <c>proxy://USER@HOST[:PORT]</c>; its <see cref="Mailbox"/> is empty.</summary>
    /// <param name="option">The option that it was given with, for the sentence.</param>
    /// <param name="text">What was written. It is never repeated in a fault: a password may stand in it by mistake.</param>
    /// <exception cref="FaultException"><see cref="UsageFaults.BadStoreAddress"/> or <see cref="UsageFaults.PasswordExposed"/>.</exception>
    public static ProxyAddress ReadWithoutMailbox(string option, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.StartsWith("proxy://", StringComparison.OrdinalIgnoreCase)) throw Refuse(option, "is no proxy's address: proxy://USER@HOST[:PORT]");
        var rest = text["proxy://".Length..];
        var mark = rest.IndexOf('?', StringComparison.Ordinal);
        var authority = (mark < 0 ? rest : rest[..mark]).TrimEnd('/');
        if (authority.Contains('/', StringComparison.Ordinal)) throw Refuse(option, "names a mailbox, where the proxy as a whole is asked: proxy://USER@HOST[:PORT]");
        return ReadOptions(option, mark < 0 ? "" : rest[(mark + 1)..], ReadAuthority(option, authority));
    }

    private static ProxyAddress ReadAuthority(string option, string authority)
    {
        var at = authority.LastIndexOf('@');
        if (at < 0) throw Refuse(option, "names no account for the proxy: proxy://USER@HOST/mailbox@domain");
        var user = AuthorityText.ReadUser(option, authority[..at]);
        var (host, port) = AuthorityText.ReadHost(option, authority[(at + 1)..], UsualPort);
        return new ProxyAddress(user, host, port, "");
    }

    private static bool IsMailbox(string text) => text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < text.Length - 1 && text.Length <= 254 && !text.Contains('/', StringComparison.Ordinal);

    private static ProxyAddress ReadOptions(string option, string query, ProxyAddress address)
    {
        AddressOptions.Read(option, query, Names, (name, value) =>
        {
            switch (name)
            {
                case "tls" when value == "insecure": address = address with { Tls = TlsUse.Insecure }; return null;
                case "tls": return "has a tls option that is not insecure; a proxy is never reached without TLS";
                case "auth" when value is "password" or "oauth": address = address with { UsesToken = value == "oauth" }; return null;
                case "auth": return "has an auth option that is neither password nor oauth";
                case "http" when value is "1.1" or "2": address = address with { UsesHttp2 = value == "2" }; return null;
                case "http": return "has an http option that is neither 1.1 nor 2";
                case "path" when value.StartsWith('/') && !value.Contains("..", StringComparison.Ordinal): address = address with { Path = value }; return null;
                case "path": return "has a path that does not begin with /";
                default: address = address with { AuthoritiesFile = System.IO.Path.GetFullPath(value) }; return null;
            }
        });
        return address is { AuthoritiesFile: not null, Tls: not TlsUse.Required } ? throw Refuse(option, "names authorities to trust and switches the check off") : address;
    }
}
