using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Godwit.Proxy.Protocol;

/// <summary>How a lane proves who asks: a header field on every request (Basic, Bearer), or a conversation that the connection remembers (NTLM, Negotiate).</summary>
internal sealed class SignIn
{
    private SignIn(ProxyScheme scheme, AuthenticationHeaderValue? header, ICredentials? credentials) => (Scheme, Header, Credentials) = (scheme, header, credentials);

    /// <summary>The way; <see cref="ProxyScheme.Offered"/> for none yet.</summary>
    public ProxyScheme Scheme { get; }

    /// <summary>What every request carries; null for none.</summary>
    public AuthenticationHeaderValue? Header { get; }

    /// <summary>What the connection proves itself with; null for none.</summary>
    public ICredentials? Credentials { get; }

    /// <summary>Nobody: to learn what the proxy offers.</summary>
    public static SignIn Anonymous { get; } = new(ProxyScheme.Offered, null, null);

    /// <summary>True for schemes whose state belongs to a connection.</summary>
    public static bool IsBound(ProxyScheme scheme) => scheme is ProxyScheme.Ntlm or ProxyScheme.Negotiate;

    public static SignIn With(ProxyScheme scheme, ProxyCredential credential, Uri endpoint) => scheme switch
    {
        ProxyScheme.Basic => new(scheme, new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.User}:{credential.Secret}"))), null),
        ProxyScheme.Bearer => new(scheme, new AuthenticationHeaderValue("Bearer", credential.Secret), null),
        ProxyScheme.Ntlm => Bound(scheme, "NTLM", credential, endpoint),
        ProxyScheme.Negotiate => Bound(scheme, "Negotiate", credential, endpoint),
        _ => Anonymous,
    };

    /// <summary>The first way that is offered and can be used with such a credential over this connection; null when there is none.</summary>
    public static ProxyScheme? Choose(IEnumerable<AuthenticationHeaderValue> offered, bool isToken, bool http2)
    {
        ProxyScheme[] wanted = isToken ? [ProxyScheme.Bearer] : http2 ? [ProxyScheme.Basic] : [ProxyScheme.Basic, ProxyScheme.Ntlm, ProxyScheme.Negotiate];
        var names = offered.Select(challenge => challenge.Scheme).ToList();
        var index = Array.FindIndex(wanted, scheme => names.Contains(scheme.ToString(), StringComparer.OrdinalIgnoreCase));
        return index < 0 ? null : wanted[index];
    }

    private static SignIn Bound(ProxyScheme scheme, string name, ProxyCredential credential, Uri endpoint)
    {
        // The system's own NTLM (gss-ntlmssp) is seldom installed; the framework brings one along. Not for Negotiate: with it the framework wraps NTLM and never asks for a Kerberos ticket with a given password.
        if (scheme == ProxyScheme.Ntlm) AppContext.SetSwitch("System.Net.Security.UseManagedNtlm", true);
        var cache = new CredentialCache { { new Uri(endpoint, "/"), name, Account(credential) } };
        return new SignIn(scheme, null, cache);
    }

    private static NetworkCredential Account(ProxyCredential credential)
    {
        var slash = credential.User.IndexOf('\\', StringComparison.Ordinal);
        return slash < 0 ? new NetworkCredential(credential.User, credential.Secret) : new NetworkCredential(credential.User[(slash + 1)..], credential.Secret, credential.User[..slash]);
    }
}
