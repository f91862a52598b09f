using Godwit.EndToEnd.Relays;

namespace Godwit.EndToEnd.Proxies;

/// <summary>Each of three proxies is killed in the middle of a move through HAProxy and started again; the administrator does nothing.</summary>
[Trait("needs", "process")]
public sealed class ProxyKillTests
{
    private const int MostRounds = 8;

    [Fact]
    public Task A_move_through_three_proxies_survives_that_each_is_killed() =>
        KillAsync(PublishedSample.HaproxyPassingThrough, isTrusted: false, (Moment.InsideFetch, 3), (Moment.LastByteSent, 1), (Moment.InsideLiteral, 1));

    [Fact]
    public Task So_does_one_whose_requests_are_spread_one_by_one() =>
        KillAsync(PublishedSample.HaproxyBridging, isTrusted: true, (Moment.LastByteSent, 2), (Moment.InsideFetch, 5), (Moment.GroupAnswered, 1));

    [Theory, Trait("length", "deep")]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5)]
    public Task So_do_others_at_other_moments(int seed)
    {
        var random = new Random(seed);
        Moment[] moments = [Moment.InsideFetch, Moment.InsideLiteral, Moment.LastByteSent, Moment.GroupAnswered, Moment.GroupBegins, Moment.Listing];
        var sample = seed % 2 == 0 ? PublishedSample.HaproxyPassingThrough : PublishedSample.HaproxyBridging;
        return KillAsync(sample, seed % 2 == 1, [.. Enumerable.Range(0, 3).Select(_ => (moments[random.Next(moments.Length)], 1 + random.Next(3)))]);
    }

    private static async Task KillAsync(PublishedSample sample, bool isTrusted, params (Moment At, int Count)[] moments)
    {
        await using var world = await BalancedMailboxes.StartAsync(sample, isTrusted);
        var killer = new ProxyKiller(world, moments);
        var arrived = 0L;
        // A move may be over before a proxy that was killed serves again and the next one's turn comes: then there is new mail, and the next move.
        for (var round = 1; killer.Killed.Count < moments.Length; round++)
        {
            Assert.True(round <= MostRounds, $"only {killer.Killed.Count} proxies came to their moment");
            var before = killer.Killed.Count;
            await world.FillManyAsync($"round {round}", folders: 24, messages: 40, inbox: 400);
            killer.Arm();

            var report = await world.Move().ReportAsync(0);

            await killer.FinishAsync();
            arrived += report.ItemsCopied + report.ItemsAdopted;
            Assert.True(killer.Killed.Count == before || report.Retried.Count > 0, "a proxy was killed and no retry is told");
            Assert.All(report.Retried, fault => Assert.Contains(fault.Remedy, (string[])["retry", "waitUntil"]));
            Assert.Equal(await world.CompareAsync(), arrived);
        }
        Assert.True((await world.Move().ReportAsync(0)).DidNothing);
    }
}
