namespace Godwit.Proxy.Authentication.Passwords;

/// <summary>A place that can tell whether a password is right.</summary>
internal interface IPasswordSource
{
    /// <summary>Whether this place knows the user at all, as far as that can be told at once; the first that does is asked.</summary>
    bool Knows(AccountName account);

    /// <summary>The user, or a rejection.</summary>
    ValueTask<AuthenticationOutcome> CheckAsync(AccountName account, string password, CancellationToken cancellation);
}
