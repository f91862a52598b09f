using Godwit.Proxy.Exchanges;
using Godwit.Proxy.VirtualDirectory;

namespace Godwit.Proxy.Authentication.Ntlm;

/// <summary>NTLM over HTTP (MS-NTHT): three messages on one connection, which is the user's from then on.</summary>
internal sealed class NtlmScheme(NtlmAcceptor acceptor) : IAuthenticationScheme
{
    public string Name => "NTLM";

    public string Challenge => "NTLM";

    public bool NeedsConnection => true;

    public bool IsEnabled(WebServicesVirtualDirectory directory) => directory.WindowsAuthentication && acceptor.HasUsers;

    public string? ClaimedUser(string credentials) => Token.Read(credentials) is { } message ? NtlmAcceptor.ClaimedUser(message) : null;

    public ValueTask<AuthenticationOutcome> TryAsync(string credentials, Exchange exchange, WebServicesVirtualDirectory directory, CancellationToken cancellation) =>
        ValueTask.FromResult(Try(credentials, exchange, directory));

    private AuthenticationOutcome Try(string credentials, Exchange exchange, WebServicesVirtualDirectory directory)
    {
        if (Token.Read(credentials) is not { } message) return new AuthenticationOutcome.Rejected(null, AuthenticationOutcome.InvalidToken);
        var step = acceptor.Take(message, exchange, directory, Name);
        if (step.Challenge is { } challenge) return new AuthenticationOutcome.Continued(Convert.ToBase64String(challenge));
        return step.User is { } user ? new AuthenticationOutcome.Accepted(user) { ForConnection = true } : step.Refusal!;
    }
}
