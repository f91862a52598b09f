using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Godwit.EndToEnd.Relays;

/// <summary>A place in one direction of an IMAP conversation.</summary>
/// <param name="Offset">In the scanned piece: what is before it comes before the place.</param>
/// <param name="Line">The line that ends here, without its end; null in the middle of a literal.</param>
/// <param name="IsFirst">The line begins a command or an answer; it does not continue one behind a literal.</param>
/// <param name="IsLast">No literal follows: the command or answer ends here.</param>
internal readonly record struct WireMark(int Offset, string? Line, bool IsFirst, bool IsLast)
{
    /// <summary>Half of a literal has passed.</summary>
    public bool IsMiddleOfLiteral => Line is null;
}

/// <summary>
/// Follows one direction of a conversation in clear text and tells where lines end and where literals are half through, however the bytes were cut into pieces. Literals are passed over, so that
/// mail which looks like an answer is not taken for one.
/// </summary>
internal sealed partial class WireScanner
{
    private const int MostKept = 16 * 1024;
    private readonly List<byte> _line = [];
    private long _literal;
    private long _half;
    private bool _continues;

    /// <summary>The places in this piece, in order.</summary>
    public List<WireMark> Scan(ReadOnlySpan<byte> piece)
    {
        var marks = new List<WireMark>();
        for (var at = 0; at < piece.Length;)
        {
            if (_literal > 0) at = PassLiteral(piece.Length, at, marks);
            else if (Take(piece[at++])) marks.Add(EndLine(at));
        }
        return marks;
    }

    private int PassLiteral(int length, int at, List<WireMark> marks)
    {
        var step = (int)Math.Min(_literal, length - at);
        if (_literal > _half && _literal - step <= _half) marks.Add(new WireMark(at + (int)(_literal - _half), null, false, false));
        _literal -= step;
        return at + step;
    }

    /// <summary>True at the end of a line.</summary>
    private bool Take(byte next)
    {
        if (next == (byte)'\n') return true;
        if (_line.Count == MostKept) _line.RemoveRange(MostKept / 2, MostKept / 4);
        _line.Add(next);
        return false;
    }

    private WireMark EndLine(int offset)
    {
        var line = Encoding.Latin1.GetString([.. _line]).TrimEnd('\r');
        _line.Clear();
        var literal = LiteralAtEnd().Match(line);
        var mark = new WireMark(offset, line, !_continues, !literal.Success);
        _literal = literal.Success ? long.Parse(literal.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        (_half, _continues) = (_literal / 2, literal.Success);
        return mark;
    }

    [GeneratedRegex(@"\{(\d{1,15})\+?\}$")]
    internal static partial Regex LiteralAtEnd();
}
