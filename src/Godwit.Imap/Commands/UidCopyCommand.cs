namespace Godwit.Imap;

/// <summary>UID COPY (RFC 9051 section 6.4.7) or UID MOVE (RFC 6851). Its value says which became which, or is null when the server does not tell.</summary>
public sealed class UidCopyCommand : ImapCommand<CopyUidCode?>
{
    private readonly UidSet _uids;
    private readonly string _folder;
    private CopyUidCode? _told;

    /// <summary>Copies these messages of the open folder into the folder of this wire name.</summary>
    public UidCopyCommand(UidSet uids, string folder)
    {
        ArgumentNullException.ThrowIfNull(uids);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (uids.IsEmpty) throw new ArgumentException("There is nothing to copy.", nameof(uids));
        (_uids, _folder) = (uids, folder);
    }

    /// <summary>True for MOVE: they leave the open folder.</summary>
    public bool Move { get; init; }

    /// <inheritdoc/>
    public override string Name => Move ? "UID MOVE" : "UID COPY";

    internal override void Write(CommandWriter writer) => writer.Raw(Move ? "UID MOVE "u8 : "UID COPY "u8).Set(_uids).Raw(" "u8).Name(_folder);

    // RFC 6851 section 4.3: for MOVE the server SHOULD send COPYUID in an untagged OK, before the EXPUNGEs.
    internal override void Notice(ImapStatus status) => _told = status.Code as CopyUidCode ?? _told;

    internal override CopyUidCode? Result(ImapStatus ok) => ok.Code as CopyUidCode ?? _told;
}
