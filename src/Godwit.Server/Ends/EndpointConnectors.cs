using Godwit.Connectors.Imap;
using Godwit.Imap;
using Godwit.Proxy.Protocol;

namespace Godwit.Server.Ends;

/// <summary>Connectors of mailboxes behind endpoints. Credentials are asked for at each sign-in, so that a changed password is used at the next one.</summary>
internal static class EndpointConnectors
{
    /// <summary>A mailbox behind an endpoint.</summary>
    /// <param name="endpoint">The endpoint's settings.</param>
    /// <param name="address">The mailbox's address.</param>
    /// <param name="login">The mailbox's own login; null where the endpoint signs in.</param>
    /// <param name="password">Gives the password.</param>
    /// <param name="side">Which side of the move it is.</param>
    /// <param name="stamp">Who writes; null for what only reads.</param>
    /// <param name="request">The request that set the move going; null where that is not known.</param>
    public static IMailboxConnector Open(EndpointOrder endpoint, string address, string? login, Func<string> password, Side side, MoveStamp? stamp, Guid? request = null) =>
        endpoint.Type == EndpointType.IMAP ? new ImapConnector(Imap(endpoint, address, login, password, side)) : new ProxyConnector(Proxy(endpoint, address, password, side) with { Stamp = stamp, ClientRequestId = request });

    /// <summary>The way to a proxy.</summary>
    public static ProxySettings Proxy(EndpointOrder endpoint, string address, Func<string> password, Side side) =>
        new(new UriBuilder(Uri.UriSchemeHttps, endpoint.Host, endpoint.Port, endpoint.Path).Uri, address, _ => new ProxyCredential(endpoint.UserName ?? "", password(), endpoint.Authentication == EndpointAuthentication.OAuth))
        {
            Side = side,
            AuthoritiesFile = endpoint.Authorities,
        };

    /// <summary>A mailbox on an IMAP server; see <see cref="Open"/>.</summary>
    public static ImapSettings Imap(EndpointOrder endpoint, string address, string? login, Func<string> password, Side side)
    {
        var master = endpoint.UserName;
        var bySeparator = master is not null && endpoint.MasterSeparator is { Length: 1 };
        var user = master is null ? login ?? address : bySeparator ? (login ?? address) + endpoint.MasterSeparator + master : master;
        var authorization = master is not null && !bySeparator ? login ?? address : "";
        SaslCredential Credential(bool fresh) => endpoint.Authentication == EndpointAuthentication.OAuth ? SaslCredential.Token(user, password()) : SaslCredential.Password(user, password(), authorization);
        return new ImapSettings(endpoint.Host, endpoint.Port, user, Credential)
        {
            Side = side,
            AuthorizationId = authorization,
            // Dovecot 2.3 knows no SCRAM for such a login, and lets us wait for its refusal on every lane.
            Mechanism = bySeparator ? "PLAIN" : null,
            Security = endpoint.Security switch { EndpointSecurity.Ssl => ImapSecurity.Tls, EndpointSecurity.Tls => ImapSecurity.StartTls, _ => ImapSecurity.None },
            Tls = new ImapTlsOptions { AuthoritiesFile = endpoint.Authorities, AcceptAnyCertificate = endpoint.AcceptUntrustedCertificates },
        };
    }
}
