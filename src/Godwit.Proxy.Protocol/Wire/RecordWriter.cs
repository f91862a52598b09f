using System.Buffers;

namespace Godwit.Proxy.Protocol;

/// <summary>
/// Writes records to a stream through a buffer of its own. Safe for two threads: one that writes, and a pulse that flushes or beats while the other waits for its store. What
/// the stream throws is thrown by whichever call meets it, and again by every later one.
/// </summary>
public sealed class RecordWriter : IDisposable
{
    private const int BufferBytes = 128 * 1024;

    private readonly Lock _gate = new();
    private readonly Stream _stream;
    private readonly BlockCompressor? _compressor;
    private byte[]? _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private int _length;
    private long _records;
    private bool _isClosed;
    private Exception? _broken;

    /// <summary>Writes to this stream, which stays open.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="compress">True when records are sent in compressed blocks.</param>
    public RecordWriter(Stream stream, bool compress = false)
    {
        _stream = stream;
        _compressor = compress ? new BlockCompressor() : null;
    }

    /// <summary>Records written so far, as a closing record counts them.</summary>
    public long Records => Interlocked.Read(ref _records);

    /// <summary>Bytes given to the stream so far.</summary>
    public long BytesSent { get; private set; }

    /// <summary>Writes a record.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="header">At most <see cref="WireLimits.MaxHeaderBytes"/>.</param>
    /// <param name="body">At most <see cref="WireLimits.MaxBodyBytes"/>; without compression sent as it is when it does not fit the buffer.</param>
    /// <param name="isCritical">False when a reader that does not know the kind may pass it over.</param>
    public void Write(RecordKind kind, ReadOnlySpan<byte> header = default, ReadOnlySpan<byte> body = default, bool isCritical = true)
    {
        lock (_gate)
        {
            if (_isClosed) throw new InvalidOperationException("The stream has its closing record.");
            _records++;
            Put(kind, header, body, isCritical);
        }
    }

    /// <summary>Writes <see cref="RecordKind.Done"/> and flushes.</summary>
    public void Done()
    {
        lock (_gate)
        {
            Span<byte> header = stackalloc byte[10];
            Close(RecordKind.Done, header[..PutVarint(header, (ulong)_records)]);
        }
    }

    /// <summary>Writes <see cref="RecordKind.Failed"/> and flushes.</summary>
    public void Failed(Fault fault)
    {
        var header = new WireWriter();
        FaultCodec.Write(header, fault);
        lock (_gate) Close(RecordKind.Failed, header.Written);
    }

    /// <summary>Sends what is waiting.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            ThrowIfBroken();
            if (_length > 0) SendBuffer();
        }
    }

    /// <summary>
    /// Sends what is waiting, or a heartbeat when nothing is and one is asked for. Does nothing while another thread writes: whoever keeps the pulse must not wait for a client that does not read.
    /// True when something was sent.
    /// </summary>
    public bool TryPulse(bool beat)
    {
        if (!_gate.TryEnter()) return false;
        try
        {
            ThrowIfBroken();
            if (_length == 0 && beat && !_isClosed) Put(RecordKind.Heartbeat, default, default, isCritical: false);
            if (_length == 0) return false;
            SendBuffer();
            return true;
        }
        finally
        {
            _gate.Exit();
        }
    }

    private void Close(RecordKind kind, ReadOnlySpan<byte> header)
    {
        if (_isClosed) throw new InvalidOperationException("The stream has its closing record.");
        Put(kind, header, default, isCritical: true);
        _isClosed = true;
        SendBuffer();
    }

    private void Put(RecordKind kind, ReadOnlySpan<byte> header, ReadOnlySpan<byte> body, bool isCritical)
    {
        ThrowIfBroken();
        if (header.Length > WireLimits.MaxHeaderBytes || body.Length > WireLimits.MaxBodyBytes) throw new WireException("A record is longer than the protocol allows.");
        var inBuffer = WireLimits.HeadBytes + header.Length + body.Length;
        var goesAlone = inBuffer > BufferBytes;
        if (goesAlone) inBuffer -= body.Length;
        if (_length + inBuffer > BufferBytes) SendBuffer();
        var room = _buffer.AsSpan(_length, inBuffer);
        RecordHead.Write(room, kind, header, body.Length, isCritical);
        if (!goesAlone) body.CopyTo(room[(WireLimits.HeadBytes + header.Length)..]);
        _length += inBuffer;
        if (!goesAlone) return;
        SendBuffer(compress: false);
        Send(body);
    }

    private void SendBuffer(bool compress = true)
    {
        if (_length > 0)
        {
            var waiting = _buffer.AsSpan(0, _length);
            Send(compress && _compressor is not null ? _compressor.Compress(waiting) : waiting);
            _length = 0;
        }
        Attempt(static stream => stream.Flush());
    }

    private void Send(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _stream.Write(bytes);
            BytesSent += bytes.Length;
        }
        catch (Exception e)
        {
            _broken = e;
            throw;
        }
    }

    private void Attempt(Action<Stream> act)
    {
        try
        {
            act(_stream);
        }
        catch (Exception e)
        {
            _broken = e;
            throw;
        }
    }

    private void ThrowIfBroken()
    {
        ObjectDisposedException.ThrowIf(_buffer is null, this);
        if (_broken is not null) throw new IOException("The stream broke earlier.", _broken);
    }

    private static int PutVarint(Span<byte> room, ulong value)
    {
        var length = 0;
        for (; value >= 0x80; value >>= 7) room[length++] = (byte)(value | 0x80);
        room[length++] = (byte)value;
        return length;
    }

    /// <summary>Gives the buffer back; what was not flushed is lost.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_buffer is null) return;
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = null;
            _compressor?.Dispose();
        }
    }
}
