namespace Godwit.Imap;

/// <summary>UID STORE (RFC 9051 section 6.4.6) of +FLAGS.SILENT or -FLAGS.SILENT. Uids that are gone are passed over by the server.</summary>
public sealed class StoreCommand : SimpleCommand
{
    private readonly UidSet _uids;
    private readonly MessageFlags _flags;
    private readonly bool _add;

    /// <summary>Adds the flags, or takes them away.</summary>
    public StoreCommand(UidSet uids, MessageFlags flags, bool add)
    {
        ArgumentNullException.ThrowIfNull(uids);
        if (uids.IsEmpty) throw new ArgumentException("There is nothing to change.", nameof(uids));
        (_uids, _flags, _add) = (uids, flags, add);
    }

    /// <inheritdoc/>
    public override string Name => "UID STORE";

    /// <summary>True when the keyword can be written in a command at all.</summary>
    public static bool CanSend(string keyword) => FlagWriter.IsSendable(keyword);

    internal override void Write(CommandWriter writer) => writer.Raw("UID STORE "u8).Set(_uids).Raw(_add ? " +FLAGS.SILENT "u8 : " -FLAGS.SILENT "u8).Flags(_flags);
}
