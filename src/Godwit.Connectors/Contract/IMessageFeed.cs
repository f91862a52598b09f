namespace Godwit.Connectors;

/// <summary>Messages on their way out; the target asks for one after the other.</summary>
public interface IMessageFeed
{
    /// <summary>Goes to the next message; false when there are no more. The previous message is invalid from here on.</summary>
    bool MoveNext();

    /// <summary>The message that the last <see cref="MoveNext"/> reached. The same object may be used for every message.</summary>
    OutgoingMessage Current { get; }
}

/// <summary>A message on its way out.</summary>
public abstract class OutgoingMessage
{
    /// <summary>The caller's own number for it, given back with its outcome.</summary>
    public abstract long Ticket { get; }

    /// <summary>Exactly how many bytes follow.</summary>
    public abstract long Length { get; }

    /// <summary>Only flags that the folder accepts.</summary>
    public abstract MessageFlags Flags { get; }

    /// <summary>When it arrived; null leaves it to the target.</summary>
    public abstract ReceivedDate? Received { get; }

    /// <summary>The next bytes, or an empty piece when all have been given. Valid until the next call.</summary>
    public abstract ReadOnlyMemory<byte> NextPiece();
}
