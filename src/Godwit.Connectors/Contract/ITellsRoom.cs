namespace Godwit.Connectors;

/// <summary>A lane that can tell how much more its mailbox may hold. A lane without this interface does not know of a limit.</summary>
public interface ITellsRoom
{
    /// <summary>What is left of the mailbox's quota, or of its disk where that is less; null when there is no limit, or the store does not tell.</summary>
    /// <exception cref="FaultException">The lane broke.</exception>
    MailboxRoom? ReadRoom(CancellationToken cancellation);
}

/// <summary>What a mailbox may still take.</summary>
/// <param name="FreeBytes">Bytes; null where they are not limited. Never below zero.</param>
/// <param name="FreeMessages">Messages; null where they are not limited. Never below zero.</param>
public sealed record MailboxRoom(long? FreeBytes, long? FreeMessages);
