namespace Godwit.Testing.Tests.Time;

public sealed class FakeClockTests
{
    private readonly FakeClock _clock = new();

    [Fact]
    public void Time_passes_only_when_told()
    {
        var (now, stamp) = (_clock.GetUtcNow(), _clock.GetTimestamp());
        Assert.Equal((now, stamp), (_clock.GetUtcNow(), _clock.GetTimestamp()));
        _clock.Advance(TimeSpan.FromSeconds(90));
        Assert.Equal(now.AddSeconds(90), _clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(90), _clock.GetElapsedTime(stamp));
    }

    [Fact]
    public void Timers_fire_in_the_order_of_their_moments_and_see_them()
    {
        var start = _clock.GetUtcNow();
        var fired = new List<(string, double)>();
        void Note(string name) => fired.Add((name, (_clock.GetUtcNow() - start).TotalSeconds));
        using var late = _clock.CreateTimer(_ => Note("late"), null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);
        using var often = _clock.CreateTimer(_ => Note("often"), null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));
        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal([("often", 2), ("often", 4), ("late", 5), ("often", 6)], fired);
        Assert.Equal(1, _clock.PendingTimers);
    }

    [Fact]
    public void A_timer_can_set_another_that_fires_in_the_same_advance()
    {
        var fired = 0;
        ITimer? second = null;
        using var first = _clock.CreateTimer(_ => second = _clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1, fired);
        second!.Dispose();
    }

    [Fact]
    public void A_disposed_timer_stays_silent()
    {
        var fired = 0;
        var timer = _clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        timer.Dispose();
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(0, fired);
        Assert.False(timer.Change(TimeSpan.Zero, TimeSpan.Zero));
    }

    [Fact]
    public void A_delay_ends_when_its_time_has_come()
    {
        var delay = Task.Delay(TimeSpan.FromMinutes(1), _clock);
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False(delay.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(delay.IsCompletedSuccessfully);
    }

    [Fact]
    public void Setting_the_wall_clock_back_does_not_turn_back_durations()
    {
        var stamp = _clock.GetTimestamp();
        _clock.SetWallClock(new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.Zero));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2001, _clock.GetUtcNow().Year);
        Assert.Equal(TimeSpan.FromSeconds(1), _clock.GetElapsedTime(stamp));
    }
}
