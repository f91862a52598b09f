using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Godwit.Testing.Imap;

/// <summary>Writes answers through a buffer that is flushed before the session waits for input, so that pipelined commands share packets.</summary>
internal sealed class ReplyWriter(Stream stream, Misbehaviour behaviour)
{
    private readonly byte[] _buffer = new byte[65_536];
    private Stream _stream = stream;
    private int _count;
    private int _literals;
    private LiteralCut? _cut;

    public ReplyWriter Text(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = text.Length <= 256 ? stackalloc byte[768] : new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        return Bytes(bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
    }

    public ReplyWriter Number(ulong number)
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(number, digits, out var count);
        return Bytes(digits[..count]);
    }

    public ReplyWriter Bytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _buffer.Length - _count) Push();
        if (bytes.Length > _buffer.Length) _stream.Write(bytes);
        else
        {
            bytes.CopyTo(_buffer.AsSpan(_count));
            _count += bytes.Length;
        }
        return this;
    }

    /// <summary>A space between items of a list.</summary>
    public ReplyWriter Space() => Bytes(behaviour.SpacesOddly ? "  "u8 : " "u8);

    public void EndLine() => Bytes(behaviour.SpacesOddly ? " \r\n"u8 : "\r\n"u8);

    public void Line(ReadOnlySpan<char> text) => Text(text).EndLine();

    /// <summary>A string as it must be: quoted where it can be, else a literal.</summary>
    public ReplyWriter String(string text)
    {
        if (text.AsSpan().IndexOfAny('\r', '\n', '\0') < 0)
            return Text($"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"");
        var bytes = Encoding.UTF8.GetBytes(text);
        return Text($"{{{bytes.Length.ToString(CultureInfo.InvariantCulture)}}}\r\n").Bytes(bytes);
    }

    /// <summary>Part of a message as a literal, its bytes changed on the way where asked.</summary>
    public void Literal(MessageBody body, long offset, long count, bool binary, bool nulInto80)
    {
        Bytes(binary ? "~{"u8 : "{"u8).Number((ulong)count).Bytes("}\r\n"u8);
        var cut = _cut?.Literal == ++_literals ? _cut : null;
        var end = offset + (cut is null ? count : Math.Min(count, cut.AfterBytes));
        while (offset < end)
        {
            if (_count == _buffer.Length) Push();
            var piece = _buffer.AsSpan(_count, (int)Math.Min(_buffer.Length - _count, end - offset));
            body.Read(offset, piece);
            if (nulInto80) piece.Replace((byte)0, (byte)0x80);
            _count += piece.Length;
            offset += piece.Length;
        }
        if (cut is not null) CutHere(cut);
    }

    /// <summary>Sets the literal of the command's answers in which the connection ends; null for none.</summary>
    public void CutAt(LiteralCut? cut) => (_cut, _literals) = (cut, 0);

    public void Flush()
    {
        Push();
        _stream.Flush();
    }

    public void Continue(Stream stream)
    {
        Flush();
        _stream = stream;
    }

    private void CutHere(LiteralCut cut)
    {
        if (cut.Goodbye.Length > 0) Line($"\r\n{cut.Goodbye}");
        Flush();
        throw new SessionOverException();
    }

    private void Push()
    {
        if (_count == 0) return;
        _stream.Write(_buffer.AsSpan(0, _count));
        _count = 0;
    }
}
