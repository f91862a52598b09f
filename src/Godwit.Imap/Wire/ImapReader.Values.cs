using System.Text;

namespace Godwit.Imap;

/// <summary>Sets of numbers, and passing over what this library does not need.</summary>
internal sealed partial class ImapReader
{
    /// <summary>uid-set of RFC 9051 without "*", read number by number, so that it may be longer than the buffer.</summary>
    internal UidSet ExpectUidSet()
    {
        var builder = new UidSet.Builder();
        var ranges = 0;
        do
        {
            if (++ranges > Limits.SetRanges) ThrowViolation("The server sent a set of too many ranges.");
            var (first, last) = ExpectRange();
            builder.AddRange(first, last);
        }
        while (Take((byte)','));
        return builder.Build();
    }

    /// <summary>The same grammar where order matters (APPENDUID, COPYUID).</summary>
    internal UidSequence ExpectUidSequence()
    {
        var bounds = new List<uint>(2);
        do
        {
            if (bounds.Count > 2 * Limits.SetRanges) ThrowViolation("The server sent a set of too many ranges.");
            var (first, last) = ExpectRange();
            bounds.Add(first);
            bounds.Add(last);
        }
        while (Take((byte)','));
        return UidSequence.Of(bounds);
    }

    /// <summary>Passes over one value of any form: atom, string, or list within lists.</summary>
    internal void SkipValue()
    {
        var depth = 0;
        do
        {
            SkipSpaces();
            switch (Peek())
            {
                case (byte)'(':
                    if (++depth > Limits.Nesting) ThrowViolation("The server nested parentheses too deeply.");
                    Skip();
                    break;
                case (byte)')' when depth > 0:
                    depth--;
                    Skip();
                    break;
                case (byte)'"':
                    ExpectQuoted(Limits.QuotedBodyBytes);
                    break;
                case (byte)'{' or (byte)'~':
                    LiteralHeader(Limits.BodyBytes, out _bodyLeft);
                    SkipBody();
                    break;
                default:
                    ExpectAtom();
                    break;
            }
        }
        while (depth > 0);
    }

    /// <summary>Passes over the rest of a line whose grammar is not known, literals included, and over its end.</summary>
    internal void SkipLine()
    {
        while (true)
        {
            var rest = TakeUntil(LineEnds);
            if (!EndsInLiteral(rest, out var length)) break;
            Take((byte)'\r');
            Expect((byte)'\n');
            _bodyLeft = length;
            LogUpTo(_at);
            SkipBody();
        }
        ExpectLineEnd();
    }

    private (uint First, uint Last) ExpectRange()
    {
        var first = ExpectUInt();
        if (!Take((byte)':')) return (first, first);
        var last = ExpectUInt();
        return first <= last ? (first, last) : (last, first);
    }

    private static bool EndsInLiteral(ReadOnlySpan<byte> line, out long length)
    {
        length = 0;
        if (line.Length < 3 || line[^1] != (byte)'}') return false;
        var open = line.LastIndexOf((byte)'{');
        if (open < 0) return false;
        var digits = line[(open + 1)..^1].TrimEnd((byte)'+');
        return digits.Length is > 0 and <= 11
            && long.TryParse(digits, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out length)
            && length <= Limits.BodyBytes;
    }
}
