namespace Godwit.Mail;

/// <summary>
/// A point in a folder's history that its store can be asked about later: HIGHESTMODSEQ (RFC 7162) on IMAP, a counter of our own on a Maildir.
/// It means something only together with the folder's generation. Zero stands for "the store keeps no history here" (NOMODSEQ).
/// </summary>
public readonly record struct ChangeMarker(ulong Value)
{
    /// <summary>True when the store keeps a history for the folder.</summary>
    public bool IsKnown => Value != 0;
}
