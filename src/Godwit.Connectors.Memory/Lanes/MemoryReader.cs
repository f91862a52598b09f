namespace Godwit.Connectors.Memory;

/// <summary>Gives the asked-for messages one at a time. One object stands for every message.</summary>
internal sealed class MemoryReader : IncomingMessage, IMessageReader
{
    private readonly MemoryLane _lane;
    private readonly FolderCursor _cursor;
    private readonly UidSet _uids;
    private readonly MessagePart _part;
    private readonly CancellationToken _cancellation;
    private readonly int _pieceBytes;
    private int _range;
    private uint _uid;
    private long _length;
    private ReadOnlyMemory<byte> _rest;
    private IEnumerator<ReadOnlyMemory<byte>>? _pieces;
    private bool _atEnd;
    private bool _disposed;

    public MemoryReader(MemoryLane lane, StoredFolder folder, UidSet uids, MessagePart part, CancellationToken cancellation)
    {
        (_lane, _uids, _part, _cancellation) = (lane, uids, part, cancellation);
        _cursor = new FolderCursor(folder, uint.MaxValue);
        _pieceBytes = lane.Mailbox.Options.PieceBytes;
        lane.IsLent = true;
    }

    public IncomingMessage Current => _uid > 0 ? this : throw new InvalidOperationException("There is no current message.");

    public uint FailedUid { get; private set; }

    public override uint Uid => _uid;

    public override long Length => _length;

    public bool MoveNext()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        LeaveMessage();
        while (NextAskedFor() is { } message)
        {
            if (Asked(message) is { Kind: TwistKind.Omit }) continue;
            Enter(message);
            return true;
        }
        if (!_atEnd) _lane.At(MemoryStep.CallEnding, LaneCall.ReadMessages, _cursor.Folder.Path);
        _atEnd = true;
        return false;
    }

    public override ReadOnlyMemory<byte> NextPiece()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_cancellation.IsCancellationRequested) _lane.Close();
        _cancellation.ThrowIfCancellationRequested();
        _lane.ThrowIfClosed();
        _lane.At(MemoryStep.ReadingPiece, LaneCall.ReadMessages, _cursor.Folder.Path, _uid);
        if (_pieces is not null) return _pieces.MoveNext() ? _pieces.Current : default;
        var piece = _rest[..Math.Min(_pieceBytes, _rest.Length)];
        _rest = _rest[piece.Length..];
        return piece;
    }

    public void Dispose()
    {
        if (_disposed) return;
        LeaveMessage();
        _disposed = true;
        _lane.IsLent = false;
    }

    private void LeaveMessage()
    {
        _pieces?.Dispose();
        (_pieces, _uid, _rest, _length) = (null, 0, default, 0);
    }

    private StoredMessage? NextAskedFor()
    {
        _cancellation.ThrowIfCancellationRequested();
        _lane.ThrowIfClosed();
        while (_range < _uids.RangeCount)
        {
            var (first, last) = _uids.RangeAt(_range);
            var found = _lane.Mailbox.Next(_lane.Side, _cursor, first, last);
            if (found is not null) return found;
            _range++;
        }
        return null;
    }

    /// <summary>Asks the hook; a message that it or the store declares unreadable is left behind.</summary>
    private MemoryTwist? Asked(StoredMessage message)
    {
        try
        {
            if (!message.Content.IsReadable) throw Refusal.NotKept(_lane.Side, message.Uid);
            return _lane.At(MemoryStep.Reading, LaneCall.ReadMessages, _cursor.Folder.Path, message.Uid);
        }
        catch (FaultException fault) when (fault.Fault.Reach == Reach.Item)
        {
            FailedUid = message.Uid;
            throw;
        }
    }

    private void Enter(StoredMessage message)
    {
        var content = message.Content;
        if (_part == MessagePart.Header) _rest = content.Header();
        else if (content is KeptContent kept) _rest = kept.Bytes;
        else _pieces = content.Pieces(_pieceBytes).GetEnumerator();
        (_uid, _length) = (message.Uid, _pieces is null ? _rest.Length : content.Length);
    }
}
