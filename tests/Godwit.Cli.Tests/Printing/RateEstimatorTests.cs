namespace Godwit.Cli.Tests.Printing;

public sealed class RateEstimatorTests
{
    private readonly FakeClock _clock = new();

    [Fact]
    public void A_steady_growth_is_told_as_it_is()
    {
        var rate = Estimate(Enumerable.Range(0, 40).Select(i => i * 1_000L));

        Assert.Equal(1_000, rate.PerSecond!.Value, 6);
    }

    [Fact]
    public void Only_the_last_while_counts()
    {
        var rate = Estimate(Enumerable.Range(0, 100).Select(i => i * 1_000L).Concat(Enumerable.Range(0, 11).Select(i => 99_000L + i * 10)));

        Assert.Equal(10, rate.PerSecond!.Value, 6);
    }

    [Fact]
    public void Nothing_is_told_before_a_second_has_passed()
    {
        var rate = new RateEstimator(TimeSpan.FromSeconds(10), _clock);
        rate.Sample(0);
        _clock.Advance(TimeSpan.FromMilliseconds(900));
        rate.Sample(5_000);

        Assert.Null(rate.PerSecond);
    }

    [Fact]
    public void A_standstill_is_zero_and_going_back_begins_anew()
    {
        Assert.Equal(0, Estimate([5, 5, 5]).PerSecond);
        Assert.Null(Estimate([100, 200, 50]).PerSecond);
    }

    private RateEstimator Estimate(IEnumerable<long> counts)
    {
        var rate = new RateEstimator(TimeSpan.FromSeconds(10), _clock);
        foreach (var count in counts)
        {
            rate.Sample(count);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }
        return rate;
    }
}
