namespace Godwit.Connectors.Imap;

/// <summary>How an inbox looks. Two that are equal hold the same, as far as the server tells: one without change numbers (RFC 7162) does not tell of flags.</summary>
/// <param name="Generation">UIDVALIDITY.</param>
/// <param name="UidNext">UIDNEXT; 0 where the server did not tell it.</param>
/// <param name="Messages">How many messages.</param>
/// <param name="HighestModSeq">HIGHESTMODSEQ; 0 where there is none.</param>
public readonly record struct InboxState(FolderGeneration Generation, uint UidNext, uint Messages, ulong HighestModSeq);
