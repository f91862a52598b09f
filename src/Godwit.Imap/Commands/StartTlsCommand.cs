namespace Godwit.Imap;

/// <summary>STARTTLS (RFC 9051 section 6.2.1). Sent by the connection itself.</summary>
internal sealed class StartTlsCommand : SimpleCommand
{
    /// <inheritdoc/>
    public override string Name => "STARTTLS";

    internal override void Write(CommandWriter writer) => writer.Raw("STARTTLS"u8);
}
