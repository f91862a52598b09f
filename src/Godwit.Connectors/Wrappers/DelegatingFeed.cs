namespace Godwit.Connectors;

/// <summary>A feed in front of another one that sees each message and each piece go by. One object stands for every message.</summary>
/// <param name="inner">The feed that gives the messages.</param>
public abstract class DelegatingFeed(IMessageFeed inner) : OutgoingMessage, IMessageFeed
{
    private OutgoingMessage? _current;

    /// <inheritdoc/>
    public OutgoingMessage Current => _current is null ? inner.Current : this;

    /// <inheritdoc/>
    public override long Ticket => Message.Ticket;

    /// <inheritdoc/>
    public override long Length => Message.Length;

    /// <inheritdoc/>
    public override MessageFlags Flags => Message.Flags;

    /// <inheritdoc/>
    public override ReceivedDate? Received => Message.Received;

    private OutgoingMessage Message => _current ?? throw new InvalidOperationException("There is no current message.");

    /// <inheritdoc/>
    public virtual bool MoveNext()
    {
        _current = null;
        if (!inner.MoveNext()) return false;
        _current = inner.Current;
        return true;
    }

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> NextPiece() => Message.NextPiece();
}
