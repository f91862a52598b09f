namespace Godwit.Imap;

/// <summary>LOGIN (RFC 9051 section 6.2.3): user name and password as they are. Only over TLS, or where nobody listens. The wire log does not see the password.</summary>
public sealed class LoginCommand : SimpleCommand
{
    private readonly SaslCredential _credential;

    /// <summary>Signs in with a password; an authorisation identity cannot be told this way. The credential may be disposed once this was sent.</summary>
    /// <exception cref="ArgumentException">The credential is a token or carries an authorisation identity.</exception>
    public LoginCommand(SaslCredential credential)
    {
        ArgumentNullException.ThrowIfNull(credential);
        if (credential.IsToken || credential.AuthorizationId.Length > 0) throw new ArgumentException("LOGIN takes a user's own password and nothing else.", nameof(credential));
        _credential = credential;
    }

    /// <inheritdoc/>
    public override string Name => "LOGIN";

    internal override void Write(CommandWriter writer) => writer.Raw("LOGIN "u8).Text(_credential.User).Raw(" "u8).Secret(_credential.Secret);

    internal override void Answered(ImapStatus status) => SignIn.Finished(Connection!, status);
}

/// <summary>What a sign-in changes.</summary>
internal static class SignIn
{
    /// <summary>RFC 9051 section 6.2.2: capabilities may differ afterwards; some servers tell them in the OK, the others are asked.</summary>
    internal static void Finished(ImapConnection connection, ImapStatus status)
    {
        if (status.Condition == StatusCondition.Ok) connection.KnowCapabilities((status.Code as CapabilityCode)?.Capabilities);
    }
}
