namespace Godwit.Imap;

/// <summary>UNSELECT (RFC 3691): closes the open folder and, unlike CLOSE, expunges nothing.</summary>
public sealed class UnselectCommand : SimpleCommand
{
    /// <inheritdoc/>
    public override string Name => "UNSELECT";

    internal override void Write(CommandWriter writer) => writer.Raw("UNSELECT"u8);

    internal override void Answered(ImapStatus status)
    {
        if (status.Condition == StatusCondition.Ok) Connection!.Selected = null;
    }
}
