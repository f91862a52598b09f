using System.Text;

namespace Godwit.Imap;

/// <summary>
/// LOGIN: asked for the user, then for the password, whatever the words of the question. It was never standardised (draft-murchison-sasl-login), yet old servers offer nothing else. Only for encrypted lines.
/// </summary>
public sealed class LoginMechanism(SaslCredential credential) : ISaslMechanism
{
    private int _asked;

    /// <inheritdoc/>
    public string Name => "LOGIN";

    /// <inheritdoc/>
    public byte[]? InitialResponse() => null;

    /// <inheritdoc/>
    public byte[] Respond(ReadOnlySpan<byte> challenge) => _asked++ switch
    {
        0 => Encoding.UTF8.GetBytes(credential.User),
        1 => credential.Secret.ToArray(),
        _ => throw new SaslException(SaslFailure.BadChallenge, "The server asks for more than a user and a password."),
    };
}
