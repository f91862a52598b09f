using System.Text;

namespace Godwit.Imap;

/// <summary>PLAIN (RFC 4616): the password itself, with an authorisation identity if there is one. Only for encrypted lines.</summary>
public sealed class PlainMechanism(SaslCredential credential) : ISaslMechanism
{
    private bool _said;

    /// <inheritdoc/>
    public string Name => "PLAIN";

    /// <inheritdoc/>
    public byte[] InitialResponse()
    {
        _said = true;
        // RFC 4616 section 2: message = [authzid] UTF8NUL authcid UTF8NUL passwd
        return [.. Encoding.UTF8.GetBytes($"{credential.AuthorizationId}\0{credential.User}\0"), .. credential.Secret];
    }

    /// <inheritdoc/>
    public byte[] Respond(ReadOnlySpan<byte> challenge) =>
        _said ? throw new SaslException(SaslFailure.BadChallenge, "The server asks on after PLAIN has said everything.") : InitialResponse();
}
