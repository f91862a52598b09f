namespace Godwit.Imap;

/// <summary>CAPABILITY (RFC 9051 section 6.1.1). The connection keeps what the server says, whoever asked.</summary>
public sealed class CapabilityCommand : ImapCommand<ImapCapabilities>
{
    /// <inheritdoc/>
    public override string Name => "CAPABILITY";

    internal override void Write(CommandWriter writer) => writer.Raw("CAPABILITY"u8);

    internal override ImapCapabilities Result(ImapStatus ok) => Connection!.Capabilities;
}
