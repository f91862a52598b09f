namespace Godwit.Imap;

/// <summary>How a message's bytes stand in a FETCH response.</summary>
public enum BodyForm
{
    /// <summary>The item was not in the response.</summary>
    Absent,
    /// <summary>NIL: the server has no bytes for it.</summary>
    Nil,
    /// <summary>A quoted string.</summary>
    Quoted,
    /// <summary>A literal.</summary>
    Literal,
    /// <summary>A literal8 (RFC 3516), which may hold NUL.</summary>
    Literal8,
}

/// <summary>Literals: short ones as values, messages in pieces.</summary>
internal sealed partial class ImapReader
{
    private long _bodyLeft;
    private int _quotedAt;
    private int _quotedEnd;

    /// <summary>True while a message's bytes have not all been taken: nothing else can be read.</summary>
    internal bool InBody => _bodyLeft > 0 || _quotedAt < _quotedEnd;

    /// <summary>Begins a message's bytes in whatever form they come, and says how many there are.</summary>
    internal BodyForm BeginBody(out long length)
    {
        switch (Peek())
        {
            case (byte)'{' or (byte)'~':
                var form = LiteralHeader(Limits.BodyBytes, out length);
                _bodyLeft = length;
                return form;
            case (byte)'"':
                length = BeginQuotedBody();
                return BodyForm.Quoted;
            default:
                if (!System.Text.Ascii.EqualsIgnoreCase(ExpectAtom(), "NIL"u8)) ThrowViolation("The server sent a word where a message belongs.");
                length = 0;
                return BodyForm.Nil;
        }
    }

    /// <summary>The next bytes of the message, straight out of the receive buffer; empty when all have been given. Valid until the next call.</summary>
    internal ReadOnlyMemory<byte> NextPiece()
    {
        if (_quotedAt < _quotedEnd)
        {
            var all = _unescaped.AsMemory(_quotedAt, _quotedEnd - _quotedAt);
            _quotedAt = _quotedEnd;
            return all;
        }
        if (_bodyLeft == 0) return default;
        if (_at == _end) FillBody();
        var length = (int)Math.Min(_end - _at, _bodyLeft);
        var piece = _buffer.AsMemory(_at, length);
        Pass(length);
        _bodyLeft -= length;
        return piece;
    }

    /// <summary>Passes over what is left of the message.</summary>
    internal void SkipBody()
    {
        while (InBody) NextPiece();
    }

    private int BeginQuotedBody()
    {
        Expect((byte)'"');
        _quotedAt = 0;
        _quotedEnd = Unescape(Limits.QuotedBodyBytes);
        return _quotedEnd;
    }

    private ReadOnlySpan<byte> ExpectShortLiteral()
    {
        LiteralHeader(Limits.StringBytes, out var length);
        while (_end - _at < length) Fill();
        var start = _at;
        Pass((int)length);
        return _buffer.AsSpan(start, (int)length);
    }

    // RFC 9051: literal = "{" number64 ["+"] "}" CRLF *CHAR8 ; literal8 = "~{" number64 "}" CRLF *OCTET
    private BodyForm LiteralHeader(long most, out long length)
    {
        var form = Take((byte)'~') ? BodyForm.Literal8 : BodyForm.Literal;
        Expect((byte)'{');
        length = ExpectNumber();
        Take((byte)'+');
        Expect((byte)'}');
        Take((byte)'\r');
        Expect((byte)'\n');
        if (length > most) ThrowViolation("The server announced a literal that is too large.");
        LogUpTo(_at);
        return form;
    }

    /// <summary>Consumes bytes of a literal: they belong neither to the line's length nor to the wire log.</summary>
    private void Pass(int length)
    {
        _lineBytes += _at - _lineFrom;
        _at += length;
        _lineFrom = _logFrom = _at;
    }

    private void FillBody()
    {
        _lineBytes += _at - _lineFrom;
        _lineFrom = _logFrom = _at;
        Fill();
    }
}
