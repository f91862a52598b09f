using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace Godwit.Proxy.Protocol;

/// <summary>
/// Reads records from a stream through a buffer of its own. Heartbeats and unknown optional records are passed over, compressed blocks opened, and every bound is checked before memory is spent on
/// what follows. One thread.
/// </summary>
public sealed class RecordReader : IDisposable
{
    private const int BufferBytes = 128 * 1024;

    private readonly Stream _stream;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private byte[] _block = [];
    private int _start, _end;              // what is buffered of the stream
    private int _blockStart, _blockEnd;    // what is left of an open block
    private int _headerStart, _headerLength;
    private int _bodyLeft;
    private bool _inBlock;
    private bool _isDisposed;

    /// <summary>Reads from this stream, which stays open.</summary>
    public RecordReader(Stream stream) => _stream = stream;

    /// <summary>What the current record is.</summary>
    public RecordKind Kind { get; private set; }

    /// <summary>How many records came so far, as a closing record counts them.</summary>
    public long Records { get; private set; }

    /// <summary>How many bytes of the current record's body were not read yet.</summary>
    public int BodyLeft => _bodyLeft;

    /// <summary>True after a closing record.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>The current record's header, until the next call.</summary>
    public ReadOnlySpan<byte> Header => Window.AsSpan(_headerStart, _headerLength);

    private byte[] Window => _inBlock ? _block : _buffer;

    /// <summary>
    /// Goes to the next record that this version knows, past what is left of the current one's body. A <see cref="RecordKind.Done"/> whose count does not agree is a violation.
    /// </summary>
    /// <exception cref="WireException">The stream ended, or is against the protocol.</exception>
    public RecordKind Next()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (IsClosed) throw new WireException("Something was expected behind the closing record.");
        while (true)
        {
            SkipBody();
            ReadHead(out var isCritical);
            if (Kind == RecordKind.Heartbeat) continue;
            if (Kind == RecordKind.Block)
            {
                OpenBlock();
                continue;
            }
            if (Kind is RecordKind.Done or RecordKind.Failed)
            {
                CloseStream();
                return Kind;
            }
            Records++;
            if (Enum.IsDefined(Kind)) return Kind;
            if (isCritical) throw new WireException("A critical record is of a kind that this version does not know.");
        }
    }

    /// <summary>Goes to the next record, which must be of this kind.</summary>
    /// <exception cref="WireException">It is not.</exception>
    public void Expect(RecordKind kind)
    {
        if (Next() != kind) throw new WireException("A record of another kind was expected.");
    }

    /// <summary>The next bytes of the current record's body as they are buffered, or an empty piece at its end. Valid until the next call.</summary>
    public ReadOnlyMemory<byte> ReadPiece()
    {
        if (_bodyLeft == 0) return default;
        if (Buffered == 0) Fill(1);
        var length = Math.Min(_bodyLeft, Buffered);
        var piece = Window.AsMemory(Position, length);
        Consume(length);
        _bodyLeft -= length;
        return piece;
    }

    /// <summary>The whole body of the current record, of which nothing may have been read yet. Valid until the next call.</summary>
    public ReadOnlySpan<byte> ReadBody()
    {
        if (_bodyLeft == 0) return default;
        var length = _bodyLeft;
        if (Buffered < length) Fill(length);
        var body = Window.AsSpan(Position, length);
        Consume(length);
        _bodyLeft = 0;
        return body;
    }

    private int Buffered => _inBlock ? _blockEnd - _blockStart : _end - _start;

    private int Position => _inBlock ? _blockStart : _start;

    private void Consume(int length)
    {
        if (_inBlock) _blockStart += length;
        else _start += length;
    }

    private void SkipBody()
    {
        while (_bodyLeft > 0) ReadPiece();
        if (_inBlock && Buffered == 0) _inBlock = false;
    }

    private void ReadHead(out bool isCritical)
    {
        if (Buffered < WireLimits.HeadBytes) Fill(WireLimits.HeadBytes);
        var head = Window.AsSpan(Position);
        Kind = (RecordKind)head[0];
        isCritical = (head[1] & 1) != 0;
        _headerLength = BinaryPrimitives.ReadUInt16LittleEndian(head[2..]);
        _bodyLeft = BinaryPrimitives.ReadInt32LittleEndian(head[4..]);
        if (_headerLength > WireLimits.MaxHeaderBytes || (uint)_bodyLeft > WireLimits.MaxBodyBytes)
        {
            _bodyLeft = 0;
            throw new WireException("A record is longer than the protocol allows.");
        }
        var length = WireLimits.HeadBytes + _headerLength;
        if (Buffered < length) Fill(length);
        _headerStart = Position + WireLimits.HeadBytes;
        Consume(length);
    }

    private void CloseStream()
    {
        IsClosed = true;
        if (Kind == RecordKind.Done && new WireReader(Header).Varint() != (ulong)Records) throw new WireException("Records are missing before the closing one.");
    }

    private void OpenBlock()
    {
        if (_inBlock) throw new WireException("A block lies within a block.");
        var length = (int)new WireReader(Header).Number(WireLimits.MaxBlockBytes);
        if (_block.Length < length) RentBlock(length);
        var packed = ReadBody();
        if (!BrotliDecoder.TryDecompress(packed, _block.AsSpan(0, length), out var written) || written != length || length == 0)
            throw new WireException("A block cannot be decompressed to the length that it says.");
        (_blockStart, _blockEnd, _inBlock) = (0, length, true);
    }

    private void RentBlock(int length)
    {
        if (_block.Length > 0) ArrayPool<byte>.Shared.Return(_block);
        _block = ArrayPool<byte>.Shared.Rent(length);
    }

    /// <summary>Reads until so many bytes are buffered.</summary>
    private void Fill(int length)
    {
        if (_inBlock) throw new WireException("A record reaches beyond its block.");
        if (_buffer.Length - _start < length) MakeRoom(length);
        else if (_start == _end) _start = _end = 0;
        while (_end - _start < length)
        {
            var read = _stream.Read(_buffer, _end, _buffer.Length - _end);
            if (read <= 0) throw WireException.Cut();
            _end += read;
        }
    }

    private void MakeRoom(int length)
    {
        var old = _buffer;
        if (old.Length < length) _buffer = ArrayPool<byte>.Shared.Rent(length);
        Buffer.BlockCopy(old, _start, _buffer, 0, _end - _start);
        (_start, _end) = (0, _end - _start);
        if (!ReferenceEquals(old, _buffer)) ArrayPool<byte>.Shared.Return(old);
    }

    /// <summary>Gives the buffers back.</summary>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        ArrayPool<byte>.Shared.Return(_buffer);
        if (_block.Length > 0) ArrayPool<byte>.Shared.Return(_block);
        (_buffer, _block) = ([], []);
    }
}
