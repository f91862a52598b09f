using System.Buffers;
using System.Globalization;

namespace Godwit.Mail;

/// <summary>What the words of a date have told so far; they may come in any order that people use.</summary>
internal struct DateParts
{
    private const int MaxOffsetMinutes = 18 * 60;
    private static readonly SearchValues<char> Clock = SearchValues.Create("0123456789:.");
    private static readonly string[] Months =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    private int _day;
    private int _month;
    private int _year;
    private int _seconds;
    private int _offsetMinutes;
    private bool _hasTime;
    private bool _hasNumericZone;
    private bool _isAbsurd;

    internal void Take(ReadOnlySpan<char> token)
    {
        if (token[0] is '+' or '-') TakeOffset(token);
        else if (!char.IsAsciiDigit(token[0])) TakeWord(token);
        else if (token.Length > 11 && token[4] == '-' && token[10] is 'T' or 't') { Take(token[..10]); Take(token[11..]); }   // RFC 3339
        else if (token.Contains(':')) TakeTime(token);
        else if (token.ContainsAny('-', '/')) TakeJoined(token);
        else TakeNumber(token);
    }

    internal readonly bool TryBuild(out ReceivedDate date)
    {
        date = default;
        if (_isAbsurd || _year is < 1 or > 9999 || _month == 0 || _day < 1 || _day > DateTime.DaysInMonth(_year, _month)) return false;
        var midnight = (new DateTime(_year, _month, _day, 0, 0, 0, DateTimeKind.Utc) - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond;
        var seconds = midnight + _seconds - _offsetMinutes * 60L;
        if (seconds is < ReceivedDate.MinUnixSeconds or > ReceivedDate.MaxUnixSeconds) return false;
        date = new ReceivedDate(seconds, (short)_offsetMinutes);
        return true;
    }

    /// <summary><c>01-Jan-2004</c>, <c>1/Jan/2004</c> or <c>2004-01-31</c>; a numeric month elsewhere is anybody's guess, so none is made.</summary>
    private void TakeJoined(ReadOnlySpan<char> token)
    {
        var isYearFirst = token.Length == 10 && token[4] == '-' && token[7] == '-';
        if (isYearFirst && TryNumber(token[5..7], out _month)) _isAbsurd |= _month is < 1 or > 12;
        if (isYearFirst) { TakeNumber(token[..4]); TakeNumber(token[8..]); return; }
        foreach (var range in token.SplitAny('-', '/'))
        {
            if (!token[range].IsEmpty) Take(token[range]);
        }
    }

    private void TakeNumber(ReadOnlySpan<char> token)
    {
        if (!TryNumber(token, out var number)) _isAbsurd = true;
        else if (_day == 0 && token.Length <= 2) { _day = number; _isAbsurd |= number == 0; }
        else if (_year == 0) TakeYear(number, token.Length);
    }

    /// <summary>RFC 5322 section 4.3: two digits up to 49 mean 20xx, from 50 on 19xx; three digits count from 1900.</summary>
    private void TakeYear(int number, int digits)
    {
        _year = digits switch
        {
            2 => number < 50 ? 2000 + number : 1900 + number,
            3 => 1900 + number,
            4 => number,
            _ => -1,
        };
        _isAbsurd |= _year < 1;
    }

    /// <summary><c>hour:minute[:second[.fraction]]</c>, perhaps with the zone glued to it.</summary>
    private void TakeTime(ReadOnlySpan<char> token)
    {
        var end = token.IndexOfAnyExcept(Clock);
        var zone = end < 0 ? default : token[end..];
        var clock = end < 0 ? token : token[..end];
        Span<int> numbers = stackalloc int[3];
        var count = 0;
        foreach (var range in clock.Split(':'))
        {
            var digits = clock[range];
            if (count == 2 && digits.IndexOf('.') is > 0 and var dot) digits = digits[..dot];
            if (count == 3 || digits.Length > 2 || !TryNumber(digits, out numbers[count++])) { _isAbsurd = true; return; }
        }
        // RFC 5322 section 3.3 allows second 60; it becomes the first of the next minute.
        _isAbsurd |= count < 2 || numbers[0] > 23 || numbers[1] > 59 || numbers[2] > 60;
        _seconds = numbers[0] * 3600 + numbers[1] * 60 + numbers[2];
        _hasTime = true;
        if (!zone.IsEmpty) Take(zone);
    }

    private void TakeWord(ReadOnlySpan<char> token)
    {
        var month = MonthOf(token);
        var sign = token.IndexOfAny('+', '-');
        if (month > 0 && _month == 0) _month = month;
        else if (sign > 0 && sign + 1 < token.Length && char.IsAsciiDigit(token[sign + 1])) TakeOffset(token[sign..]);   // GMT+01:00
        else if (token.Equals("PM", StringComparison.OrdinalIgnoreCase) && _seconds < 12 * 3600) _seconds += 12 * 3600;
        else if (token.Equals("AM", StringComparison.OrdinalIgnoreCase) && _seconds >= 12 * 3600) _seconds -= 12 * 3600;
        else if (_hasTime && !_hasNumericZone) _offsetMinutes = ZoneNames.OffsetMinutes(token);
    }

    private static int MonthOf(ReadOnlySpan<char> token)
    {
        if (token.Equals("sept", StringComparison.OrdinalIgnoreCase)) return 9;
        for (var i = 0; i < Months.Length; i++)
        {
            if (token.Equals(Months[i], StringComparison.OrdinalIgnoreCase) || token.Equals(Months[i].AsSpan(0, 3), StringComparison.OrdinalIgnoreCase)) return i + 1;
        }
        return 0;
    }

    /// <summary>A sign and <c>hhmm</c>, <c>hh:mm</c>, <c>hmm</c>, <c>hh</c> or <c>h</c>.</summary>
    private void TakeOffset(ReadOnlySpan<char> token)
    {
        var digits = token[1..];
        var colon = digits.IndexOf(':');
        var hourDigits = colon >= 0 ? digits[..colon] : digits.Length <= 2 ? digits : digits[..^2];
        var minuteDigits = colon >= 0 ? digits[(colon + 1)..] : digits[hourDigits.Length..];
        var minutes = 0;
        if (!TryNumber(hourDigits, out var hours) || !(minuteDigits.IsEmpty || TryNumber(minuteDigits, out minutes)) || hours > 99 || minutes > 59) _isAbsurd = true;
        else if (hours * 60 + minutes > MaxOffsetMinutes) _isAbsurd = true;
        else _offsetMinutes = (hours * 60 + minutes) * (token[0] == '-' ? -1 : 1);
        _hasNumericZone = true;
    }

    private static bool TryNumber(ReadOnlySpan<char> digits, out int number) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
