using Godwit.Proxy.Authentication.Bearer;
using Godwit.Proxy.Configuration;
using Godwit.Server.Configuration;

namespace Godwit.Server.Access;

/// <summary>Sign-in by tokens of an OpenID Connect issuer. The service keeps no record of these people: who they are and what they may do is in each token.</summary>
/// <param name="settings">The issuer and the roles.</param>
/// <param name="keys">The issuer's keys.</param>
/// <param name="clock">The clock.</param>
internal sealed class IssuerSignIn(IssuerSettings settings, IIssuerKeys keys, TimeProvider clock)
{
    private readonly IssuedTokens _tokens = new(settings.Issuer, keys, clock);

    /// <summary>The sign-in of a configuration; a file with keys is read at once, so that a mistake is told at the start.</summary>
    /// <param name="settings">The configuration.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="warn">Told when a changed file of keys cannot be used.</param>
    /// <exception cref="FaultException">The file of keys cannot be used.</exception>
    public static IssuerSignIn Of(IssuerSettings settings, TimeProvider clock, Action<Fault> warn)
    {
        if (settings.Issuer.KeysFile is not { } path) return new IssuerSignIn(settings, new PublishedKeys(settings.Issuer.Metadata!), clock);
        var file = new KeysInFile(path, warn);
        file.Check();
        return new IssuerSignIn(settings, file, clock);
    }

    /// <summary>Who a token is; null for nobody.</summary>
    /// <exception cref="FaultException"><see cref="MoveFaults.NotAllowed"/>: nothing in it gives a role. <see cref="MoveFaults.IssuerUnreachable"/>: it cannot be checked now.</exception>
    public async ValueTask<SignedIn?> FindAsync(string token, CancellationToken cancellation)
    {
        try
        {
            return await _tokens.ReadAsync(token, cancellation).ConfigureAwait(false) is { Subject.Length: > 0 } read ? new SignedIn(NameOf(read), RoleOf(read), "Bearer") : null;
        }
        catch (IssuerUnreachableException unreachable)
        {
            throw MoveFaults.Refuse(MoveFaults.IssuerUnreachable, $"The keys of {OtherSideText.Show(settings.Issuer.Issuer)} cannot be had now, so that its tokens cannot be checked. Administrators with a password of this service can sign in.", unreachable);
        }
    }

    // The name may change and be given to somebody else, the subject never. No administrator of ours has a colon in the name: nobody can be taken for one of them.
    private static string NameOf(TokenIdentity read) => OtherSideText.Show($"{read.Name} (oidc:{read.Subject})", 600);

    private Role RoleOf(TokenIdentity read)
    {
        Role? most = null;
        foreach (var group in read.Groups)
        {
            if (settings.Roles.TryGetValue(group, out var role) && !(role <= most)) most = role;
        }
        return most ?? throw MoveFaults.Refuse(MoveFaults.NotAllowed, $"{NameOf(read)} is signed in, and none of the values of '{settings.Issuer.GroupsClaim}' in the token gives a role here.");
    }
}
