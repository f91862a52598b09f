using Godwit.Connectors.Memory;

namespace Godwit.EdgeCases;

/// <summary>
/// Row 5: the move ends at any step of reading and writing, its state as the disk has it at that moment, or as a power loss leaves it. The next run finishes, and every message is there once.
/// Killing a real process at real servers is the end-to-end tests' part.
/// </summary>
public sealed class Case05_KillAtAnyByte
{
    private const int Points = 50;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Every_restart_converges_and_doubles_nothing(int seed)
    {
        var random = new Random(seed);
        var steps = Interrupted.StepsOfAWholeRun();
        var lost = 0;
        for (var point = 0; point < Points; point++)
        {
            var at = random.Next(1, steps + 1);
            using var world = new Interrupted();
            world.RunUntil(at, storesTheGroupInFlight: random.Next(2) == 0);
            lost += world.LosePower(random) ? 1 : 0;
            world.FinishAndCheck($"seed {seed}, step {at} of {steps}");
        }
        Assert.InRange(lost, 1, Points - 1);
    }

    [Fact]
    public void A_local_mailbox_is_never_emptied_by_it()
    {
        using var trip = new Trip(new MaildirPlace(), new ImapPlace());
        for (var number = 0; number < 20; number++) trip.Source.Deliver("INBOX", Letters.Plain(number), default, number);
        var root = ((MaildirPlace)trip.Source).Root;
        var before = Files(root);
        for (var cut = 1; cut < 8; cut++)
        {
            var target = ((ImapPlace)trip.Target).Server;
            using var rule = target.OnCommand(_ => true, c => c.Drop(), times: 1);
            Assert.Throws<FaultException>(() => trip.Run(trip.Settings with { RetryBudget = TimeSpan.Zero }));
            Assert.Equal(before, Files(root));
        }
        trip.Run().ShouldHaveCopied(20);
        Assert.Equal(before, Files(root));
        trip.ShouldBeEqual();
    }

    private static List<string> Files(string root) =>
        [.. Directory.GetFiles(root, "*", SearchOption.AllDirectories).Select(f => FormattableString.Invariant($"{f} {new FileInfo(f).Length}")).Order(StringComparer.Ordinal)];
}
