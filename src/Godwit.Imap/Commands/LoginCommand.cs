namespace Godwit.Imap;

/// <summary>LOGIN (RFC 9051 section 6.2.3): user name and password as they are. Only over TLS, or where nobody listens. The wire log sees neither.</summary>
public sealed class LoginCommand : SimpleCommand
{
    private readonly string _user;
    private readonly string _password;

    /// <summary>Signs in; both in UTF-8.</summary>
    public LoginCommand(string user, string password)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(password);
        (_user, _password) = (user, password);
    }

    /// <inheritdoc/>
    public override string Name => "LOGIN";

    internal override void Write(CommandWriter writer) => writer.Raw("LOGIN "u8).Secret(_user).Raw(" "u8).Secret(_password);

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
