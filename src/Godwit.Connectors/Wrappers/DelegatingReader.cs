namespace Godwit.Connectors;

/// <summary>A reader in front of another one that sees each message and each piece go by. One object stands for every message.</summary>
/// <param name="inner">The reader that does the work.</param>
public abstract class DelegatingReader(IMessageReader inner) : IncomingMessage, IMessageReader
{
    private IncomingMessage? _current;

    /// <inheritdoc/>
    public IncomingMessage Current => _current is null ? inner.Current : this;

    /// <inheritdoc/>
    public uint FailedUid => inner.FailedUid;

    /// <inheritdoc/>
    public override uint Uid => Message.Uid;

    /// <inheritdoc/>
    public override long Length => Message.Length;

    private IncomingMessage Message => _current ?? throw new InvalidOperationException("There is no current message.");

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

    /// <inheritdoc/>
    public void Dispose()
    {
        inner.Dispose();
        GC.SuppressFinalize(this);
    }
}
