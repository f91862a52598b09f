using System.Globalization;

namespace Godwit.Mail.Tests;

public sealed class DateFallbackTests
{
    private static readonly DateTimeOffset Now = new(2025, 6, 15, 12, 0, 0, TimeSpan.Zero);

    private static string? Date(string value) => Show(DateFallback.Of(Bytes.Of($"Subject: x\r\nDate: {value}\r\n\r\n"), Now));

    private static string? Show(ReceivedDate? date) => date?.ToString();

    [Theory]
    [InlineData("Mon, 15 Mar 2004 10:20:30 +0100", "2004-03-15T10:20:30+01:00")]
    [InlineData("15 Mar 2004 10:20:30 -0330", "2004-03-15T10:20:30-03:30")]
    [InlineData("Fri, 15 Mar 2004 10:20:30 +0100", "2004-03-15T10:20:30+01:00")]                    // wrong weekday
    [InlineData("Mon, 15 Mar 2004 10:20 +0100", "2004-03-15T10:20:00+01:00")]                       // seconds missing
    [InlineData("Mon, 15 Mar 04 10:20:30 GMT", "2004-03-15T10:20:30+00:00")]
    [InlineData("Mon, 15 Mar 99 10:20:30 GMT", "1999-03-15T10:20:30+00:00")]
    [InlineData("Mon, 15 Mar 104 10:20:30 GMT", "2004-03-15T10:20:30+00:00")]                       // counted from 1900
    [InlineData("Mon, 15 March 2004 10:20:30 EST", "2004-03-15T10:20:30-05:00")]
    [InlineData("1 Sept. 2004 1:02:03 PDT", "2004-09-01T01:02:03-07:00")]
    [InlineData("Mon (in (a) comment), 15 Mar 2004 10:20:30 +0100 (CET)", "2004-03-15T10:20:30+01:00")]
    [InlineData("Mon, 15 Mar 2004 10:20:30 GMT+01:00", "2004-03-15T10:20:30+01:00")]
    [InlineData("Mon, 15 Mar 2004 10:20:30 UTC-5", "2004-03-15T10:20:30-05:00")]
    [InlineData("Mon, 15 Mar 2004 10:20:30 +1:00", "2004-03-15T10:20:30+01:00")]
    [InlineData("Mon, 15 Mar 2004 10:20:30 \"GMT\"", "2004-03-15T10:20:30+00:00")]
    [InlineData("Mon, 15 Mar 2004 10:20:30 +0200 EET", "2004-03-15T10:20:30+02:00")]
    [InlineData("Mon, 15 Mar 2004 10:20:30 Mitteleuropäische Zeit", "2004-03-15T10:20:30+00:00")]
    [InlineData("Mon, 15 Mar 2004 10:20:30 Q", "2004-03-15T10:20:30+00:00")]                        // military letters are not believed
    [InlineData("Mon, 15 Mar 2004 10:20:30 -0000", "2004-03-15T10:20:30+00:00")]
    [InlineData("Mon, 15 Mar 2004 10:20:30", "2004-03-15T10:20:30+00:00")]
    [InlineData("Mon Mar 15 10:20:30 2004", "2004-03-15T10:20:30+00:00")]                           // asctime
    [InlineData("Mon Mar 15 10:20:30 PST 2004", "2004-03-15T10:20:30-08:00")]
    [InlineData("15-Mar-2004 10:20:30 +0100", "2004-03-15T10:20:30+01:00")]
    [InlineData("2004-03-15T10:20:30.123+01:00", "2004-03-15T10:20:30+01:00")]
    [InlineData("2004-03-15 10:20:30Z", "2004-03-15T10:20:30+00:00")]
    [InlineData("Mon, 15 Mar 2004 3:20:30 PM", "2004-03-15T15:20:30+00:00")]
    [InlineData("Mon, 15 Mar 2004 12:20:30 AM", "2004-03-15T00:20:30+00:00")]
    [InlineData("Mon,\r\n 15 Mar 2004\r\n\t10:20:30 +0100", "2004-03-15T10:20:30+01:00")]
    [InlineData("Thu, 31 Dec 1998 23:59:60 +0000", "1999-01-01T00:00:00+00:00")]                    // a leap second
    [InlineData("29 Feb 2004 00:00:00 +1400", "2004-02-29T00:00:00+14:00")]
    [InlineData("15 Mar 2004", "2004-03-15T00:00:00+00:00")]
    [InlineData("15 Mar 2004 10", "2004-03-15T00:00:00+00:00")]                                     // a number too many is passed over
    [InlineData("2004 Mar 15 10:20:30", "2004-03-15T10:20:30+00:00")]
    public void Dates_are_read_as_people_and_programs_write_them(string value, string date) => Assert.Equal(date, Date(value));

    [Theory] // edge case 9
    [InlineData("Mon, 1 Jan 0001 00:00:00 +0000"), InlineData("Sat, 1 Jan 20222 10:00:00 +0000"), InlineData("(Invalid)"), InlineData("Invalid"), InlineData("")]
    [InlineData("Mon, 15 Mar 2004 10:20:30 +9900"), InlineData("Mon, 15 Mar 2004 10:20:30 +0160"), InlineData("Mon, 15 Mar 2004 10:20:30 +010000")]
    [InlineData("31 Feb 2004 10:00:00 +0000"), InlineData("0 Mar 2004 10:00:00"), InlineData("15 Mar 2004 25:00:00"), InlineData("15 Mar 2004 10:61:00"), InlineData("15 Mar 2004 10:00:61")]
    [InlineData("Mar 2004"), InlineData("15 2004 10:00:00"), InlineData("15 Mar 2004 1:2:3:4"), InlineData("15 Mar 1 10:00"), InlineData("01/02/2004 10:00")]
    [InlineData("30 Dec 1899 00:00:00 +0000"), InlineData("31 Dec 1969 23:59:59 +0000"), InlineData("18 Jun 2025 00:00:00 +0000"), InlineData("1 Jan 9999 00:00:00 +0000")]
    [InlineData("99999999999999999999 Mar 2004 10:00:00"), InlineData("(unclosed 15 Mar 2004 10:20:30"), InlineData("15 Mar 2004 10:20:30 +"), InlineData("2004-13-15T10:20:30Z")]
    public void An_absurd_date_is_no_date(string value) => Assert.Null(Date(value));

    [Fact] // edge case 8
    public void The_topmost_received_field_goes_before_the_date()
    {
        var header = Bytes.Of(
            "Received: from a by b (x; y) with ESMTP id 1;\r\n\tMon, 15 Mar 2004 10:20:30 +0100 (CET; really)\r\n" +
            "Received: from c by a; Mon, 15 Mar 2004 10:20:20 +0100\r\nDate: Sun, 14 Mar 2004 00:00:00 +0000\r\n\r\n");
        Assert.Equal("2004-03-15T10:20:30+01:00", Show(DateFallback.Of(header, Now)));
    }

    [Theory]
    [InlineData("Received: by b; 1 Jan 0001 00:00:00 +0000\r\nReceived: by a; 15 Mar 2004 10:00:00 +0000\r\nDate: 14 Mar 2004 00:00:00 +0000\r\n", "2004-03-15T10:00:00+00:00")]
    [InlineData("Date: 14 Mar 2004 00:00:00 +0000\r\nReceived: by b without a date\r\n", "2004-03-14T00:00:00+00:00")]
    [InlineData("Received: by b (never closed; 15 Mar 2004 10:00:00 +0000\r\n", "2004-03-15T10:00:00+00:00")]
    [InlineData("Date: (Invalid)\r\nDate: 14 Mar 2004 00:00:00 +0000\r\n", "2004-03-14T00:00:00+00:00")]
    [InlineData("Subject: no date at all\r\n", null)]
    public void What_is_absurd_in_one_field_is_looked_for_in_the_next(string header, string? date) => Assert.Equal(date, Show(DateFallback.Of(Bytes.Of(header), Now)));

    [Fact]
    public void Two_days_ahead_of_the_clock_is_the_last_plausible_date()
    {
        var last = Now + DateFallback.Ahead;
        Assert.NotNull(Date(last.ToString("d MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture)));
        Assert.Null(Date(last.AddSeconds(1).ToString("d MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture)));
        Assert.Equal("1970-01-01T00:00:00+00:00", Date("1 Jan 1970 00:00:00 +0000"));
    }

    [Fact]
    public void Every_date_written_by_the_rules_reads_back() => Always.Holds(
        from seconds in Gen.Choose(0, 1_750_000_000)
        from quarters in Gen.Choose(-48, 56)
        select new ReceivedDate(seconds, (short)(quarters * 15)), date =>
        {
            var moment = date.ToDateTimeOffset();
            var text = moment.ToString("ddd, d MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture) + moment.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);
            return DateFallback.Of(Bytes.Of($"Date: {text}\r\n"), Now) == date;
        });

    [Fact]
    public void Whatever_the_bytes_the_answer_is_plausible_and_no_exception() => Always.Holds(Bytes.MessageLike, message =>
        DateFallback.Of(message, Now) is not { } date || (date.UnixSeconds >= 0 && date.UnixSeconds <= (Now + DateFallback.Ahead).ToUnixTimeSeconds()));

    [Fact]
    public void Words_of_dates_in_any_order_are_no_exception() => Always.Holds(
        Gen.Elements("Mon,", "1", "31", "Feb", "March", "2004", "04", "20222", "10:20", "10:20:30.5", ":", "::", "+0100", "-", "+9900", "GMT+1", "PM", "(", ")", "2004-01-02", "2004-01-02T10:00:00Z", "/", "T", "9999999999", "\\")
            .ListOf().Select(words => string.Join(' ', words)),
        text => !MailDate.TryParse(Bytes.Of(text), out var date) || date.ToString().Length > 0);
}
