namespace Godwit.Mail.Tests;

public sealed class ReceivedDateTests
{
    [Fact]
    public void It_is_the_moment_to_the_second_with_its_offset() => Always.Holds(
        from seconds in Gen.Choose(int.MinValue, int.MaxValue)
        from quarters in Gen.Choose(-56, 56)
        select new ReceivedDate(seconds, (short)(quarters * 15)),
        date => ReceivedDate.From(date.ToDateTimeOffset()) == date);

    [Fact]
    public void Fractions_of_a_second_are_dropped_downwards()
    {
        Assert.Equal(-1, ReceivedDate.From(DateTimeOffset.UnixEpoch.AddMilliseconds(-1)).UnixSeconds);
        Assert.Equal(0, ReceivedDate.From(DateTimeOffset.UnixEpoch.AddMilliseconds(999)).UnixSeconds);
    }

    [Fact]
    public void The_bounds_are_the_years_1_and_9999()
    {
        Assert.Equal(ReceivedDate.MinUnixSeconds, ReceivedDate.From(DateTimeOffset.MinValue).UnixSeconds);
        Assert.Equal(ReceivedDate.MaxUnixSeconds, ReceivedDate.From(DateTimeOffset.MaxValue).UnixSeconds);
    }

    [Theory]
    [InlineData(ReceivedDate.MinUnixSeconds, -60, "0001-01-01T00:00:00+00:00")]
    [InlineData(ReceivedDate.MaxUnixSeconds, 60, "9999-12-31T23:59:59+00:00")]
    [InlineData(0, 1080, "1970-01-01T00:00:00+00:00")]
    [InlineData(0, -1080, "1970-01-01T00:00:00+00:00")]
    [InlineData(0, -210, "1969-12-31T20:30:00-03:30")]
    public void What_no_calendar_can_show_locally_is_shown_in_utc(long seconds, short offset, string shown) =>
        Assert.Equal(shown, new ReceivedDate(seconds, offset).ToString());

    [Fact]
    public void The_same_moment_in_another_zone_is_the_same_moment_but_another_value()
    {
        var here = new ReceivedDate(100, 60);
        var there = new ReceivedDate(100, 0);
        Assert.True(here.SameMoment(there));
        Assert.NotEqual(here, there);
        Assert.True(here <= there && here >= there && !(here < there) && !(here > there));
        Assert.True(new ReceivedDate(99, 60) < there);
    }
}
