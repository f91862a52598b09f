using System.Buffers.Text;

namespace Godwit.Diagnostics.Logs;

/// <summary>Where a field lies in its line.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="Length">Its length in bytes, without quotation marks.</param>
internal readonly record struct Field(int Start, int Length)
{
    /// <summary>The field's bytes.</summary>
    public ReadOnlySpan<byte> In(ReadOnlySpan<byte> line) => line.Slice(Start, Length);
}

/// <summary>Cuts lines into fields and reads numbers and times out of them, without an object each.</summary>
internal static class Fields
{
    /// <summary>The most fields of a line; what follows belongs to the last.</summary>
    public const int Most = 128;

    /// <summary>Cuts at every single blank: two of them have an empty field between them, which IIS does write.</summary>
    public static int AtBlanks(ReadOnlySpan<byte> line, Span<Field> fields)
    {
        var (count, start) = (0, 0);
        while (count < fields.Length - 1)
        {
            var length = line[start..].IndexOf((byte)' ');
            if (length < 0) break;
            fields[count++] = new Field(start, length);
            start += length + 1;
        }
        fields[count++] = new Field(start, line.Length - start);
        return count;
    }

    /// <summary>Cuts at commas (RFC 4180); a field in quotation marks is given without them, doubled ones inside stay doubled.</summary>
    public static int AtCommas(ReadOnlySpan<byte> line, Span<Field> fields)
    {
        var (count, start) = (0, 0);
        while (count < fields.Length)
        {
            var field = Next(line, start, out var next);
            fields[count++] = field;
            if (next < 0) break;
            start = next;
        }
        return count;
    }

    /// <summary>A whole number that fills the field; win32 codes may be written signed, as hexadecimal, or be beyond 32 bits.</summary>
    public static bool TryNumber(ReadOnlySpan<byte> field, out long number)
    {
        if (Utf8Parser.TryParse(field, out number, out var length) && length == field.Length) return true;
        return field is [(byte)'0', (byte)'x' or (byte)'X', .. var digits] && Utf8Parser.TryParse(digits, out number, out length, 'x') && length == digits.Length;
    }

    /// <summary>The number of a field, or what is said when there is none.</summary>
    public static long NumberOr(ReadOnlySpan<byte> field, long otherwise) => TryNumber(field, out var number) ? number : otherwise;

    /// <summary>An HTTP status: three digits from 100 to 599.</summary>
    public static bool TryStatus(ReadOnlySpan<byte> field, out int status)
    {
        status = 0;
        if (field.Length != 3 || !IsDigit(field[0]) || !IsDigit(field[1]) || !IsDigit(field[2])) return false;
        status = (field[0] - '0') * 100 + (field[1] - '0') * 10 + field[2] - '0';
        return status is >= 100 and <= 599;
    }

    /// <summary><c>2026-11-20</c>, as ticks of its midnight.</summary>
    public static bool TryDate(ReadOnlySpan<byte> field, out long ticks)
    {
        ticks = 0;
        if (field is not [_, _, _, _, (byte)'-', _, _, (byte)'-', _, _]) return false;
        if (!TryDigits(field[..4], out var year) || !TryDigits(field[5..7], out var month) || !TryDigits(field[8..], out var day)) return false;
        if (year < 1970 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        ticks = new DateTime(year, month, day).Ticks;
        return true;
    }

    /// <summary><c>10:00:01</c>, with a fraction or without, as ticks since midnight.</summary>
    public static bool TryTime(ReadOnlySpan<byte> field, out long ticks)
    {
        ticks = 0;
        if (field.Length < 8 || field[2] != ':' || field[5] != ':') return false;
        if (!TryDigits(field[..2], out var hour) || !TryDigits(field[3..5], out var minute) || !TryDigits(field[6..8], out var second)) return false;
        if (hour > 23 || minute > 59 || second > 60) return false;
        ticks = (hour * 3600L + minute * 60L + second) * TimeSpan.TicksPerSecond;
        return field.Length == 8 || TryFraction(field[8..], ref ticks);
    }

    /// <summary>All digits, at most nine.</summary>
    public static bool TryDigits(ReadOnlySpan<byte> field, out int number)
    {
        number = 0;
        if (field.Length is 0 or > 9) return false;
        foreach (var letter in field)
        {
            if (!IsDigit(letter)) return false;
            number = number * 10 + letter - '0';
        }
        return true;
    }

    private static bool TryFraction(ReadOnlySpan<byte> field, ref long ticks)
    {
        if (field is not [(byte)'.' or (byte)',', .. var digits] || digits.Length is 0 or > 9) return false;
        long fraction = 0;
        for (var place = 0; place < 7; place++) fraction = fraction * 10 + (place < digits.Length && IsDigit(digits[place]) ? digits[place] - '0' : 0);
        ticks += fraction;
        return digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
    }

    private static bool IsDigit(byte letter) => (uint)(letter - '0') <= 9;

    private static Field Next(ReadOnlySpan<byte> line, int start, out int next)
    {
        if (start < line.Length && line[start] == '"') return NextQuoted(line, start + 1, out next);
        var length = line[start..].IndexOf((byte)',');
        next = length < 0 ? -1 : start + length + 1;
        return new Field(start, length < 0 ? line.Length - start : length);
    }

    private static Field NextQuoted(ReadOnlySpan<byte> line, int start, out int next)
    {
        var at = start;
        while (true)
        {
            var quote = line[at..].IndexOf((byte)'"');
            if (quote < 0)
            {
                next = -1;
                return new Field(start, line.Length - start);
            }
            at += quote + 1;
            if (at < line.Length && line[at] == '"')
            {
                at++;
                continue;
            }
            var comma = line[at..].IndexOf((byte)',');
            next = comma < 0 ? -1 : at + comma + 1;
            return new Field(start, at - 1 - start);
        }
    }
}
