using Godwit.Proxy.Exchanges;
using Godwit.Proxy.VirtualDirectory;

namespace Godwit.Proxy.Authentication;

/// <summary>A way to prove who somebody is (RFC 9110 section 11).</summary>
internal interface IAuthenticationScheme
{
    /// <summary>The name in <c>WWW-Authenticate</c> and <c>Authorization</c>.</summary>
    string Name { get; }

    /// <summary>The challenge, name included.</summary>
    string Challenge { get; }

    /// <summary>True when the proof takes several requests on one connection: not over HTTP/2.</summary>
    bool NeedsConnection { get; }

    /// <summary>Whether an administrator has it switched on.</summary>
    bool IsEnabled(WebServicesVirtualDirectory directory);

    /// <summary>The name of the user whom the credentials claim to be, where it can be told before they are checked; null: not yet.</summary>
    string? ClaimedUser(string credentials);

    /// <summary>Looks at credentials.</summary>
    /// <param name="credentials">What follows the scheme's name.</param>
    /// <param name="exchange">The request.</param>
    /// <param name="directory">What is in force.</param>
    /// <param name="cancellation">Strikes when the client has gone.</param>
    ValueTask<AuthenticationOutcome> TryAsync(string credentials, Exchange exchange, WebServicesVirtualDirectory directory, CancellationToken cancellation);
}
