using System.Security.Cryptography.X509Certificates;
using Godwit.Proxy.Authentication.Ntlm;
using Godwit.Proxy.Exchanges;
using Godwit.Proxy.Listening;
using Godwit.Proxy.VirtualDirectory;

namespace Godwit.Proxy.Authentication.Negotiate;

/// <summary>
/// Negotiate (RFC 4559): <list type="bullet"><item>a Kerberos token goes to the system's library;</item><item>NTLM, bare or in SPNEGO, is handed to the acceptor of our own.</item></list> Either proves the connection,
/// so that a client need not send a body twice.
/// </summary>
/// <param name="kerberos">Kerberos; null without a keytab.</param>
/// <param name="ntlm">NTLM; null without NT hashes.</param>
internal sealed class NegotiateScheme(KerberosAcceptor? kerberos, NtlmAcceptor? ntlm) : IAuthenticationScheme
{
    private static readonly object MechanismsKey = new();

    public string Name => "Negotiate";

    public string Challenge => "Negotiate";

    public bool NeedsConnection => true;

    public bool IsEnabled(WebServicesVirtualDirectory directory) => directory.WindowsAuthentication && (kerberos is not null || ntlm?.HasUsers == true);

    public string? ClaimedUser(string credentials) => Token.Read(credentials) is { } token && NtlmIn(token) is { } message ? NtlmAcceptor.ClaimedUser(message) : null;

    public async ValueTask<AuthenticationOutcome> TryAsync(string credentials, Exchange exchange, WebServicesVirtualDirectory directory, CancellationToken cancellation)
    {
        if (Token.Read(credentials) is not { } token) return new AuthenticationOutcome.Rejected(null, AuthenticationOutcome.InvalidToken);
        if (NtlmMessage.TypeOf(token) != 0) return ntlm is null ? Refused() : Bare(ntlm.Take(token, exchange, directory, "NTLM"));
        if (Spnego.Read(token) is { PrefersNtlm: true } wrapped) return ntlm is null ? Refused() : Wrapped(ntlm, wrapped, exchange, directory);
        if (kerberos is null) return Refused();
        var verdict = await Task.Run(() => kerberos.Accept(token, BindingOf(exchange), directory.ExtendedProtectionTokenChecking), CancellationToken.None).ConfigureAwait(false);
        return verdict.Principal is { } principal
            ? new AuthenticationOutcome.Accepted(new ProxyUser(principal, Name, [])) { ForConnection = true, Token = verdict.Answer is { } answer ? Convert.ToBase64String(answer) : null }
            : new AuthenticationOutcome.Rejected(null, verdict.Code);
    }

    private static AuthenticationOutcome.Rejected Refused() => new(null, AuthenticationOutcome.InvalidToken);

    private static AuthenticationOutcome Bare(NtlmStep step)
    {
        if (step.Challenge is { } challenge) return new AuthenticationOutcome.Continued(Convert.ToBase64String(challenge));
        return step.User is { } user ? new AuthenticationOutcome.Accepted(user) { ForConnection = true } : step.Refusal!;
    }

    private static AuthenticationOutcome Wrapped(NtlmAcceptor acceptor, Spnego.ClientToken wrapped, Exchange exchange, WebServicesVirtualDirectory directory)
    {
        if (wrapped.Inner is not { } message || exchange.ConnectionItems is not { } items) return Refused();
        if (wrapped.MechanismList is { } list) items[MechanismsKey] = list;
        var step = acceptor.Take(message, exchange, directory, "NTLM");
        if (step.Challenge is { } challenge) return new AuthenticationOutcome.Continued(Convert.ToBase64String(Spnego.Challenge(challenge)));
        if (step is not { User: { } user, Session: { } session }) return step.Refusal!;
        items.Remove(MechanismsKey, out var offered);
        var mechanisms = offered as byte[] ?? [];
        // RFC 4178 section 5: whoever gets an integrity code over the list checks it and gives his own.
        if (wrapped.ListCode is { } code && !session.Verify(mechanisms, code)) return new AuthenticationOutcome.Rejected(user.Name, AuthenticationOutcome.MessageAltered);
        var ours = wrapped.ListCode is null ? null : session.Sign(mechanisms);
        return new AuthenticationOutcome.Accepted(user) { ForConnection = true, Token = Convert.ToBase64String(Spnego.Complete(ours)) };
    }

    private static byte[]? NtlmIn(byte[] token) => NtlmMessage.TypeOf(token) != 0 ? token : Spnego.Read(token) is { PrefersNtlm: true, Inner: { } inner } ? inner : null;

    private static byte[] BindingOf(Exchange exchange) =>
        exchange.ConnectionItems?.TryGetValue(ProxyListener.CertificateKey, out var shown) == true && shown is X509Certificate2 certificate ? ChannelBindings.ApplicationData(certificate) : [];
}
