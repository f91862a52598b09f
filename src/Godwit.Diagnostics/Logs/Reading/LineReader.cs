using System.Buffers;

namespace Godwit.Diagnostics.Logs;

/// <summary>
/// The lines of a stream, one after the other, as spans of one pooled buffer: a file of any size takes the same memory. Lines end with LF or CRLF; the last one may end with the file. What lies
/// beyond <see cref="MaxLineBytes"/> of a line is passed over, and <see cref="IsCut"/> says so.
/// </summary>
/// <param name="stream">Read to its end; disposed with the reader.</param>
/// <param name="stop">Stops the reading, also in the midst of a line without end.</param>
internal sealed class LineReader(Stream stream, CancellationToken stop = default) : IDisposable
{
    /// <summary>The longest line that is seen whole: twice what IIS writes at most.</summary>
    public const int MaxLineBytes = 128 * 1024;

    private const int BufferBytes = 2 * MaxLineBytes;
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private int _start;
    private int _end;
    private bool _hasEnded;
    private (int Start, int Length) _present;

    /// <summary>The number of the line that was read last, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>How many bytes have come out of the stream.</summary>
    public long Bytes { get; private set; }

    /// <summary>True when the line that was read last was longer than it is shown.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The line that was read last, without its end; empty before the first. Valid until the next is read.</summary>
    public ReadOnlySpan<byte> Present => _buffer.AsSpan(_present.Start, _present.Length);

    /// <summary>The next line without its end, valid until the next call.</summary>
    /// <returns>False at the end of the stream.</returns>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="InvalidDataException">The stream is compressed, and broken.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        IsCut = false;
        var searched = 0;
        while (true)
        {
            var waiting = _buffer.AsSpan(_start, _end - _start);
            var length = waiting[searched..].IndexOf((byte)'\n');
            if (length >= 0) return Take(waiting[..(searched + length)], searched + length + 1, out line);
            if (_hasEnded) return TakeRest(waiting, out line);
            if (waiting.Length >= MaxLineBytes) return TakeCut(out line);
            searched = waiting.Length;
            Fill();
        }
    }

    public void Dispose()
    {
        stream.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
    }

    private bool Take(ReadOnlySpan<byte> found, int consumed, out ReadOnlySpan<byte> line)
    {
        line = found is [.. var text, (byte)'\r'] ? text : found;
        IsCut = line.Length > MaxLineBytes;
        if (IsCut) line = line[..MaxLineBytes];
        _present = (_start, line.Length);
        _start += consumed;
        Number++;
        return true;
    }

    private bool TakeRest(ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> line)
    {
        if (rest.Length > 0) return Take(rest, rest.Length, out line);
        line = default;
        return false;
    }

    /// <summary>The beginning of a line that is too long stays where it is while its rest is read over behind it.</summary>
    private bool TakeCut(out ReadOnlySpan<byte> line)
    {
        Compact();
        const int kept = MaxLineBytes; // what is behind it was searched already and holds no line end
        while (true)
        {
            _end = kept;
            var read = ReadInto(kept);
            var at = _buffer.AsSpan(kept, read).IndexOf((byte)'\n');
            if (read > 0 && at < 0) continue;
            (_hasEnded, _start, _end) = (read == 0, kept + at + 1, kept + read);
            break;
        }
        IsCut = true;
        Number++;
        _present = (0, kept);
        line = Present;
        return true;
    }

    private void Fill()
    {
        Compact();
        _hasEnded = ReadInto(_end) == 0;
    }

    private void Compact()
    {
        if (_start == 0) return;
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
    }

    private int ReadInto(int at)
    {
        stop.ThrowIfCancellationRequested();
        var read = stream.Read(_buffer, at, BufferBytes - at);
        _end += read;
        Bytes += read;
        return read;
    }
}
