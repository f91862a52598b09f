namespace Godwit.Imap;

/// <summary>LOGOUT (RFC 9051 section 6.1.3): the server says BYE, answers and closes.</summary>
public sealed class LogoutCommand : SimpleCommand
{
    /// <inheritdoc/>
    public override string Name => "LOGOUT";

    internal override bool ExpectsBye => true;

    internal override void Write(CommandWriter writer) => writer.Raw("LOGOUT"u8);
}
