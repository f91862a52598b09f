namespace Godwit.EndToEnd.Proxies;

/// <summary>Links that break in mid-body, and devices that close connections by the clock: the move finishes by itself, and what was cut is never taken for short.</summary>
[Trait("needs", "process")]
public sealed class CutTests
{
    /// <summary>A polite end looks to TLS and HTTP like that of a whole stream; the records tell that it was not.</summary>
    [Theory]
    [InlineData(true, true), InlineData(false, false)]
    public Task A_link_that_is_cut_in_mid_body_costs_nothing_but_time(bool ofAnswers, bool politely) => CutAsync(new Cut(90_000, ofAnswers, politely, Times: 2));

    [Theory, Trait("length", "deep")]
    [InlineData(true, false), InlineData(false, true)]
    public Task So_does_one_that_is_cut_again_and_again(bool ofAnswers, bool politely) => CutAsync(new Cut(60_000, ofAnswers, politely, Times: 12));

    private static async Task CutAsync(Cut cut)
    {
        await using var world = await BalancedMailboxes.StartAsync(PublishedSample.HaproxyPassingThrough, isTrusted: false);
        await world.FillManyAsync("cuts", folders: 10, messages: 40, inbox: 200);
        await using var relay = new CuttingRelay(world.Balancer.Port, cut);

        var report = await world.Move(relay.Port).ReportAsync(0);

        Assert.Equal(cut.Times, relay.Cuts);
        Assert.NotEmpty(report.Retried);
        Assert.Equal(await world.CompareAsync(), report.ItemsCopied + report.ItemsAdopted);
    }

    /// <summary>Slow enough that both answers and idle connections outlast the limit.</summary>
    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task A_balancer_that_closes_what_is_idle_for_a_second_is_put_up_with(bool isBridging)
    {
        var sample = isBridging ? PublishedSample.HaproxyBridging.With("timeout http-keep-alive 2m", "timeout http-keep-alive 1s") : PublishedSample.HaproxyPassingThrough;
        await using var world = await BalancedMailboxes.StartAsync(sample.With("timeout client 10m", "timeout client 1s").With("timeout server 10m", "timeout server 1s"), isBridging);
        await world.FillManyAsync("cuts", folders: 4, messages: 40, inbox: 200);

        var report = await world.Move().ReportAsync(0, "--limit-rate", "250kB");

        Assert.Equal(await world.CompareAsync(), report.ItemsCopied + report.ItemsAdopted);
    }

    [Fact]
    public async Task A_balancer_that_closes_the_connection_after_each_request_is_put_up_with()
    {
        await using var world = await BalancedMailboxes.StartAsync(PublishedSample.NginxBridging.With("keepalive_timeout 2m", "keepalive_timeout 0"), isTrusted: true);
        var filled = await world.FillAsync(60);

        var report = await world.Move().ReportAsync(0);

        Assert.Equal((filled.Stored, filled.Stored), ((int)report.ItemsCopied, await world.CompareAsync()));
    }
}
