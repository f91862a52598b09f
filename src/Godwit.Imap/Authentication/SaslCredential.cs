using System.Security.Cryptography;
using System.Text;

namespace Godwit.Imap;

/// <summary>
/// Who signs in, as whom, and with which secret. The secret is kept in one array, which is overwritten when this is disposed; no text form shows it. Mechanisms made from it read the
/// secret when they need it, so dispose it after the sign-in.
/// </summary>
public sealed class SaslCredential : IDisposable
{
    private readonly byte[] _secret;
    private bool _disposed;

    private SaslCredential(string user, ReadOnlySpan<byte> secret, string authorizationId, bool isToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(user);
        ArgumentNullException.ThrowIfNull(authorizationId);
        if (user.Contains('\0', StringComparison.Ordinal) || authorizationId.Contains('\0', StringComparison.Ordinal) || secret.Contains((byte)0))
            throw new ArgumentException("A name or secret holds a NUL, which no mechanism can carry.", nameof(user));
        (User, AuthorizationId, IsToken, _secret) = (user, authorizationId, isToken, secret.ToArray());
    }

    /// <summary>A password in UTF-8.</summary>
    /// <param name="user">Who proves (authentication identity).</param>
    /// <param name="password">The password; copied.</param>
    /// <param name="authorizationId">Whose mailbox is meant when it is another's (RFC 4422 section 3.4.1); empty for the user's own.</param>
    /// <exception cref="ArgumentException">The user is empty, or something holds a NUL.</exception>
    public static SaslCredential Password(string user, ReadOnlySpan<byte> password, string authorizationId = "") => new(user, password, authorizationId, isToken: false);

    /// <summary>A password that is a string already.</summary>
    /// <exception cref="ArgumentException">The user is empty, or something holds a NUL.</exception>
    public static SaslCredential Password(string user, string password, string authorizationId = "") => FromText(user, password, authorizationId, isToken: false);

    /// <summary>An OAuth 2 bearer token (RFC 6750).</summary>
    /// <exception cref="ArgumentException">The user is empty, or something holds a NUL.</exception>
    public static SaslCredential Token(string user, string token) => FromText(user, token, "", isToken: true);

    /// <summary>Who proves.</summary>
    public string User { get; }

    /// <summary>Whose mailbox is meant; empty for the user's own.</summary>
    public string AuthorizationId { get; }

    /// <summary>True for a token, false for a password.</summary>
    public bool IsToken { get; }

    /// <summary>The secret's bytes as they are.</summary>
    /// <exception cref="ObjectDisposedException">It has been overwritten.</exception>
    internal ReadOnlySpan<byte> Secret
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _secret;
        }
    }

    /// <summary>Overwrites the secret.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_secret);
        _disposed = true;
    }

    /// <summary>The user's name and never the secret.</summary>
    public override string ToString() => OtherSideText.Show(User);

    private static SaslCredential FromText(string user, string secret, string authorizationId, bool isToken)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var bytes = Encoding.UTF8.GetBytes(secret);
        try
        {
            return new SaslCredential(user, bytes, authorizationId, isToken);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}
