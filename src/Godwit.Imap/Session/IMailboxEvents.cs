namespace Godwit.Imap;

/// <summary>Hears what the server says of the selected folder without being asked. Called by whichever thread reads; must not use the connection.</summary>
public interface IMailboxEvents
{
    /// <summary>The folder holds so many messages now.</summary>
    void Exists(uint count) { }

    /// <summary>The message of this sequence number is gone; those behind it move up.</summary>
    void Expunged(uint sequenceNumber) { }

    /// <summary>RFC 7162: these messages are gone.</summary>
    void Vanished(UidSet uids) { }

    /// <summary>The flags of the message of this sequence number changed; the uid where the server told it.</summary>
    void FlagsChanged(uint sequenceNumber, uint? uid, MessageFlags flags) { }

    /// <summary>An untagged OK, NO or BAD that belongs to no command (ALERT among them).</summary>
    void Said(ImapStatus status) { }
}
