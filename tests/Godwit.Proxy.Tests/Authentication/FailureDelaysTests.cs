namespace Godwit.Proxy.Tests.Authentication;

public sealed class FailureDelaysTests
{
    private readonly ManualClock _clock = new();
    private FailureDelays Delays => field ??= new FailureDelays(TimeSpan.FromSeconds(8), _clock);

    [Fact]
    public void Each_failure_of_a_user_doubles_the_delay_up_to_the_longest_and_never_locks_out()
    {
        var delays = new List<double>();
        for (var i = 0; i < 8; i++)
        {
            delays.Add(Delays.DelayOf("mig", $"192.0.2.{i}").TotalSeconds);
            Delays.Failed("MIG", $"192.0.2.{i}");
        }

        Assert.Equal([0, 0.25, 0.5, 1, 2, 4, 8, 8], delays);
        Assert.Equal(TimeSpan.Zero, Delays.DelayOf("other", "198.51.100.1"));
    }

    [Fact]
    public void Many_users_from_one_address_are_held_back_too()
    {
        for (var i = 0; i < 6; i++) Delays.Failed($"user{i}", "192.0.2.1");

        Assert.True(Delays.DelayOf("fresh", "192.0.2.1") >= TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.Zero, Delays.DelayOf("fresh", "192.0.2.2"));
    }

    [Fact]
    public void Success_forgives_the_user_but_not_the_address_and_time_forgives_both()
    {
        for (var i = 0; i < 6; i++) Delays.Failed("mig", "192.0.2.1");
        Delays.Succeeded("mig");

        Assert.Equal(TimeSpan.Zero, Delays.DelayOf("mig", "192.0.2.2"));
        Assert.NotEqual(TimeSpan.Zero, Delays.DelayOf("mig", "192.0.2.1"));
        _clock.Now += TimeSpan.FromMinutes(11);
        Assert.Equal(TimeSpan.Zero, Delays.DelayOf("mig", "192.0.2.1"));
    }

    private sealed class ManualClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
