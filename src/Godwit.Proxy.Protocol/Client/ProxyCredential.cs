namespace Godwit.Proxy.Protocol;

/// <summary>
/// What an account proves itself with at the proxy. Never shown: <see cref="ToString"/> names the user alone.
/// </summary>
/// <param name="user">The account, <c>user@domain</c> or <c>DOMAIN\user</c>.</param>
/// <param name="secret">Password or token.</param>
/// <param name="isToken">True for an OAuth token.</param>
public sealed class ProxyCredential(string user, string secret, bool isToken = false)
{
    /// <summary>The account.</summary>
    public string User => user;

    /// <summary>True for an OAuth token.</summary>
    public bool IsToken => isToken;

    internal string Secret => secret;

    /// <summary>The user, without the secret.</summary>
    public override string ToString() => user;
}

/// <summary>
/// Gives the credential: asked whenever a lane is opened, and again with <paramref name="fresh"/> when the proxy refused a token, which may have expired. Called by several threads.
/// </summary>
/// <param name="fresh">True when the credential that was given last must not be given again unless there is no other.</param>
public delegate ProxyCredential ProxyCredentialSource(bool fresh);

/// <summary>How to sign in.</summary>
public enum ProxyScheme
{
    /// <summary>The first of these that the proxy offers: Bearer for a token; Basic, NTLM, Negotiate for a password.</summary>
    Offered,
    /// <summary>RFC 7617; only over TLS.</summary>
    Basic,
    /// <summary>RFC 6750; only over TLS.</summary>
    Bearer,
    /// <summary>NTLM, bound to its connection: HTTP/1.1 only.</summary>
    Ntlm,
    /// <summary>RFC 4559 (Kerberos, or NTLM inside), bound to its connection: HTTP/1.1 only.</summary>
    Negotiate,
}
