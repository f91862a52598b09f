using Godwit.Proxy.Limits;

namespace Godwit.Proxy.Tests.Limits;

public sealed class ConnectionLimitTests
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);
    private readonly ConnectionLimit _limit = new(TimeProvider.System);

    [Fact]
    public async Task Those_who_wait_enter_in_the_order_they_came()
    {
        Assert.True(await _limit.TryEnterAsync(1, Long, default));
        var (second, third) = (_limit.TryEnterAsync(1, Long, default), _limit.TryEnterAsync(1, Long, default));

        _limit.Leave();

        Assert.True(await second);
        Assert.False(third.IsCompleted);
        _limit.Leave();
        Assert.True(await third);
        Assert.Equal(1, _limit.Inside);
    }

    [Fact]
    public async Task Whoever_goes_while_he_waits_takes_no_place()
    {
        using var gone = new CancellationTokenSource();
        Assert.True(await _limit.TryEnterAsync(1, Long, default));
        var waiting = _limit.TryEnterAsync(1, Long, gone.Token);
        await gone.CancelAsync();

        Assert.False(await waiting);
        _limit.Leave();
        Assert.Equal(0, _limit.Inside);
    }

    [Fact]
    public async Task Zero_is_no_limit_and_a_raised_limit_counts_at_once()
    {
        for (var i = 0; i < 10; i++) Assert.True(await _limit.TryEnterAsync(0, TimeSpan.Zero, default));
        Assert.False(await _limit.TryEnterAsync(10, TimeSpan.Zero, default));
        Assert.True(await _limit.TryEnterAsync(11, TimeSpan.Zero, default));
    }

    [Fact]
    public async Task Many_at_once_are_never_more_than_the_limit_and_nobody_is_forgotten()
    {
        var (inside, most) = (0, 0);
        await Task.WhenAll(Enumerable.Range(0, 500).Select(async _ =>
        {
            Assert.True(await _limit.TryEnterAsync(7, Long, default));
            InterlockedMax(ref most, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
            _limit.Leave();
        }));

        Assert.InRange(most, 1, 7);
        Assert.Equal(0, _limit.Inside);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = most; value > seen; seen = most)
            if (Interlocked.CompareExchange(ref most, value, seen) == seen) return;
    }
}
