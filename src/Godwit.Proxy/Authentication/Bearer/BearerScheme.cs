using Godwit.Proxy.Exchanges;
using Godwit.Proxy.VirtualDirectory;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Godwit.Proxy.Authentication.Bearer;

/// <summary>Bearer tokens (RFC 6750) that are signed JWTs (RFC 7519) of one issuer, for one audience, within their time.</summary>
internal sealed class BearerScheme : IAuthenticationScheme
{
    private const int MaxTokenBytes = 32 * 1024;

    private readonly Configuration.BearerSettings _settings;
    private readonly IIssuerKeys _keys;
    private readonly TimeProvider _clock;
    private readonly JsonWebTokenHandler _reader = new() { MaximumTokenSizeInBytes = MaxTokenBytes, MapInboundClaims = false };

    public BearerScheme(Configuration.BearerSettings settings, IIssuerKeys keys, TimeProvider clock) => (_settings, _keys, _clock) = (settings, keys, clock);

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
            var read = await _reader.ValidateTokenAsync(credentials, Rules(await _keys.GetAsync(cancellation).ConfigureAwait(false))).ConfigureAwait(false);
            if (read is { IsValid: true, SecurityToken: JsonWebToken token } && NameOf(token) is { } name)
                return new AuthenticationOutcome.Accepted(new ProxyUser(name, Name, Values(token, _settings.GroupsClaim)));
            if (read.Exception is SecurityTokenSignatureKeyNotFoundException) _keys.AskAgain();
            return new AuthenticationOutcome.Rejected(null, AuthenticationOutcome.LogonFailure);
        }
        catch (IssuerUnreachableException)
        {
            return new AuthenticationOutcome.Rejected(null, AuthenticationOutcome.NoLogonServers);
        }
    }

    private TokenValidationParameters Rules(IReadOnlyCollection<SecurityKey> keys) => new()
    {
        ValidIssuer = _settings.Issuer,
        ValidAudience = _settings.Audience,
        IssuerSigningKeys = keys,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        // Asymmetric ones only: a public key must never serve as the secret of an HMAC.
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384],
        LifetimeValidator = IsInTime,
    };

    private bool IsInTime(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters rules)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end + rules.ClockSkew && (notBefore is not { } begin || now > begin - rules.ClockSkew);
    }

    private string? NameOf(JsonWebToken token) =>
        (Values(token, _settings.NameClaim).FirstOrDefault() ?? token.Subject) is { Length: > 0 and <= 320 } name ? name : null;

    private static List<string> Values(JsonWebToken token, string claim) => [.. token.Claims.Where(c => c.Type == claim).Select(c => c.Value)];
}
