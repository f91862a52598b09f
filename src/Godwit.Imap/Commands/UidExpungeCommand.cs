namespace Godwit.Imap;

/// <summary>UID EXPUNGE (RFC 4315): removes for good those of these messages that are marked \Deleted, and no others. There is no EXPUNGE and no CLOSE in this library: they remove what others marked.</summary>
public sealed class UidExpungeCommand : SimpleCommand
{
    private readonly UidSet _uids;

    /// <summary>Removes these.</summary>
    public UidExpungeCommand(UidSet uids)
    {
        ArgumentNullException.ThrowIfNull(uids);
        if (uids.IsEmpty) throw new ArgumentException("There is nothing to remove.", nameof(uids));
        _uids = uids;
    }

    /// <inheritdoc/>
    public override string Name => "UID EXPUNGE";

    internal override void Write(CommandWriter writer) => writer.Raw("UID EXPUNGE "u8).Set(_uids);
}
