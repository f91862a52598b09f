namespace Godwit.Connectors.Tests;

public sealed class ClockPauseTests
{
    [Fact]
    public void No_time_is_no_pause() => new ClockPause(new StoppedClock()).For(TimeSpan.Zero, CancellationToken.None);

    [Fact]
    public void A_pause_ends_when_the_clock_says_so()
    {
        var clock = new StoppedClock { FiresAtOnce = true };
        new ClockPause(clock).For(TimeSpan.FromHours(3), CancellationToken.None);
        Assert.Equal(TimeSpan.FromHours(3), clock.Asked);
    }

    [Fact]
    public void A_token_ends_a_pause()
    {
        using var cancelling = new CancellationTokenSource();
        var clock = new StoppedClock { OnTimer = cancelling.Cancel };
        Assert.Throws<OperationCanceledException>(() => new ClockPause(clock).For(TimeSpan.FromHours(3), cancelling.Token));
    }

    /// <summary>A clock whose timers fire when they are made, or never.</summary>
    private sealed class StoppedClock : TimeProvider
    {
        public bool FiresAtOnce { get; init; }

        public Action? OnTimer { get; init; }

        public TimeSpan? Asked { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Asked = dueTime;
            OnTimer?.Invoke();
            if (FiresAtOnce) callback(state);
            return new NoTimer();
        }
    }

    private sealed class NoTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose() { }

        public ValueTask DisposeAsync() => default;
    }
}
