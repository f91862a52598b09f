using System.Globalization;
using System.Text.Json.Nodes;
using Godwit.EndToEnd.Places;
using Godwit.EndToEnd.TheCommand;

namespace Godwit.EndToEnd.TheService;

/// <summary>
/// The service is killed (SIGKILL) at random moments of batches that are made, started, stopped, synced and completed meanwhile, and started again on its data: nothing is lost, nothing is doubled, no
/// user fails for it, and all come to their end.
/// </summary>
[Trait("needs", "process")]
public sealed class ServiceKillTests
{
    [Fact]
    public Task Twelve_kills_of_the_service_lose_nothing_and_double_nothing() => KillAsync(kills: 12, seed: 12);

    [Fact, Trait("length", "deep")]
    public Task A_hundred_kills_of_the_service_lose_nothing_and_double_nothing() => KillAsync(kills: 100, seed: 100);

    private static async Task KillAsync(int kills, int seed)
    {
        using var folder = new TemporaryFolder();
        var houses = new MaildirHouses(folder);
        houses.Build();
        var batches = new KilledBatches(houses, new Random(seed));
        for (var kill = 0; kill < kills; kill++) await batches.KillOnceAsync(kill);

        await batches.FinishAsync();

        Assert.True(batches.KillsAtWork * 6 >= kills, string.Create(CultureInfo.InvariantCulture, $"Only {batches.KillsAtWork} of {kills} kills came while a mailbox was worked on."));
        foreach (var user in batches.Users) Comparison.AssertEqual(await houses.ReadAsync("old", user), await houses.ReadAsync("new", user), told: batches.Reports[user]);
    }
}

/// <summary>The batches of such a run, and what is asked of them.</summary>
/// <param name="houses">The stores.</param>
/// <param name="random">What happens when.</param>
internal sealed class KilledBatches(MaildirHouses houses, Random random)
{
    private const int UsersOfBatch = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly List<string> _batches = [];
    private readonly HashSet<string> _completing = [];

    /// <summary>All mailboxes.</summary>
    public IEnumerable<string> Users => _batches.SelectMany(UsersOf);

    /// <summary>What each mailbox's report says in the end.</summary>
    public Dictionary<string, string> Reports { get; } = [];

    /// <summary>How many kills came a moment after a mailbox was seen to be worked on.</summary>
    public int KillsAtWork { get; private set; }

    /// <summary>Starts the service, asks something of it, and kills it somewhere around the answer.</summary>
    public async Task KillOnceAsync(int round)
    {
        Prepare(round);
        var service = await ServiceProcess.StartAsync(houses.Configuration, houses.Data);
        await using (service)
        {
            await JudgeAsync(service);
            var act = ActAsync(service, round);
            if (round % 3 == 0 && await IsWorkedOnAsync(service)) KillsAtWork++;
            await Task.Delay(random.Next(round % 3 == 0 ? 60 : 900));   // the moment of the kill
            await service.DisposeAsync();
            await act;
        }
    }

    /// <summary>True as soon as a mailbox is worked on; false after some seconds: it may have been done in between two looks.</summary>
    private static async Task<bool> IsWorkedOnAsync(ServiceProcess service)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(5))
        {
            if ((await service.ListAsync("/users")).Any(static user => user["status"]!.GetValue<string>() is "Starting" or "Syncing")) return true;
        }
        return false;
    }

    /// <summary>Lets everything come to its end.</summary>
    public async Task FinishAsync()
    {
        await using var service = await ServiceProcess.StartAsync(houses.Configuration, houses.Data);
        foreach (var batch in _batches)
        {
            if ((await service.AskAsync(HttpMethod.Get, $"/batches/{batch}")).Status == 404) await NewAsync(service, batch);
            await service.AskAsync(HttpMethod.Post, $"/batches/{batch}/start");
            await service.AskAsync(HttpMethod.Post, $"/batches/{batch}/complete");
        }
        var began = TimeProvider.System.GetTimestamp();
        while (await JudgeAsync(service) < _batches.Count * UsersOfBatch)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, string.Join('\n', await service.ListAsync("/users")));
            await Task.Delay(100);   // between two looks
        }
        await CountAsync(service);
    }

    // Mail comes while the service is down, too; not into mailboxes that may be completed.
    private void Prepare(int round)
    {
        if (round % 3 == 0 || _batches.Count == 0)
        {
            _batches.Add(string.Create(CultureInfo.InvariantCulture, $"b{round}"));
            foreach (var user in UsersOf(_batches[^1])) houses.Deliver(user, ".Archive", 600 + random.Next(600));
        }
        else if (Open() is { Count: > 0 } open)
        {
            houses.Deliver(UsersOf(open[random.Next(open.Count)]).First(), ".Archive", 1 + random.Next(60));
        }
    }

    private Task ActAsync(ServiceProcess service, int round)
    {
        var batch = _batches[random.Next(_batches.Count)];
        return (round % 3 == 0 ? 0 : random.Next(1, 7)) switch
        {
            0 => NewAsync(service, _batches[^1]),
            1 => DoAsync(service, batch, "stop"),
            2 => CompleteAsync(service, batch),
            3 => DoAsync(service, batch, "start"),
            _ => DoAsync(service, batch, "sync-now"),
        };
    }

    private static Task NewAsync(ServiceProcess service, string batch) => service.AskAsync(HttpMethod.Post, "/batches", new JsonObject
    {
        ["name"] = batch, ["autoStart"] = true, ["csvData"] = "EmailAddress,TargetAddress\n" + string.Concat(UsersOf(batch).Select(static user => $"{user}@old.example,{user}@new.example\n")),
    });

    private Task CompleteAsync(ServiceProcess service, string batch)
    {
        _completing.Add(batch);
        return DoAsync(service, batch, "complete");
    }

    private static async Task DoAsync(ServiceProcess service, string batch, string what)
    {
        var (status, answer) = await service.AskAsync(HttpMethod.Post, $"/batches/{batch}/{what}");
        Assert.True(status < 500, $"{what}: {status} {answer}\n{service.Log}");
    }

    /// <summary>Every user is in a state that the story allows, and the counts add up; tells how many have come to their end.</summary>
    private static async Task<int> JudgeAsync(ServiceProcess service)
    {
        var users = await service.ListAsync("/users");
        Assert.All(users, static user => Assert.DoesNotContain(user["statusSummary"]!.GetValue<string>(), (string[])["Failed"]));
        foreach (var batch in await service.ListAsync("/batches"))
        {
            int Count(string name) => batch[name]!.GetValue<int>();
            Assert.Equal(UsersOfBatch, Count("totalCount"));   // a batch is made whole or not at all
            Assert.Equal(Count("totalCount"), Count("activeCount") + Count("validatingCount") + Count("pendingCount") + Count("syncedCount") + Count("finalizedCount") + Count("stoppedCount") + Count("failedCount") + Count("removingCount"));
        }
        return users.Count(static user => user["statusSummary"]!.GetValue<string>() == "Completed");
    }

    private async Task CountAsync(ServiceProcess service)
    {
        foreach (var user in Users)
        {
            var (_, report) = await service.AskAsync(HttpMethod.Get, $"/users/{user}@old.example/report");
            Reports[user] = string.Join('\n', report!["entries"]!.AsArray().Select(static entry => $"{entry!["at"]} {entry["message"]}"));
        }
    }

    private List<string> Open() => [.. _batches.Where(batch => !_completing.Contains(batch))];

    private static IEnumerable<string> UsersOf(string batch) => Enumerable.Range(0, UsersOfBatch).Select(number => string.Create(CultureInfo.InvariantCulture, $"{batch}-{number}"));
}
