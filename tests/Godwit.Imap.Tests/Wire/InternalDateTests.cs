using System.Text;

namespace Godwit.Imap.Tests;

public sealed class InternalDateTests
{
    [Theory]
    [InlineData("17-Jul-1996 02:44:25 -0700", 837_596_665, -420)]
    [InlineData(" 7-Jul-1996 02:44:25 +0000", 836_707_465, 0)]
    [InlineData("7-Jul-1996 02:44:25 +0000", 836_707_465, 0)]
    [InlineData("07-JUL-1996 02:44:25 +0530", 836_687_665, 330)]
    [InlineData("29-Feb-2024 23:59:60 +0000", 1_709_251_199, 0)]
    public void Dates_are_read_with_their_offset(string text, long seconds, short offset) =>
        Assert.Equal(new ReceivedDate(seconds, offset), InternalDate.Parse(Encoding.ASCII.GetBytes(text)));

    [Theory]
    [InlineData("")]
    [InlineData("30-Dec-1899 00:00:00 +0000")]   // Exchange's zero
    [InlineData("01-Jan-0001 00:00:00 +0000")]
    [InlineData("01-Jan-20222 00:00:00 +0000")]
    [InlineData("00-Jan-2022 00:00:00 +0000")]
    [InlineData("31-Feb-2022 00:00:00 +0000")]
    [InlineData("01-Foo-2022 00:00:00 +0000")]
    [InlineData("01-Jan-2022 25:00:00 +0000")]
    [InlineData("01-Jan-2022 00:00:00 +9900")]
    [InlineData("01-Jan-2022 00:00:00 GMT  ")]
    [InlineData("Sat, 01 Jan 2022 00:00:00")]
    public void Absurd_dates_are_no_dates(string text) => Assert.Null(InternalDate.Parse(Encoding.ASCII.GetBytes(text)));

    [Theory]
    [InlineData(0, 0, " 1-Jan-1970 00:00:00 +0000")]
    [InlineData(1_234_567_890, 330, "14-Feb-2009 05:01:30 +0530")]
    [InlineData(1_700_000_000, -480, "14-Nov-2023 14:13:20 -0800")]
    [InlineData(ReceivedDate.MaxUnixSeconds, 120, "31-Dec-9999 23:59:59 +0000")]
    public void Dates_are_written_in_their_own_offset(long seconds, short offset, string text)
    {
        Span<byte> written = stackalloc byte[InternalDate.Length];
        InternalDate.Format(new ReceivedDate(seconds, offset), written);
        Assert.Equal(text, Encoding.ASCII.GetString(written));
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        var random = new Random(7);
        Span<byte> written = stackalloc byte[InternalDate.Length];
        for (var i = 0; i < 2000; i++)
        {
            var date = new ReceivedDate(random.NextInt64(-2_000_000_000, 250_000_000_000), (short)random.Next(-1080, 1081));
            InternalDate.Format(date, written);
            Assert.Equal(date, InternalDate.Parse(written));
        }
    }
}
