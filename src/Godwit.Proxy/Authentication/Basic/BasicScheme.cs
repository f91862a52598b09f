using System.Text;
using Godwit.Proxy.Authentication.Passwords;
using Godwit.Proxy.Exchanges;
using Godwit.Proxy.VirtualDirectory;

namespace Godwit.Proxy.Authentication.Basic;

/// <summary>Basic (RFC 7617) in UTF-8, over TLS only.</summary>
/// <param name="realm">The realm in the challenge.</param>
/// <param name="sources">Where passwords are checked; the first one that knows the user decides, the last one for those whom nobody knows.</param>
internal sealed class BasicScheme(string realm, IReadOnlyList<IPasswordSource> sources) : IAuthenticationScheme
{
    private const int MaxCredentials = 8 * 1024;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public string Name => "Basic";

    public string Challenge => $"Basic realm=\"{realm}\"";

    public bool NeedsConnection => false;

    public bool IsEnabled(WebServicesVirtualDirectory directory) => directory.BasicAuthentication;

    public string? ClaimedUser(string credentials) => Read(credentials)?.Account.Text;

    public ValueTask<AuthenticationOutcome> TryAsync(string credentials, Exchange exchange, WebServicesVirtualDirectory directory, CancellationToken cancellation)
    {
        if (Read(credentials) is not var (account, password)) return ValueTask.FromResult<AuthenticationOutcome>(new AuthenticationOutcome.Rejected(null, AuthenticationOutcome.LogonFailure));
        var source = sources.FirstOrDefault(candidate => candidate.Knows(account)) ?? sources[^1];
        return source.CheckAsync(account, password, cancellation);
    }

    // RFC 7617 section 2: user-pass = user-id ":" password, where the user-id holds no colon.
    private static (AccountName Account, string Password)? Read(string credentials)
    {
        if (credentials.Length > MaxCredentials) return null;
        var bytes = new byte[credentials.Length];
        if (!Convert.TryFromBase64String(credentials, bytes, out var length)) return null;
        try
        {
            var text = Strict.GetString(bytes, 0, length);
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            return colon > 0 && AccountName.Read(text[..colon]) is { } account ? (account, text[(colon + 1)..]) : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
