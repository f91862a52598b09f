namespace Godwit.Imap;

/// <summary>SUBSCRIBE (RFC 9051 section 6.3.7).</summary>
public sealed class SubscribeCommand : SimpleCommand
{
    private readonly string _folder;

    /// <summary>Adds the folder of this wire name to the subscriptions.</summary>
    public SubscribeCommand(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _folder = folder;
    }

    /// <inheritdoc/>
    public override string Name => "SUBSCRIBE";

    internal override void Write(CommandWriter writer) => writer.Raw("SUBSCRIBE "u8).Name(_folder);
}
