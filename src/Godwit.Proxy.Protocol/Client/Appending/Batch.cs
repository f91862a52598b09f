using System.Buffers;

namespace Godwit.Proxy.Protocol;

/// <summary>
/// Messages gathered for one request, as the records that go on the wire. The buffer is kept and used again. Any run of messages can be sent by itself, so that a batch that is too long for a device
/// is cut without reading a message again.
/// </summary>
internal sealed class Batch : IDisposable
{
    private const int FirstBytes = 256 * 1024;

    private readonly List<Item> _items = [];
    private readonly WireWriter _header = new();
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstBytes);
    private int _length;

    private readonly record struct Item(long Ticket, int Start, int Records);

    /// <summary>How many messages there are.</summary>
    public int Count => _items.Count;

    /// <summary>Bytes of their records.</summary>
    public int Length => _length;

    public long TicketAt(int index) => _items[index].Ticket;

    public void Clear()
    {
        _items.Clear();
        _length = 0;
    }

    /// <summary>Reads a message whole and adds it.</summary>
    /// <exception cref="FaultException">The message has another length than it said; it was not added.</exception>
    public void Add(OutgoingMessage message, CancellationToken cancellation)
    {
        var (start, records, length) = (_length, 1, message.Length);
        CallCodec.WriteOutgoing(_header.Clear(), length, message.Flags, message.Received);
        var first = (int)Math.Min(length, WireLimits.PieceBytes);
        PutHead(RecordKind.Message, _header.Written, first);
        var roomInRecord = first;
        var left = length;
        for (var piece = message.NextPiece(); !piece.IsEmpty; piece = message.NextPiece())
        {
            cancellation.ThrowIfCancellationRequested();
            if (piece.Length > left) throw WrongLength.Fault(length, length - left + piece.Length);
            left -= piece.Length;
            records += PutBody(piece.Span, ref roomInRecord, left + piece.Length);
        }
        if (left > 0) throw WrongLength.Fault(length, length - left);
        _items.Add(new Item(message.Ticket, start, records));
    }

    /// <summary>Writes the request's records for the messages from one index up to another.</summary>
    /// <param name="folder">The folder and options, which stand before the messages.</param>
    /// <param name="from">The first message.</param>
    /// <param name="to">The message behind the last.</param>
    public BatchContent Content(AppendPreface folder, int from, int to)
    {
        var end = to < _items.Count ? _items[to].Start : _length;
        long records = AppendPreface.Records;
        for (var i = from; i < to; i++) records += _items[i].Records;
        var start = _items[from].Start;
        return new BatchContent(folder.Bytes, new ReadOnlyMemory<byte>(_bytes, start, end - start), AppendPreface.Closing(records));
    }

    /// <summary>Puts a piece into the record that was begun, and into further ones as it runs over; returns how many were begun.</summary>
    private int PutBody(ReadOnlySpan<byte> bytes, ref int roomInRecord, long left)
    {
        var begun = 0;
        while (!bytes.IsEmpty)
        {
            if (roomInRecord == 0)
            {
                roomInRecord = (int)Math.Min(left, WireLimits.PieceBytes);
                PutHead(RecordKind.Piece, default, roomInRecord);
                begun++;
            }
            var part = bytes[..Math.Min(bytes.Length, roomInRecord)];
            part.CopyTo(Room(part.Length));
            roomInRecord -= part.Length;
            left -= part.Length;
            bytes = bytes[part.Length..];
        }
        return begun;
    }

    private void PutHead(RecordKind kind, ReadOnlySpan<byte> header, int bodyLength) =>
        RecordHead.Write(Room(WireLimits.HeadBytes + header.Length), kind, header, bodyLength);

    private Span<byte> Room(int length)
    {
        if (_bytes.Length - _length < length) Grow(length);
        var room = _bytes.AsSpan(_length, length);
        _length += length;
        return room;
    }

    private void Grow(int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _length + length));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }

    public void Dispose()
    {
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }
}
