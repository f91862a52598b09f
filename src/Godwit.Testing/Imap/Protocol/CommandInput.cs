using System.Globalization;
using System.Text;

namespace Godwit.Testing.Imap;

/// <summary>
/// What a client sends, a piece of a line at a time: a piece ends at its CRLF, and when it ends with a literal's announcement the literal's bytes follow, then the next piece. The
/// announcement is answered only when a command takes the literal, so a refused one is never sent.
/// </summary>
internal sealed partial class CommandInput(Stream stream, ReplyWriter replies, Valve valve, int maxLineBytes)
{
    private readonly byte[] _buffer = new byte[65_536];
    private Stream _stream = stream;
    private byte[] _line = new byte[512];
    private int _lineLength;
    private int _at;
    private int _start;
    private int _end;
    private int _received;

    /// <summary>Which forms of non-synchronising literals are understood: up to this many bytes (RFC 7888), -1 for none.</summary>
    public long MaxPlainLiteral { get; set; } = -1;

    /// <summary>True while answers are another thread's business (IDLE): then waiting for input does not flush them.</summary>
    public bool AnotherThreadWrites { get; set; }

    /// <summary>Called with each further piece of the command's line, for the log.</summary>
    public Action<string>? Continued { get; set; }

    public bool AtEnd => _at >= _lineLength;

    /// <summary>What is left of this piece.</summary>
    public string Rest => Encoding.UTF8.GetString(_line, _at, _lineLength - _at);

    /// <summary>Goes to the next piece; false when the client has gone.</summary>
    public bool NextLine()
    {
        _lineLength = _at = 0;
        while (true)
        {
            var feed = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            var count = feed < 0 ? _end - _start : feed;
            Keep(_buffer.AsSpan(_start, count));
            _start += count;
            if (feed >= 0) break;
            if (!Receive()) return false;
        }
        _start++;
        if (_lineLength > 0 && _line[_lineLength - 1] == '\r') _lineLength--;
        return true;
    }

    /// <summary>Reads exactly as many bytes.</summary>
    public void Read(Span<byte> into)
    {
        while (into.Length > 0)
        {
            if (_start == _end && !Receive()) throw new SessionOverException();
            var count = Math.Min(into.Length, _end - _start);
            _buffer.AsSpan(_start, count).CopyTo(into);
            _start += count;
            into = into[count..];
        }
    }

    /// <summary>Passes over what the client still sends of a command that was given up: the rest of the piece and every literal that comes unasked.</summary>
    public void SkipCommand()
    {
        while (Announcement() is { IsPlain: true } literal && literal.Length <= long.MaxValue / 2 && MaxPlainLiteral >= 0)
        {
            Skip(literal.Length);
            if (!NextLine()) throw new SessionOverException();
        }
        _at = _lineLength;
    }

    /// <summary>Passes over bytes without keeping them; false when the client has gone.</summary>
    public void Skip(long bytes)
    {
        while (bytes > 0)
        {
            if (_start == _end && !Receive()) throw new SessionOverException();
            var count = (int)Math.Min(bytes, _end - _start);
            _start += count;
            bytes -= count;
        }
    }

    /// <summary>Reads until the client goes away.</summary>
    public void Drain()
    {
        do _start = _end; while (Receive());
    }

    /// <summary>Goes on with another stream. Bytes that had come already belong to the old one: they are given to <paramref name="wrap"/>.</summary>
    public void Continue(Func<byte[], Stream> wrap)
    {
        var early = _buffer.AsSpan(_start, _received - _start).ToArray();
        _start = _end = _received = 0;
        _stream = wrap(early);
    }

    /// <summary>Makes more bytes visible: those the valve lets through of what has come, else what comes next.</summary>
    private bool Receive()
    {
        if (_end == _received && !Fill()) return false;
        _end += valve.Take(_received - _end);
        return true;
    }

    private bool Fill()
    {
        if (!AnotherThreadWrites) replies.Flush();
        _start = _end = 0;
        _received = _stream.Read(_buffer);
        return _received > 0;
    }

    private void Keep(ReadOnlySpan<byte> more)
    {
        if (_lineLength + more.Length > maxLineBytes)
        {
            replies.Line("* BAD Line too long");
            replies.Flush();
            throw new SessionOverException();
        }
        if (_lineLength + more.Length > _line.Length) Array.Resize(ref _line, Math.Max(_line.Length * 2, _lineLength + more.Length));
        more.CopyTo(_line.AsSpan(_lineLength));
        _lineLength += more.Length;
    }

    /// <summary>The literal announced at the end of this piece, if there is one.</summary>
    private LiteralAnnouncement? Announcement()
    {
        var line = _line.AsSpan(0, _lineLength);
        if (line.Length < 3 || line[^1] != '}') return null;
        var open = line.LastIndexOf((byte)'{');
        return open < 0 ? null : LiteralAnnouncement.Read(Encoding.ASCII.GetString(line[open..]), binary: open > 0 && line[open - 1] == '~');
    }
}

/// <summary>A literal that the client will send: at once when it is plain, else when it is asked to.</summary>
internal readonly record struct LiteralAnnouncement(long Length, bool IsPlain, bool IsBinary)
{
    /// <summary>Reads <c>{n}</c> or <c>{n+}</c>.</summary>
    public static LiteralAnnouncement? Read(string text, bool binary)
    {
        var plain = text[^2] is '+' or '-';
        var digits = text.AsSpan(1, text.Length - (plain ? 3 : 2));
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? new(length, plain, binary) : null;
    }
}
