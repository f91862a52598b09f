namespace Godwit.Moves.Tests.Requests;

public sealed class ScheduledInstantTests
{
    [Theory]
    [InlineData("2026-11-27T22:00:00+01:00", null, "2026-11-27T21:00:00", "+01:00")]
    [InlineData("2026-11-27T22:00Z", null, "2026-11-27T22:00:00", "UTC")]
    [InlineData("2026-11-27T22:00", "Europe/Berlin", "2026-11-27T21:00:00", "Europe/Berlin")]
    [InlineData("2026-07-27 22:00", "Europe/Berlin", "2026-07-27T20:00:00", "Europe/Berlin")]
    public void A_time_with_a_zone_is_an_instant(string text, string? zone, string utc, string shown)
    {
        var read = ScheduledInstant.Read(text, zone, out var problem);

        Assert.Null(problem);
        Assert.Equal(DateTimeOffset.Parse(utc + "Z", CultureInfo.InvariantCulture), read!.Utc);
        Assert.Equal(shown, read.Zone);
    }

    [Theory]
    [InlineData("2026-11-27T22:00", null, "GW4015")]
    [InlineData("Friday night", null, "GW4003")]
    [InlineData("2026-11-27T22:00", "Berlin", "GW4003")]
    [InlineData("2026-03-29T02:30", "Europe/Berlin", "GW4003")]
    [InlineData("2026-10-25T02:30", "Europe/Berlin", "GW4003")]
    public void No_zone_is_ever_guessed(string text, string? zone, string code)
    {
        Assert.Null(ScheduledInstant.Read(text, zone, out var problem));
        Assert.Equal(code, problem!.Code);
    }

    /// <summary>The system reads a zone from a file of that name: /dev/zero would never end.</summary>
    [Theory]
    [InlineData("../../../dev/zero")]
    [InlineData("/dev/zero")]
    [InlineData("Europe/../../../../dev/zero")]
    public void A_zone_is_a_name_and_never_a_path(string zone)
    {
        Assert.Null(ScheduledInstant.Read("2026-11-27T22:00", zone, out var problem));
        Assert.Equal("GW4003", problem!.Code);
        Assert.Equal("UTC", ScheduledInstant.Read("2026-11-27T22:00Z", zone, out _)!.Zone);
    }

    [Theory]
    [InlineData("0001-01-01T00:00", "Europe/Berlin")]
    [InlineData("9999-12-31T23:59", "America/New_York")]
    [InlineData("9999-12-31T23:59:59Z", null)]
    public void The_ends_of_the_calendar_are_refused(string text, string? zone)
    {
        Assert.Null(ScheduledInstant.Read(text, zone, out var problem));
        Assert.Equal("GW4003", problem!.Code);
    }

    [Fact]
    public void A_time_is_shown_on_a_clock_of_its_zone()
    {
        var shown = ScheduledInstant.Read("2026-07-27 22:00", "Europe/Berlin", out _)!.Show();

        Assert.Equal(TimeSpan.FromHours(2), shown.Local.Offset);
        Assert.Equal(22, shown.Local.Hour);
    }
}
