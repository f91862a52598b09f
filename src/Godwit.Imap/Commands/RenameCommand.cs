namespace Godwit.Imap;

/// <summary>RENAME (RFC 9051 section 6.3.6): children go with it; of INBOX only the messages go.</summary>
public sealed class RenameCommand : SimpleCommand
{
    private readonly string _from;
    private readonly string _to;

    /// <summary>Renames a folder; both are wire names.</summary>
    public RenameCommand(string from, string to)
    {
        ArgumentException.ThrowIfNullOrEmpty(from);
        ArgumentException.ThrowIfNullOrEmpty(to);
        (_from, _to) = (from, to);
    }

    /// <inheritdoc/>
    public override string Name => "RENAME";

    internal override void Write(CommandWriter writer) => writer.Raw("RENAME "u8).Name(_from).Raw(" "u8).Name(_to);
}
