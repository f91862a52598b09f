using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Godwit.Imap;

/// <summary>
/// Reads tokens straight out of a receive buffer. A token is whole in the buffer before it is given out, so spans are valid only until the next call; message
/// bodies pass through in pieces. One thread at a time.
/// </summary>
internal sealed partial class ImapReader : IDisposable
{
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(Limits.ReceiveBufferBytes);
    private readonly IWireLog? _log;
    private Stream _input;
    private int _at;
    private int _end;
    private int _lineFrom;      // where in the buffer the uncounted part of the current line begins
    private long _lineBytes;    // bytes of the current line that have left the buffer
    private long _lineLimit = Limits.LineBytes;
    private int _logFrom;
    private bool _masked;

    internal ImapReader(Stream input, IWireLog? log)
    {
        _input = input;
        _log = log;
    }

    /// <summary>True when bytes have arrived that nobody has read yet.</summary>
    internal bool HasBuffered => _at < _end;

    /// <summary>Goes on with another stream (TLS, compression). What is buffered stays and would be read first: the caller has made sure it may.</summary>
    internal void Switch(Stream input) => _input = input;

    /// <summary>Bytes that were read ahead, taken out: a compressed stream begins in the middle of a receive.</summary>
    internal byte[] TakeBuffered()
    {
        var bytes = _buffer.AsSpan(_at, _end - _at).ToArray();
        _at = _end = _lineFrom = _logFrom = 0;
        return bytes;
    }

    /// <summary>Keeps the next line out of the wire log: it belongs to a sign-in.</summary>
    internal void MaskLine()
    {
        if (_log is null) return;
        LogUpTo(_at);
        _masked = true;
    }

    /// <summary>A line may now be as long as a list of all uids.</summary>
    internal void AllowNumberLine() => _lineLimit = Limits.NumberLineBytes;

    /// <summary>The next byte, not consumed.</summary>
    internal byte Peek()
    {
        if (_at == _end) Fill();
        return _buffer[_at];
    }

    /// <summary>Consumes the byte that was peeked at.</summary>
    internal void Skip() => _at++;

    /// <summary>Consumes the byte if it comes next.</summary>
    internal bool Take(byte wanted)
    {
        if (Peek() != wanted) return false;
        _at++;
        return true;
    }

    /// <summary>Consumes the byte, or ends the connection.</summary>
    internal void Expect(byte wanted)
    {
        if (!Take(wanted)) throw Unexpected($"'{(char)wanted}'");
    }

    /// <summary>Consumes one space or more (Courier and others send two).</summary>
    internal void ExpectSpace()
    {
        Expect((byte)' ');
        SkipSpaces();
    }

    /// <summary>Consumes spaces, if any.</summary>
    internal void SkipSpaces()
    {
        while (Peek() == (byte)' ') _at++;
    }

    /// <summary>True at the end of a line; nothing is consumed.</summary>
    internal bool AtLineEnd() => Peek() is (byte)'\r' or (byte)'\n';

    /// <summary>Consumes the end of the line, with the spaces that some servers put before it, and with or without CR.</summary>
    internal void ExpectLineEnd()
    {
        SkipSpaces();
        Take((byte)'\r');
        Expect((byte)'\n');
        LogUpTo(_at);
        _masked = false;
        _lineFrom = _at;
        _lineBytes = 0;
        _lineLimit = Limits.LineBytes;
    }

    /// <summary>Receives more; what has not been consumed stays, at the buffer's beginning.</summary>
    private void Fill()
    {
        LogUpTo(_at);
        if (_at > 0) Compact();
        if (_end == Limits.ReceiveBufferBytes) throw ImapConnectionException.Violation("The server sent a word without an end.");
        if (_lineBytes + _end - _lineFrom > _lineLimit) throw ImapConnectionException.Violation("The server sent a line without an end.");
        var count = _input.Read(_buffer, _end, Limits.ReceiveBufferBytes - _end);
        if (count <= 0) throw new ImapConnectionException(ConnectionEnd.Lost, "The server closed the connection.");
        _end += count;
    }

    private void Compact()
    {
        if (_lineFrom < _at)
        {
            _lineBytes += _at - _lineFrom;
            _lineFrom = 0;
        }
        else
        {
            _lineFrom -= _at;
        }
        if (_at < _end) _buffer.AsSpan(_at, _end - _at).CopyTo(_buffer);
        _end -= _at;
        _at = _logFrom = 0;
    }

    private void LogUpTo(int end)
    {
        if (_log is null) return;
        if (end > _logFrom) LogPart(_buffer.AsSpan(_logFrom, end - _logFrom));
        _logFrom = end;
    }

    private void LogPart(ReadOnlySpan<byte> part)
    {
        if (!_masked) _log!.Received(part);
        else if (part[^1] == (byte)'\n') _log!.Received("***\r\n"u8);
    }

    [DoesNotReturn]
    private static void ThrowViolation(string what) => throw ImapConnectionException.Violation(what);

    private ImapConnectionException Unexpected(string wanted) =>
        ImapConnectionException.Violation($"The server sent {Shown(_buffer[_at])} where {wanted} belongs.");

    private static string Shown(byte value) =>
        value is >= 0x21 and < 0x7F ? $"'{(char)value}'" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"byte 0x{value:X2}");

    /// <summary>Gives the buffers back. Nobody may be reading.</summary>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        if (_unescaped.Length > 0) ArrayPool<byte>.Shared.Return(_unescaped);
        _unescaped = [];
    }
}
