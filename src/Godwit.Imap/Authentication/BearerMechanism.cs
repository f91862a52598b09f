using System.Globalization;
using System.Text;

namespace Godwit.Imap;

/// <summary>
/// The two mechanisms that carry an OAuth 2 bearer token. A token that is not accepted is answered by a challenge that says why (<see cref="ServerError"/>); the empty response to it ends
/// the exchange, and the server refuses with its tagged answer.
/// </summary>
public abstract class BearerMechanism : ISaslMechanism
{
    private const int MaxErrorBytes = 4_096;
    private bool _said;

    private protected BearerMechanism() { }

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <summary>What the server told about the token, as it came (JSON by RFC 7628 section 3.2.2), escaped and bounded; null while it told nothing.</summary>
    public string? ServerError { get; private set; }

    /// <inheritdoc/>
    public byte[] InitialResponse()
    {
        _said = true;
        return Compose();
    }

    /// <inheritdoc/>
    public byte[] Respond(ReadOnlySpan<byte> challenge)
    {
        if (!_said) return InitialResponse();
        if (ServerError is not null || challenge.Length > MaxErrorBytes) throw new SaslException(SaslFailure.BadChallenge, "The server asks on after it has refused the token.");
        ServerError = OtherSideText.Show(Encoding.UTF8.GetString(challenge));
        return Acknowledgement;
    }

    private protected abstract byte[] Compose();

    private protected abstract byte[] Acknowledgement { get; }
}

/// <summary>XOAUTH2, Google's and Microsoft's forerunner of OAUTHBEARER. Only for encrypted lines.</summary>
public sealed class XOAuth2Mechanism(SaslCredential credential) : BearerMechanism
{
    /// <inheritdoc/>
    public override string Name => "XOAUTH2";

    private protected override byte[] Acknowledgement => [];

    private protected override byte[] Compose() =>
        [.. Encoding.UTF8.GetBytes($"user={credential.User}\u0001auth=Bearer "), .. credential.Secret, 1, 1];
}

/// <summary>OAUTHBEARER (RFC 7628). Only for encrypted lines.</summary>
/// <param name="credential">User and token.</param>
/// <param name="host">The server's name as the user gave it; empty leaves it out.</param>
/// <param name="port">The server's port, 1 to 65535; 0 leaves it out.</param>
public sealed class OAuthBearerMechanism(SaslCredential credential, string host = "", int port = 0) : BearerMechanism
{
    /// <inheritdoc/>
    public override string Name => "OAUTHBEARER";

    // RFC 7628 section 3.2.3: the client answers an error with the single octet %x01.
    private protected override byte[] Acknowledgement => [1];

    // RFC 7628 section 3.1: client-resp = gs2-header kvsep *kvpair kvsep
    private protected override byte[] Compose()
    {
        var name = GsHeader.Escape(credential.User);
        var where = (host.Length == 0 ? "" : $"host={host}\u0001") + (port == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"port={port}\u0001"));
        return [.. Encoding.UTF8.GetBytes($"n,a={name},\u0001{where}auth=Bearer "), .. credential.Secret, 1, 1];
    }
}
