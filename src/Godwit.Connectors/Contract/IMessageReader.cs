namespace Godwit.Connectors;

/// <summary>How much of each message to read.</summary>
public enum MessagePart
{
    /// <summary>All of it.</summary>
    Whole,
    /// <summary>The header block with its closing blank line.</summary>
    Header,
}

/// <summary>Messages as they come from the store, one at a time.</summary>
public interface IMessageReader : IDisposable
{
    /// <summary>
    /// Goes to the next message, passing over what is left of the current one, which is invalid from here on. False at the end.
    /// </summary>
    /// <exception cref="FaultException">
    /// With <see cref="Reach.Item"/>: the message <see cref="FailedUid"/> cannot be read, the next call goes on behind it. Otherwise the lane broke.
    /// </exception>
    bool MoveNext();

    /// <summary>The message that the last <see cref="MoveNext"/> reached. The same object may be used for every message.</summary>
    IncomingMessage Current { get; }

    /// <summary>The uid that the last item fault was about.</summary>
    uint FailedUid { get; }
}

/// <summary>A message on its way in. Its bytes are valid only until the next piece or the next message is asked for, and are never held whole.</summary>
public abstract class IncomingMessage
{
    /// <summary>Its number.</summary>
    public abstract uint Uid { get; }

    /// <summary>Exactly how many bytes the pieces will hold together: from the literal itself or counted, never from RFC822.SIZE or a file name.</summary>
    public abstract long Length { get; }

    /// <summary>The next bytes, or an empty piece when all have been given.</summary>
    /// <exception cref="FaultException">The store stopped in the middle. What was given is not a message.</exception>
    public abstract ReadOnlyMemory<byte> NextPiece();
}
