using System.Buffers;
using System.Buffers.Text;

namespace Godwit.Imap;

/// <summary>Gathers bytes in a send buffer; large pieces are sent straight from where they lie. One thread at a time.</summary>
internal sealed class ImapWriter : IDisposable
{
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(Limits.SendBufferBytes);
    private readonly IWireLog? _log;
    private Stream _output;
    private int _used;

    internal ImapWriter(Stream output, IWireLog? log)
    {
        _output = output;
        _log = log;
    }

    /// <summary>Goes on with another stream (TLS, compression). Nothing may be unsent.</summary>
    internal void Switch(Stream output) => _output = output;

    /// <summary>Words of a command.</summary>
    internal void Write(ReadOnlySpan<byte> text)
    {
        _log?.Sent(text);
        Put(text);
    }

    /// <summary>Words that the wire log must not see.</summary>
    internal void WriteSecret(ReadOnlySpan<byte> text)
    {
        _log?.Sent("***"u8);
        Put(text);
    }

    /// <summary>Bytes of a literal, which the wire log leaves out.</summary>
    internal void WriteBody(ReadOnlySpan<byte> piece) => Put(piece);

    /// <summary>A number in decimal.</summary>
    internal void WriteNumber(ulong number)
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(number, digits, out var length);
        Write(digits[..length]);
    }

    /// <summary>A set as <c>1:3,5</c>; a range up to the highest possible number is written <c>n:*</c>.</summary>
    internal void WriteSet(UidSet set)
    {
        for (var i = 0; i < set.RangeCount; i++)
        {
            var (first, last) = set.RangeAt(i);
            if (i > 0) Write(","u8);
            WriteNumber(first);
            if (last == first) continue;
            Write(":"u8);
            if (last == uint.MaxValue) Write("*"u8);
            else WriteNumber(last);
        }
    }

    /// <summary>Sends what was gathered.</summary>
    internal void Flush()
    {
        Send();
        _output.Flush();
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= Limits.StraightSendBytes)
        {
            Send();
            _output.Write(bytes);
            return;
        }
        var room = Limits.SendBufferBytes - _used;
        if (bytes.Length > room)
        {
            bytes[..room].CopyTo(_buffer.AsSpan(_used));
            _used = Limits.SendBufferBytes;
            Send();
            bytes = bytes[room..];
        }
        bytes.CopyTo(_buffer.AsSpan(_used));
        _used += bytes.Length;
    }

    private void Send()
    {
        var length = _used;
        if (length == 0) return;
        _used = 0;
        _output.Write(_buffer, 0, length);
    }

    /// <summary>Gives the buffer back. Nobody may be writing.</summary>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
}
