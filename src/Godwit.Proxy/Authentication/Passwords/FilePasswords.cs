using Godwit.Proxy.Authentication.Users;

namespace Godwit.Proxy.Authentication.Passwords;

/// <summary>Passwords of the users file. Wrong names and wrong passwords take the same time; no more are checked at once than there are processors.</summary>
internal sealed class FilePasswords(UserFile file, string domain, TimeProvider clock) : IPasswordSource, IDisposable
{
    private readonly VerifiedCredentials _verified = new(clock, TimeSpan.FromMinutes(5));
    private readonly PasswordVerifier _verifier = new(Environment.ProcessorCount);

    public bool Knows(AccountName account) => account.IsOf(domain) && file.Current.Find(account.User) is not null;

    public async ValueTask<AuthenticationOutcome> CheckAsync(AccountName account, string password, CancellationToken cancellation)
    {
        var user = account.IsOf(domain) ? file.Current.Find(account.User) : null;
        var hash = user?.PasswordHash ?? PasswordHash.OfNobody;
        if (!hash.Equals(_verified.Find(account.User, password)))
        {
            if (!await _verifier.VerifyAsync(password, hash, cancellation).ConfigureAwait(false) || user is null)
                return new AuthenticationOutcome.Rejected(account.Text, AuthenticationOutcome.LogonFailure);
            _verified.Add(account.User, password, hash);
        }
        return user!.Disabled
            ? new AuthenticationOutcome.Rejected(account.Text, AuthenticationOutcome.AccountDisabled)
            : new AuthenticationOutcome.Accepted(UserOf(user, domain, "Basic"));
    }

    /// <summary>A user of the file as the rest of the service sees him.</summary>
    public static ProxyUser UserOf(UserRecord user, string domain, string scheme) => new($"{domain}\\{user.Name}", scheme, user.Groups) { Roles = user.Roles ?? [] };

    public void Dispose() => _verifier.Dispose();
}
