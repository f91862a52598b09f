using System.Globalization;
using System.Text.Json.Nodes;
using Godwit.EndToEnd.Places;
using Godwit.EndToEnd.TheCommand;

namespace Godwit.EndToEnd.TheService;

/// <summary>Mailboxes of a Dovecot that the service watches by IDLE: what changes there is synced without waiting for the timetable, which says once a day.</summary>
[Trait("needs", "process")]
public sealed class WatchedMailboxTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task What_changes_in_a_watched_mailbox_is_on_the_target_soon_after()
    {
        using var folder = new TemporaryFolder();
        var houses = new MaildirHouses(folder);
        houses.Build();
        await using var source = await RealServer.StartAsync(ServerKind.Dovecot);
        var mailbox = source.Mailbox("alice", "wonderland");
        await mailbox.FillAsync(messages: 30);
        await using var service = await ServiceProcess.StartAsync(houses.Configuration, houses.Data);
        await StartAsync(service, source);
        var synced = "";
        await UntilAsync(service, (user, lines) => Has(lines, "tells of changes (IDLE)") && Has(lines, "a sync is due") && IsSynced(user, ref synced));

        await mailbox.ChangeAsync();

        // A change that takes long is several bursts, each with a sync of its own; nothing else than the watch starts one today.
        var wanted = await mailbox.ReadAsync();
        do await UntilAsync(service, (user, _) => IsSynced(user, ref synced));
        while (!Comparison.AreEqual(wanted, await houses.ReadAsync("new", "alice")));
    }

    /// <summary>True when it was synced since it was asked last, and is at rest.</summary>
    private static bool IsSynced(JsonNode user, ref string since)
    {
        var last = user["lastSuccessfulSyncTime"]?.GetValue<string>() ?? "";
        if (last == since || user["status"]!.GetValue<string>() != "IncrementalSynced") return false;
        since = last;
        return true;
    }

    private static async Task StartAsync(ServiceProcess service, RealServer source)
    {
        var (made, endpoint) = await service.AskAsync(HttpMethod.Post, "/endpoints", new JsonObject
        {
            ["name"] = "dovecot", ["endpointType"] = "IMAP", ["remoteServer"] = "localhost", ["port"] = source.ImapPort, ["security"] = "Tls", ["certificateAuthorities"] = source.CertificateAuthority, ["maxWatchedMailboxes"] = 5,
        });
        Assert.True(made == 200, endpoint?.ToJsonString());
        var (started, batch) = await service.AskAsync(HttpMethod.Post, "/batches", new JsonObject
        {
            ["name"] = "watched", ["sourceEndpoint"] = "dovecot", ["autoStart"] = true, ["csvData"] = "EmailAddress,TargetAddress,UserName,Password\nalice@old.example,alice@new.example,alice,wonderland\n",
        });
        Assert.True(started == 200, batch?.ToJsonString());
    }

    private static bool Has(IReadOnlyList<string> lines, string words) => lines.Any(line => line.Contains(words, StringComparison.Ordinal));

    private static async Task UntilAsync(ServiceProcess service, Func<JsonNode, IReadOnlyList<string>, bool> holds)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var user = Assert.Single(await service.ListAsync("/users"));
            var (_, report) = await service.AskAsync(HttpMethod.Get, "/users/alice@old.example/report");
            List<string> lines = [.. report!["entries"]!.AsArray().Select(static entry => string.Create(CultureInfo.InvariantCulture, $"{entry!["at"]} {entry["message"]}"))];
            if (holds(user, lines)) return;
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, user.ToJsonString() + "\n" + string.Join('\n', lines));
            await Task.Delay(100);   // between two looks
        }
    }
}
