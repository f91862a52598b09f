namespace Godwit.Imap;

/// <summary>UNSUBSCRIBE (RFC 9051 section 6.3.8).</summary>
public sealed class UnsubscribeCommand : SimpleCommand
{
    private readonly string _folder;

    /// <summary>Takes the folder of this wire name out of the subscriptions.</summary>
    public UnsubscribeCommand(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _folder = folder;
    }

    /// <inheritdoc/>
    public override string Name => "UNSUBSCRIBE";

    internal override void Write(CommandWriter writer) => writer.Raw("UNSUBSCRIBE "u8).Name(_folder);
}
