using Godwit.Proxy.Exchanges;
using Godwit.Proxy.VirtualDirectory;

namespace Godwit.Proxy.Authentication.Bearer;

/// <summary>Bearer tokens (RFC 6750) of one issuer.</summary>
internal sealed class BearerScheme : IAuthenticationScheme
{
    private readonly IssuedTokens _tokens;

    public BearerScheme(Configuration.BearerSettings settings, IIssuerKeys keys, TimeProvider clock) => _tokens = new IssuedTokens(settings, keys, clock);

    public string Name => "Bearer";

    public string Challenge => "Bearer";

    public bool NeedsConnection => false;

    public bool IsEnabled(WebServicesVirtualDirectory directory) => directory.OAuthAuthentication;

    /// <summary>Nobody guesses tokens of a user: only the address is held back.</summary>
    public string? ClaimedUser(string credentials) => null;

    public async ValueTask<AuthenticationOutcome> TryAsync(string credentials, Exchange exchange, WebServicesVirtualDirectory directory, CancellationToken cancellation)
    {
        try
        {
            return await _tokens.ReadAsync(credentials, cancellation).ConfigureAwait(false) is { } read
                ? new AuthenticationOutcome.Accepted(new ProxyUser(read.Name, Name, read.Groups))
                : new AuthenticationOutcome.Rejected(null, AuthenticationOutcome.LogonFailure);
        }
        catch (IssuerUnreachableException)
        {
            return new AuthenticationOutcome.Rejected(null, AuthenticationOutcome.NoLogonServers);
        }
    }
}
