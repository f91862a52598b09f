using System.Buffers;

namespace Godwit.Connectors.Maildir;

/// <summary>
/// The message that a reader stands at. Its file is counted first, then given in canonical form. A file that fits the buffer (nearly all do) is read once; a longer one is read
/// a second time in pieces. One object for all messages of a reader.
/// </summary>
internal sealed class MaildirMessage(StoreFaults faults, long maxBytes, MessagePart part, LaneCancellation cancellation) : IncomingMessage, IDisposable
{
    private const int BufferSize = 128 * 1024;

    private readonly StoredBytes _file = new();
    private readonly byte[] _raw = ArrayPool<byte>.Shared.Rent(BufferSize);
    private readonly byte[] _expanded = ArrayPool<byte>.Shared.Rent(BufferSize);
    private readonly byte[] _name = new byte[FileNames.MaxLength];
    private int _nameLength;
    private uint _uid;
    private long _length;
    private long _given;
    private long _rawLeft;      // bytes of the file that are still to be given, those in the buffer included
    private int _rawAt, _rawEnd;
    private bool _afterCarriageReturn;
    private bool _needsExpanding;

    public override uint Uid => _uid;

    public override long Length => _length;

    /// <summary>Takes an open file and counts it.</summary>
    /// <exception cref="FaultException">With <see cref="Reach.Item"/>: it cannot be read.</exception>
    public void Start(uint uid, int descriptor, ReadOnlySpan<byte> name)
    {
        _uid = uid;
        name.CopyTo(_name);
        _nameLength = name.Length;
        _file.Take(descriptor);
        try
        {
            Count();
        }
        catch (InvalidDataException e)
        {
            throw new FaultException(Unreadable("its compressed data is damaged").Fault, e);
        }
    }

    private void Count()
    {
        var got = Fill();
        var start = _raw.AsSpan(0, got);
        if (FileFormats.Unreadable(start) is { } format) throw Unreadable($"it is compressed with {format}, which is not supported");
        if (FileFormats.IsGzip(start))
        {
            _file.Unpack();
            got = Fill();
        }
        var whole = got < BufferSize;
        var (raw, bare) = CountFrom(got);
        (_rawLeft, _length, _needsExpanding) = (raw, raw + bare, bare > 0);
        (_rawAt, _given, _afterCarriageReturn) = (0, 0, false);
        _rawEnd = whole ? (int)raw : 0;
        if (!whole) _file.Rewind(); else _file.Close();
    }

    private (long Raw, long Bare) CountFrom(int got)
    {
        var end = new HeaderEnd();
        long raw = 0, bare = 0;
        var carriage = false;
        while (true)
        {
            var wanted = part == MessagePart.Header ? end.Find(_raw.AsSpan(0, got)) : -1;
            var piece = _raw.AsSpan(0, wanted < 0 ? got : wanted);
            bare += CanonicalText.CountBareLineFeeds(piece, carriage);
            raw += piece.Length;
            if (raw + bare > maxBytes) throw faults.Make(ConnectorFaults.MessageTooLarge, $"A message of {faults.Store} is larger than the limit of {new ByteSize(maxBytes)}.");
            if (wanted >= 0) return (raw, bare);
            if (got < BufferSize) return !_file.IsCompressed || _file.IsWhole(raw) ? (raw, bare) : throw Unreadable("its compressed data was cut off");
            cancellation.ThrowInMidMessage();
            carriage = piece[^1] == (byte)'\r';
            got = Fill();
        }
    }

    private int Fill()
    {
        var got = _file.Fill(_raw.AsSpan(0, BufferSize));
        return got >= 0 ? got : throw Unreadable(Errno.Describe(-got));
    }

    public override ReadOnlyMemory<byte> NextPiece()
    {
        if (_rawLeft == 0) return default;
        cancellation.ThrowInMidMessage();
        if (_rawAt == _rawEnd) Refill();
        return _needsExpanding ? Expanded() : AsItIs();
    }

    private ReadOnlyMemory<byte> AsItIs()
    {
        var piece = _raw.AsMemory(_rawAt, _rawEnd - _rawAt);
        Pass(piece.Length, piece.Length);
        return piece;
    }

    private ReadOnlyMemory<byte> Expanded()
    {
        var source = _raw.AsSpan(_rawAt, _rawEnd - _rawAt);
        var (read, written) = CanonicalText.Expand(source, _expanded.AsSpan(0, BufferSize), _afterCarriageReturn);
        _afterCarriageReturn = source[read - 1] == (byte)'\r';
        Pass(read, written);
        return _expanded.AsMemory(0, written);
    }

    // What was announced is what is given: a file that changed since it was counted gives less or more.
    private void Pass(int read, int written)
    {
        _rawAt += read;
        _rawLeft -= read;
        _given += written;
        if (_given > _length || _rawLeft == 0 && _given != _length) throw Unreadable("it changed while it was read");
    }

    private void Refill()
    {
        var got = 0;
        try
        {
            got = Fill();
        }
        catch (InvalidDataException e)
        {
            throw new FaultException(Unreadable("its compressed data is damaged").Fault, e);
        }
        if (got == 0) throw Unreadable("it became shorter while it was read");
        (_rawAt, _rawEnd) = (0, (int)Math.Min(got, _rawLeft));
    }

    private FaultException Unreadable(string why) => faults.Item(_name.AsSpan(0, _nameLength), why);

    /// <summary>Lets the file go.</summary>
    public void Finish()
    {
        _rawLeft = 0;
        _file.Close();
    }

    public void Dispose()
    {
        _file.Dispose();
        ArrayPool<byte>.Shared.Return(_raw);
        ArrayPool<byte>.Shared.Return(_expanded);
    }
}
