namespace Godwit.Proxy.Protocol;

/// <summary>
/// Messages as the proxy pushes them; it never waits to be asked for the next one. One object stands for every message, and its pieces are those of the receive buffer.
/// </summary>
internal sealed class ProxyMessageReader : IncomingMessage, IMessageReader
{
    private readonly LaneSession _session;
    private readonly Answer _answer;
    private readonly Func<RecordReader, ReadOnlyMemory<byte>> _readPiece;
    private readonly Func<RecordReader, bool> _readHead;
    private uint _uid;
    private long _length, _left;
    private bool _hasCurrent, _isOver;

    public ProxyMessageReader(LaneSession session, Answer answer)
    {
        (_session, _answer) = (session, answer);
        _readPiece = static records => records.ReadPiece();
        _readHead = ReadHead;
        try
        {
            answer.Expect(RecordKind.Opened);
            session.IsLent = true;
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    public IncomingMessage Current => _hasCurrent ? this : throw new InvalidOperationException("There is no current message.");

    public uint FailedUid { get; private set; }

    public override uint Uid => _uid;

    public override long Length => _length;

    public bool MoveNext()
    {
        if (_isOver) return false;
        try
        {
            while (!NextPiece().IsEmpty) { }
            _hasCurrent = false;
            if (_answer.MoveNext()) return Begin();
            _isOver = true;
            return false;
        }
        catch (FaultException e) when (e.Fault.Reach == Reach.Item && !_answer.Records.IsClosed)
        {
            throw;
        }
        catch
        {
            _isOver = true;
            throw;
        }
    }

    public override ReadOnlyMemory<byte> NextPiece()
    {
        if (_left == 0) return default;
        // Passes over what is left when it throws: after a fault nothing more of this message comes.
        var left = _left;
        _left = 0;
        if (_answer.Records.BodyLeft == 0) ExpectPiece(left);
        var piece = _answer.Step(_readPiece);
        _left = left - piece.Length;
        return piece;
    }

    private void ExpectPiece(long left)
    {
        do
        {
            // The answer's end, or a fault, in the middle of a message: what was given of it is none.
            if (!_answer.MoveNext()) throw _answer.Violation();
            if (_answer.Records.Kind == RecordKind.Unreadable) throw Unreadable();
            if (_answer.Records.Kind != RecordKind.Piece || _answer.Records.BodyLeft > left) throw _answer.Violation();
        }
        while (_answer.Records.BodyLeft == 0);
    }

    private bool Begin()
    {
        if (_answer.Records.Kind == RecordKind.Unreadable) throw Unreadable();
        if (_answer.Records.Kind != RecordKind.Message) throw _answer.Violation();
        _answer.Step(_readHead);
        return _hasCurrent = true;
    }

    private bool ReadHead(RecordReader records)
    {
        var reader = new WireReader(records.Header);
        var uid = reader.UInt32();
        if (uid <= Math.Max(_uid, FailedUid)) throw new WireException("Uids do not ascend.");
        _uid = uid;
        _length = _left = reader.Number(WireLimits.MaxMessageBytes);
        return records.BodyLeft <= _left ? true : throw new WireException("A message is longer than it was announced.");
    }

    private Exception Unreadable()
    {
        var fault = _answer.Step(records =>
        {
            var reader = new WireReader(records.Header);
            FailedUid = reader.UInt32();
            return FaultCodec.Read(ref reader);
        });
        return fault.Reach == Reach.Item ? _answer.Explain(new FaultException(fault)) : _answer.Violation();
    }

    public void Dispose()
    {
        _isOver = true;
        _session.IsLent = false;
        _answer.Dispose();
    }
}
