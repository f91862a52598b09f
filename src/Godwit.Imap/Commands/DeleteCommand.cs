namespace Godwit.Imap;

/// <summary>DELETE (RFC 9051 section 6.3.5): removes a folder and its messages, not its children.</summary>
public sealed class DeleteCommand : SimpleCommand
{
    private readonly string _folder;

    /// <summary>Removes the folder of this wire name.</summary>
    public DeleteCommand(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _folder = folder;
    }

    /// <inheritdoc/>
    public override string Name => "DELETE";

    internal override void Write(CommandWriter writer) => writer.Raw("DELETE "u8).Name(_folder);
}
