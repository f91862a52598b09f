using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Godwit.Proxy.Authentication.Bearer;

/// <summary>Whom a token names.</summary>
/// <param name="Name">The name, 1 to 320 characters.</param>
/// <param name="Subject">The issuer's own name for them, which nobody gets a second time; empty when the token has none.</param>
/// <param name="Groups">What they belong to.</param>
internal sealed record TokenIdentity(string Name, string Subject, IReadOnlyList<string> Groups);

/// <summary>Reads bearer tokens (RFC 6750) that are signed JWTs (RFC 7519) of one issuer, for one audience, within their time.</summary>
/// <param name="settings">The issuer.</param>
/// <param name="keys">The issuer's keys.</param>
/// <param name="clock">The clock.</param>
internal sealed class IssuedTokens(Configuration.BearerSettings settings, IIssuerKeys keys, TimeProvider clock)
{
    private const int MaxTokenBytes = 32 * 1024, MaxName = 320, MaxSubject = 255;

    private readonly JsonWebTokenHandler _reader = new() { MaximumTokenSizeInBytes = MaxTokenBytes, MapInboundClaims = false };

    /// <summary>Whom a token names; null when it is not to be believed.</summary>
    /// <exception cref="IssuerUnreachableException">The issuer's keys cannot be had.</exception>
    public async ValueTask<TokenIdentity?> ReadAsync(string token, CancellationToken cancellation)
    {
        var read = await _reader.ValidateTokenAsync(token, Rules(await keys.GetAsync(cancellation).ConfigureAwait(false))).ConfigureAwait(false);
        if (read is { IsValid: true, SecurityToken: JsonWebToken valid }) return IdentityOf(valid);
        if (read.Exception is SecurityTokenSignatureKeyNotFoundException) keys.AskAgain();
        return null;
    }

    private TokenValidationParameters Rules(IReadOnlyCollection<SecurityKey> known) => new()
    {
        ValidIssuer = settings.Issuer,
        ValidAudience = settings.Audience,
        IssuerSigningKeys = known,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        // Asymmetric ones only: a public key must never serve as the secret of an HMAC.
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384],
        LifetimeValidator = IsInTime,
    };

    private bool IsInTime(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters rules)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end + rules.ClockSkew && (notBefore is not { } begin || now > begin - rules.ClockSkew);
    }

    private TokenIdentity? IdentityOf(JsonWebToken token)
    {
        var (name, subject) = (Values(token, settings.NameClaim).FirstOrDefault() ?? token.Subject, token.Subject ?? "");
        return name is { Length: > 0 and <= MaxName } && subject.Length <= MaxSubject ? new TokenIdentity(name, subject, Values(token, settings.GroupsClaim)) : null;
    }

    private static List<string> Values(JsonWebToken token, string claim) => [.. token.Claims.Where(c => c.Type == claim).Select(c => c.Value)];
}
