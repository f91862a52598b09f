namespace Godwit.Imap;

/// <summary>NOOP (RFC 9051 section 6.1.2): nothing, but the server may tell what changed.</summary>
public sealed class NoopCommand : SimpleCommand
{
    /// <inheritdoc/>
    public override string Name => "NOOP";

    internal override void Write(CommandWriter writer) => writer.Raw("NOOP"u8);
}
