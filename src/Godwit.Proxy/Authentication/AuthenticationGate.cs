using Godwit.Proxy.Exchanges;
using Godwit.Proxy.Metrics;
using Godwit.Proxy.VirtualDirectory;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Godwit.Proxy.Authentication;

/// <summary>
/// Lets those in who prove who they are, and challenges everybody else with the schemes that are switched on and can be served. Attempts after failures are held back.
/// </summary>
internal sealed class AuthenticationGate(IReadOnlyList<IAuthenticationScheme> schemes, FailureDelays delays, ProxyMetrics metrics, TimeProvider clock)
{
    private const int AnonymousSubStatus = 2;
    private const int LogonFailedSubStatus = 1;
    private const uint AccessDenied = 5;
    private const int Http11Required = 0xd;
    private static readonly object ProofKey = new();

    /// <summary>Who asks, or null: then the answer is a challenge, and complete.</summary>
    public async Task<ProxyUser?> AuthenticateAsync(Exchange exchange, WebServicesVirtualDirectory directory, CancellationToken cancellation)
    {
        var header = exchange.Context.Request.Headers.Authorization;
        if (header.Count == 0) return FromConnection(exchange, directory) ?? await ChallengeAsync(exchange, directory, null, AnonymousSubStatus, AccessDenied).ConfigureAwait(false);
        Forget(exchange);
        var (name, credentials) = Split(header.Count == 1 ? header.ToString() : "");
        if (!exchange.KeepsConnection && schemes.Any(bound => bound.NeedsConnection && bound.IsEnabled(directory) && IsCalled(bound, name))) return DemandHttp11(exchange);
        var scheme = Offered(exchange, directory).FirstOrDefault(offered => IsCalled(offered, name));
        if (scheme is null) return await ChallengeAsync(exchange, directory, null, AnonymousSubStatus, AccessDenied).ConfigureAwait(false);
        await HoldBackAsync(scheme.ClaimedUser(credentials), exchange, cancellation).ConfigureAwait(false);
        return await scheme.TryAsync(credentials, exchange, directory, cancellation).ConfigureAwait(false) switch
        {
            AuthenticationOutcome.Accepted accepted => LetIn(accepted, scheme, credentials, exchange),
            AuthenticationOutcome.Continued next =>
                await ChallengeAsync(exchange, directory, $"{scheme.Name} {next.Token}", LogonFailedSubStatus, AuthenticationOutcome.HandshakeLeg).ConfigureAwait(false),
            AuthenticationOutcome.Rejected rejected => await TurnAwayAsync(rejected, exchange, directory).ConfigureAwait(false),
            _ => throw new InvalidOperationException("An outcome of a kind that does not exist."),
        };
    }

    private static bool IsCalled(IAuthenticationScheme scheme, string name) => string.Equals(scheme.Name, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>NTLM and Kerberos cannot be had over HTTP/2: clients that insist come again over HTTP/1.1 (RFC 9113 section 7, HTTP_1_1_REQUIRED).</summary>
    private static ProxyUser? DemandHttp11(Exchange exchange)
    {
        (exchange.SubStatus, exchange.Win32, exchange.Context.Response.StatusCode) = (AnonymousSubStatus, AccessDenied, StatusCodes.Status401Unauthorized);
        exchange.Context.Features.Get<IHttpResetFeature>()?.Reset(Http11Required);
        return null;
    }

    private IEnumerable<IAuthenticationScheme> Offered(Exchange exchange, WebServicesVirtualDirectory directory) =>
        schemes.Where(scheme => scheme.IsEnabled(directory) && (exchange.KeepsConnection || !scheme.NeedsConnection));

    private ProxyUser LetIn(AuthenticationOutcome.Accepted accepted, IAuthenticationScheme scheme, string credentials, Exchange exchange)
    {
        delays.Succeeded(scheme.ClaimedUser(credentials));
        (exchange.UserName, exchange.Scheme) = (accepted.User.Name, accepted.User.Scheme);
        if (accepted.Token is { } token) exchange.Context.Response.Headers.WWWAuthenticate = $"{scheme.Name} {token}";
        if (accepted.ForConnection && MayBeKept(exchange) && exchange.ConnectionItems is { } items)
        {
            items[ProofKey] = new Proof(accepted.User, scheme, OnBehalfOf(exchange));
            exchange.Context.Response.Headers["Persistent-Auth"] = "true";
        }
        return accepted.User;
    }

    // A balancer that does not say for whom it asks may lead the next client over the same connection.
    private static bool MayBeKept(Exchange exchange) => !exchange.IsFromBalancer || OnBehalfOf(exchange).Length > 0;

    /// <summary>A proof holds for later requests on its connection, unless a balancer mixes clients on it or the scheme was switched off meanwhile.</summary>
    private static ProxyUser? FromConnection(Exchange exchange, WebServicesVirtualDirectory directory)
    {
        if (!exchange.KeepsConnection || exchange.ConnectionItems?.TryGetValue(ProofKey, out var kept) != true || kept is not Proof proof) return null;
        if (!proof.Scheme.IsEnabled(directory) || proof.OnBehalfOf != OnBehalfOf(exchange)) return null;
        (exchange.UserName, exchange.Scheme) = (proof.User.Name, proof.User.Scheme);
        return proof.User;
    }

    private static void Forget(Exchange exchange) => exchange.ConnectionItems?.Remove(ProofKey);

    private static string OnBehalfOf(Exchange exchange) => exchange.Context.Request.Headers["X-Forwarded-For"].ToString();

    private async Task<ProxyUser?> TurnAwayAsync(AuthenticationOutcome.Rejected rejected, Exchange exchange, WebServicesVirtualDirectory directory)
    {
        metrics.AuthenticationFailed();
        delays.Failed(rejected.UserName, exchange.Client.ToString());
        return await ChallengeAsync(exchange, directory, null, LogonFailedSubStatus, rejected.Win32).ConfigureAwait(false);
    }

    private async Task<ProxyUser?> ChallengeAsync(Exchange exchange, WebServicesVirtualDirectory directory, string? going, int subStatus, uint win32)
    {
        (exchange.SubStatus, exchange.Win32) = (subStatus, win32);
        var challenges = going is null ? Offered(exchange, directory).Select(scheme => scheme.Challenge).ToArray() : [going];
        exchange.Context.Response.Headers.WWWAuthenticate = challenges;
        await Answer.WriteAsync(exchange.Context, StatusCodes.Status401Unauthorized, "Unauthenticated", "Credentials are needed.").ConfigureAwait(false);
        return null;
    }

    private async Task HoldBackAsync(string? user, Exchange exchange, CancellationToken cancellation)
    {
        var delay = delays.DelayOf(user, exchange.Client.ToString());
        if (delay > TimeSpan.Zero) await Task.Delay(delay, clock, cancellation).ConfigureAwait(false);
    }

    private static (string Scheme, string Credentials) Split(string header)
    {
        var blank = header.IndexOf(' ', StringComparison.Ordinal);
        return blank < 0 ? (header, "") : (header[..blank], header[(blank + 1)..].Trim());
    }

    private sealed record Proof(ProxyUser User, IAuthenticationScheme Scheme, string OnBehalfOf);
}
