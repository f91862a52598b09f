namespace Godwit.EndToEnd.Kills;

/// <summary>
/// Exactly once, for real: a move between two Dovecots is killed (SIGKILL) at chosen places of its conversations and of its own checkpoints, and started again at once.
/// </summary>
[Trait("needs", "process")]
[Trait("length", "deep")]
public sealed class KillTests
{
    private static readonly string[] Users = ["anna", "bert", "cleo", "dirk"];

    [Fact]
    public Task Forty_kills_lose_nothing_and_double_nothing() => KillAsync(rounds: 1, seed: 4);

    [Fact, Trait("length", "deep")]
    public Task Two_hundred_kills_lose_nothing_and_double_nothing() => KillAsync(rounds: 5, seed: 200);

    private static async Task KillAsync(int rounds, int seed)
    {
        var users = new ServerSettings { Users = string.Join(' ', Users.Select(user => $"{user}:pass-{user}")) };
        await using var source = await RealServer.StartAsync(ServerKind.Dovecot, users);
        await using var target = await RealServer.StartAsync(ServerKind.Dovecot, users);
        var histogram = new Histogram();

        await Task.WhenAll(Users.Select((user, i) => KillOneAsync(source, target, user, i, rounds, seed, histogram)));

        await Console.Out.WriteLineAsync(histogram.ToString());
        Assert.Equal(rounds * 10 * Users.Length, histogram.Kills);
        Assert.True(histogram.BetweenByteAndOk * 3 >= histogram.Kills);
        Assert.True(histogram.InsideTransaction >= rounds);
    }

    private static async Task KillOneAsync(RealServer source, RealServer target, string user, int number, int rounds, int seed, Histogram histogram)
    {
        await using var move = new KilledMove(source, target, (user, "pass-" + user), seed + number);
        await move.RunAsync(Enumerable.Range(number, rounds).SelectMany(round => KillPoint.Round(round % 2 == 0)), histogram);
    }
}
