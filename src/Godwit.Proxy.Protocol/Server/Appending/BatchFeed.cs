namespace Godwit.Proxy.Protocol;

/// <summary>
/// The messages of an append request as a feed: bytes run from the request's stream to the store. A request that ends without its closing record, or within a message, fails the feed, so that the
/// store keeps nothing of the message.
/// </summary>
/// <param name="records">The request, after its arguments.</param>
/// <param name="begun">Called before the first message is read.</param>
/// <param name="cancellation">Strikes when the client has gone.</param>
internal sealed class BatchFeed(RecordReader records, Action begun, CancellationToken cancellation) : OutgoingMessage, IMessageFeed
{
    private readonly KeywordMemory _keywords = new();
    private MessageFlags _flags;
    private ReceivedDate? _received;
    private long _length;
    private long _left;
    private long _index = -1;
    private bool _isAtEnd;

    /// <inheritdoc/>
    public OutgoingMessage Current => this;

    public override long Ticket => _index;

    public override long Length => _length;

    public override MessageFlags Flags => _flags;

    public override ReceivedDate? Received => _received;

    public bool MoveNext()
    {
        if (_index < 0) begun();
        if (_isAtEnd) return false;
        // A store that refused the message need not have read it.
        while (!NextPiece().IsEmpty) { }
        if (records.Next() == RecordKind.Done)
        {
            _isAtEnd = true;
            return false;
        }
        if (records.Kind != RecordKind.Message) throw new WireException("A message was expected.");
        if (++_index >= WireLimits.MaxBatchMessages) throw new WireException("The request has too many messages.");
        Begin();
        return true;
    }

    public override ReadOnlyMemory<byte> NextPiece()
    {
        cancellation.ThrowIfCancellationRequested();
        if (_left == 0) return default;
        while (records.BodyLeft == 0) records.Expect(RecordKind.Piece);
        if (records.BodyLeft > _left) throw new WireException("A message is longer than it was announced.");
        var piece = records.ReadPiece();
        _left -= piece.Length;
        return piece;
    }

    private void Begin()
    {
        var reader = new WireReader(records.Header);
        _left = _length = reader.Number(WireLimits.MaxMessageBytes);
        (_flags, _received) = MessageCodec.ReadProperties(ref reader, _keywords);
        if (records.BodyLeft > _length) throw new WireException("A message is longer than it was announced.");
    }
}
