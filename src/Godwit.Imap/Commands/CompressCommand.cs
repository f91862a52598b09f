namespace Godwit.Imap;

/// <summary>COMPRESS (RFC 4978): compress = "COMPRESS" SP algorithm. Sent by <see cref="ImapConnection.Compress"/>.</summary>
internal sealed class CompressCommand : SimpleCommand
{
    /// <inheritdoc/>
    public override string Name => "COMPRESS DEFLATE";

    internal override void Write(CommandWriter writer) => writer.Raw("COMPRESS DEFLATE"u8);
}
