namespace Godwit.Cli;

/// <summary>How the connection to a server is protected.</summary>
public enum TlsUse
{
    /// <summary>TLS with a certificate that is checked.</summary>
    Required,
    /// <summary>TLS with any certificate: whoever sits between can read everything.</summary>
    Insecure,
    /// <summary>Clear text.</summary>
    None,
}

/// <summary>
/// A mailbox on an IMAP server: <c>imaps://USER@HOST:PORT</c> with TLS from the first byte, or <c>imap://USER@HOST:PORT</c> with STARTTLS. The user is percent-encoded
/// (<c>alice%2Amaster</c>).
/// </summary>
/// <param name="User">Who signs in.</param>
/// <param name="Host">Name or address, without brackets.</param>
/// <param name="Port">TCP port.</param>
/// <param name="IsImplicitTls">True for <c>imaps</c>.</param>
public sealed record ImapAddress(string User, string Host, int Port, bool IsImplicitTls) : StoreAddress
{
    private const int StartTlsPort = 143, TlsPort = 993;
    private static readonly string[] Names = ["tls", "authzid", "ca", "auth"];

    /// <summary>How the connection is protected.</summary>
    public TlsUse Tls { get; init; }

    /// <summary>Whose mailbox is meant when it is not the user's own; else null.</summary>
    public string? AuthorizationId { get; init; }

    /// <summary>A file of authorities to trust, absolute; else null.</summary>
    public string? AuthoritiesFile { get; init; }

    /// <summary>True when the secret is an OAuth token.</summary>
    public bool UsesToken { get; init; }

    /// <inheritdoc/>
    internal override string Place => string.Create(CultureInfo.InvariantCulture, $"imap:{AuthorizationId ?? User}@{Host.ToLowerInvariant()}:{Port}");

    /// <inheritdoc/>
    public override string ToString()
    {
        var host = Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host;
        return string.Create(CultureInfo.InvariantCulture, $"{(IsImplicitTls ? "imaps" : "imap")}://{Uri.EscapeDataString(User)}@{host}:{Port}");
    }

    /// <summary>Reads what follows the scheme.</summary>
    internal static ImapAddress Read(string option, bool isImplicitTls, string text)
    {
        if (!text.StartsWith("//", StringComparison.Ordinal)) throw Refuse(option, "lacks the // after its scheme: imaps://USER@HOST:PORT");
        var rest = text[2..];
        var end = rest.AsSpan().IndexOfAny('/', '?', '#');
        var authority = end < 0 ? rest : rest[..end];
        var at = authority.LastIndexOf('@');
        if (at < 0) throw Refuse(option, "names no user: imaps://USER@HOST:PORT, with special characters of the user percent-encoded");
        var user = AuthorityText.ReadUser(option, authority[..at]);
        var (host, port) = AuthorityText.ReadHost(option, authority[(at + 1)..], isImplicitTls ? TlsPort : StartTlsPort);
        return ReadOptions(option, ReadQuery(option, end < 0 ? "" : rest[end..]), new ImapAddress(user, host, port, isImplicitTls));
    }

    private static string ReadQuery(string option, string rest)
    {
        if (rest is "" or "/") return "";
        var query = rest.StartsWith("/?", StringComparison.Ordinal) ? rest[2..] : rest[0] == '?' ? rest[1..] : null;
        return query ?? throw Refuse(option, "has something after the port; a folder is chosen with --include");
    }

    private static ImapAddress ReadOptions(string option, string query, ImapAddress address)
    {
        AddressOptions.Read(option, query, Names, (name, value) =>
        {
            switch (name)
            {
                case "tls" when value is "none" or "insecure": address = address with { Tls = value == "none" ? TlsUse.None : TlsUse.Insecure }; return null;
                case "tls": return "has a tls option that is neither none nor insecure";
                case "auth" when value is "password" or "oauth": address = address with { UsesToken = value == "oauth" }; return null;
                case "auth": return "has an auth option that is neither password nor oauth";
                case "ca": address = address with { AuthoritiesFile = Path.GetFullPath(value) }; return null;
                default: address = address with { AuthorizationId = value }; return null;
            }
        });
        if (address is { IsImplicitTls: true, Tls: TlsUse.None }) throw Refuse(option, "asks for imaps and for no TLS; write imap:// for clear text");
        if (address is { AuthoritiesFile: not null, Tls: not TlsUse.Required }) throw Refuse(option, "names authorities to trust and switches the check off");
        return address;
    }
}
