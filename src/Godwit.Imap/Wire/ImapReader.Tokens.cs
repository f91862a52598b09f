using System.Buffers;
using System.Text;

namespace Godwit.Imap;

/// <summary>Atoms, numbers, strings and what stands between them (RFC 9051 section 9).</summary>
internal sealed partial class ImapReader
{
    private static readonly SearchValues<byte> AtomEnds = SearchValues.Create(" ()\"\r\n"u8);
    private static readonly SearchValues<byte> CodeAtomEnds = SearchValues.Create(" ()]\"\r\n"u8);
    private static readonly SearchValues<byte> ItemNameEnds = SearchValues.Create(" ()[\r\n"u8);
    private static readonly SearchValues<byte> ListEnds = SearchValues.Create(")\r\n"u8);
    private static readonly SearchValues<byte> SectionEnds = SearchValues.Create("]\r\n"u8);
    private static readonly SearchValues<byte> CodeEnds = SearchValues.Create("]\r\n"u8);
    private static readonly SearchValues<byte> LineEnds = SearchValues.Create("\r\n"u8);
    private static readonly SearchValues<byte> QuotedStops = SearchValues.Create("\"\\\r\n"u8);

    private byte[] _unescaped = [];

    /// <summary>An atom; at least one byte. More than RFC 9051 allows is taken: names with 8-bit bytes, brackets or a bare backslash are common.</summary>
    internal ReadOnlySpan<byte> ExpectAtom() => NotEmpty(TakeUntil(AtomEnds), "a word");

    /// <summary>An atom inside a response code, where "]" ends it.</summary>
    internal ReadOnlySpan<byte> ExpectCodeAtom() => NotEmpty(TakeUntil(CodeAtomEnds), "a word");

    /// <summary>The name of a FETCH item, up to a space or "[".</summary>
    internal ReadOnlySpan<byte> ExpectItemName() => NotEmpty(TakeUntil(ItemNameEnds), "an item");

    /// <summary>What stands between parentheses, where no string can stand: flags. Both parentheses are consumed.</summary>
    internal ReadOnlySpan<byte> ExpectFlagList()
    {
        Expect((byte)'(');
        return Closed(ListEnds, (byte)')');
    }

    /// <summary>What stands in brackets after BODY or BINARY, and the origin "&lt;n&gt;" behind them, which is passed over.</summary>
    internal ReadOnlySpan<byte> ExpectSection()
    {
        Expect((byte)'[');
        return Closed(SectionEnds, (byte)']');
    }

    /// <summary>The rest of a response code, without its "]", which stays.</summary>
    internal ReadOnlySpan<byte> RestOfCode() => TakeUntil(CodeEnds);

    /// <summary>The rest of the line as text, its end not consumed; what exceeds <paramref name="most"/> bytes is dropped.</summary>
    internal string RestOfLine(int most = Limits.TextBytes)
    {
        var rest = TakeUntil(LineEnds).TrimEnd((byte)' ');
        return Encoding.UTF8.GetString(rest[..Math.Min(rest.Length, most)]);
    }

    /// <summary>number64 of RFC 9051: up to 2^63-1.</summary>
    internal long ExpectNumber()
    {
        ulong value = 0;
        var digits = 0;
        while (true)
        {
            if (_at == _end) Fill();
            var digit = (uint)(_buffer[_at] - '0');
            if (digit > 9) break;
            if (++digits > 19) ThrowViolation("The server sent a number that is too large.");
            value = value * 10 + digit;
            _at++;
        }
        if (digits == 0) throw Unexpected("a number");
        if (value > long.MaxValue) ThrowViolation("The server sent a number that is too large.");
        return (long)value;
    }

    /// <summary>A number of 32 bits: uids, sequence numbers, UIDVALIDITY.</summary>
    internal uint ExpectUInt()
    {
        var value = ExpectNumber();
        if (value > uint.MaxValue) ThrowViolation("The server sent a number of more than 32 bits as a uid or a count.");
        return (uint)value;
    }

    /// <summary>True when a digit comes next.</summary>
    internal bool AtDigit() => (uint)(Peek() - '0') <= 9;

    /// <summary>
    /// A string in any of its forms, or an atom where a string belongs (names of digits, RFC 9051 astring). False for NIL. The span is valid until the next call.
    /// </summary>
    internal bool TryString(out ReadOnlySpan<byte> value)
    {
        switch (Peek())
        {
            case (byte)'"':
                value = ExpectQuoted(Limits.StringBytes);
                return true;
            case (byte)'{' or (byte)'~':
                value = ExpectShortLiteral();
                return true;
            default:
                value = ExpectAtom();
                return !Ascii.EqualsIgnoreCase(value, "NIL"u8);
        }
    }

    /// <summary>A string whose bytes become characters one by one (ISO 8859-1), so that nothing of a name is lost; null for NIL.</summary>
    internal string? NString() => TryString(out var value) ? Encoding.Latin1.GetString(value) : null;

    /// <summary>A folder's name: like <see cref="NString"/>, but the atom NIL is a name here (astring has no NIL).</summary>
    internal string ExpectName()
    {
        var quoted = Peek() is (byte)'"' or (byte)'{' or (byte)'~';
        if (quoted) return NString()!;
        return Encoding.Latin1.GetString(ExpectAtom());
    }

    /// <summary>A quoted string, escapes resolved; 8-bit bytes pass, whatever was negotiated.</summary>
    internal ReadOnlySpan<byte> ExpectQuoted(int most)
    {
        Expect((byte)'"');
        var rest = _buffer.AsSpan(_at, _end - _at);
        var stop = rest.IndexOfAny(QuotedStops);
        if (stop >= 0 && rest[stop] == (byte)'"' && stop <= most)
        {
            _at += stop + 1;
            return rest[..stop];
        }
        var length = Unescape(most);
        return _unescaped.AsSpan(0, length);
    }

    private int Unescape(int most)
    {
        var length = 0;
        while (true)
        {
            if (_at == _end) Fill();
            var rest = _buffer.AsSpan(_at, _end - _at);
            var stop = rest.IndexOfAny(QuotedStops);
            var run = stop < 0 ? rest : rest[..stop];
            length = Keep(run, length, most);
            _at += run.Length;
            if (stop < 0) continue;
            if (Take((byte)'"')) return length;
            if (!Take((byte)'\\')) ThrowViolation("The server broke a line inside a quoted string.");
            Peek();
            length = Keep(_buffer.AsSpan(_at, 1), length, most);
            _at++;
        }
    }

    private int Keep(ReadOnlySpan<byte> run, int length, int most)
    {
        var total = length + run.Length;
        if (total > most) ThrowViolation("The server sent a string that is too long.");
        if (total > _unescaped.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(total, 4096));
            _unescaped.AsSpan(0, length).CopyTo(larger);
            if (_unescaped.Length > 0) ArrayPool<byte>.Shared.Return(_unescaped);
            _unescaped = larger;
        }
        run.CopyTo(_unescaped.AsSpan(length));
        return total;
    }

    private ReadOnlySpan<byte> TakeUntil(SearchValues<byte> ends)
    {
        var seen = 0;
        while (true)
        {
            var rest = _buffer.AsSpan(_at + seen, _end - _at - seen);
            var stop = rest.IndexOfAny(ends);
            if (stop >= 0)
            {
                var start = _at;
                _at += seen + stop;
                return _buffer.AsSpan(start, seen + stop);
            }
            seen = _end - _at;
            Fill();
        }
    }

    private ReadOnlySpan<byte> Closed(SearchValues<byte> ends, byte close)
    {
        var length = TakeUntil(ends).Length;
        var start = _at - length;
        if (_buffer[_at] != close) throw Unexpected($"'{(char)close}'");
        _at++;
        return _buffer.AsSpan(start, length);
    }

    private ReadOnlySpan<byte> NotEmpty(ReadOnlySpan<byte> token, string wanted) => token.IsEmpty ? throw Unexpected(wanted) : token;
}
