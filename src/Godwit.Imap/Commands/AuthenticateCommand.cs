using System.Buffers.Text;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;

namespace Godwit.Imap;

/// <summary>
/// AUTHENTICATE (RFC 9051 section 6.2.2) with any mechanism. The first response goes with the command where the server has SASL-IR (RFC 4959). When the mechanism does not
/// accept the server's proof, the exchange is cancelled with "*" and the mechanism's exception comes out of <c>Wait</c>. The wire log sees none of it.
/// </summary>
public sealed class AuthenticateCommand : ImapCommand<ImapStatus>
{
    private readonly ISaslMechanism _mechanism;
    private ExceptionDispatchInfo? _rejected;

    /// <summary>Signs in by this mechanism, which is used up by it.</summary>
    public AuthenticateCommand(ISaslMechanism mechanism)
    {
        ArgumentNullException.ThrowIfNull(mechanism);
        _mechanism = mechanism;
    }

    /// <inheritdoc/>
    public override string Name => "AUTHENTICATE";

    internal override ImapStatus Result(ImapStatus ok) => ok;

    /// <summary>Like <see cref="ImapCommand{T}.Wait"/>; the mechanism's own complaint comes before the server's answer to it.</summary>
    /// <exception cref="SaslException">The mechanism gave up, or the server has not proven itself: the connection must not be used.</exception>
    /// <exception cref="ImapRefusedException">The server said NO or BAD; the connection lives.</exception>
    /// <exception cref="ImapConnectionException">The connection is gone.</exception>
    public new ImapStatus Wait()
    {
        WaitForStatus();
        _rejected?.Throw();
        var ok = base.Wait();
        if (_mechanism is IServerProof { ServerIsProven: false }) throw new SaslException(SaslFailure.ServerNotProven, "The server said OK without proving that it knows the password.");
        return ok;
    }

    // authenticate = "AUTHENTICATE" SP auth-type [SP initial-resp] *(CRLF base64) ; initial-resp = (base64 / "=")
    internal override void Write(CommandWriter writer)
    {
        writer.Raw("AUTHENTICATE "u8).Raw(_mechanism.Name);
        var first = _mechanism.InitialResponse();
        if (first is not null && writer.Capabilities.Has("SASL-IR"))
        {
            writer.Raw(" "u8);
            if (first.Length == 0) writer.Raw("="u8);
            else Respond(writer, first);
            first = null;
        }
        writer.Raw("\r\n"u8);
        Exchange(writer, first);
    }

    private void Exchange(CommandWriter writer, byte[]? first)
    {
        for (var round = 0; writer.Continue(out var challenge); round++)
        {
            if (round == Limits.Challenges) throw ImapConnectionException.Violation("The server asks and asks and lets nobody in.");
            if (first is not null) Respond(writer, first);
            else if (Answer(challenge) is { } response) Respond(writer, response);
            else writer.Raw("*"u8);
            first = null;
            writer.Raw("\r\n"u8);
        }
    }

    private byte[]? Answer(byte[] challenge)
    {
        if (_rejected is not null) return null;
        try
        {
            return _mechanism.Respond(Decoded(challenge));
        }
        catch (Exception e) when (e is not ImapConnectionException)
        {
            _rejected = ExceptionDispatchInfo.Capture(e);
            return null;
        }
    }

    private static byte[] Decoded(byte[] challenge)
    {
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(challenge.Length)];
        if (Base64.DecodeFromUtf8(challenge, bytes, out _, out var length) != System.Buffers.OperationStatus.Done) throw ImapConnectionException.Violation("The server's challenge is not base64.");
        return bytes[..length];
    }

    private static void Respond(CommandWriter writer, byte[] response)
    {
        var text = new byte[Base64.GetMaxEncodedToUtf8Length(response.Length)];
        Base64.EncodeToUtf8(response, text, out _, out var length);
        writer.SecretRaw(text.AsSpan(0, length));
        CryptographicOperations.ZeroMemory(text);
    }

    internal override void Answered(ImapStatus status) => SignIn.Finished(Connection!, status);
}
