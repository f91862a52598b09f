using Godwit.EndToEnd.Places;
using Godwit.EndToEnd.Relays;
using Godwit.EndToEnd.TheCommand;

namespace Godwit.EndToEnd.Proxies;

/// <summary>Two Dovecots kept in step by dsync, each with its proxy. The one with the active copy dies in the middle of a move and the map is switched: the move goes on at the other, with the same uids.</summary>
[Trait("needs", "process")]
public sealed class ActiveCopyTests
{
    [Fact]
    public async Task A_move_goes_on_where_the_active_copy_went()
    {
        await using var active = await RealServer.StartAsync(ServerKind.Dovecot, ProxiedStore.Server);
        await using var passive = await RealServer.StartAsync(ServerKind.Dovecot, ProxiedStore.Server);
        await using var relay = new ImapRelay(active.ImapPort);
        await FillAsync(active);
        await Dsync.SyncAsync(active, passive, "alice");
        var before = await active.Mailbox("alice", "wonderland").ReadAsync();
        Assert.Equal(Uids(before), Uids(await passive.Mailbox("alice", "wonderland").ReadAsync()));
        ActiveCopyMap? map = null;
        await using var organisation = await ProxyOrganisation.StartAsync(
            [ProxiedStore.Of(relay), ProxiedStore.Of(passive)], (made, number) => (map ??= ActiveCopyMap.Make(made, 2)).Section(made, number));
        await using var balancer = await RealBalancer.StartAsync(PublishedSample.HaproxyPassingThrough, organisation);
        using var folder = new TemporaryFolder();
        var move = new GodwitMove(organisation.StoreAt(balancer.Port), new StoreAddress("maildir:" + folder["Maildir"]), folder.Path);
        var failover = new TaskCompletionSource();
        relay.Arm(new RelayPlan(Moment.InsideFetch, 150, Aftermath.Delivered, () =>
        {
            organisation.Proxies[0].Kill();
            failover.SetResult();
        }));

        var moving = move.ReportAsync(0);
        await failover.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await active.KillAsync();
        map!.Give(1);
        var report = await moving;

        Assert.NotEmpty(report.Retried);
        Assert.Equal(before.Messages.Count, report.ItemsCopied + report.ItemsAdopted);
        Comparison.AssertEqual(before, await ReadAsync(folder["Maildir"]));
        Assert.True((await move.ReportAsync(0)).DidNothing);
    }

    private static async Task FillAsync(RealServer server)
    {
        string[] much = ["--folders", "12", "--messages", "40", "--inbox", "200"];
        (await Command.RunAsync(Path.Combine(Checkout.ServerScripts, "make_maildir.py"), [Path.Combine(server.Home, "alice", "Maildir"), .. much])).OutputOrThrow("make_maildir.py");
    }

    private static IEnumerable<string> Uids(MailboxSnapshot mailbox) =>
        [.. mailbox.Folders.Select(folder => FormattableString.Invariant($"{folder.Folder} {folder.Generation}")).Order(StringComparer.Ordinal),
            .. mailbox.Messages.Select(message => FormattableString.Invariant($"{message.Folder} {message.Uid} {message.Sha256}")).Order(StringComparer.Ordinal)];

    private static async Task<MailboxSnapshot> ReadAsync(string maildir) =>
        MailboxSnapshot.Of((await Command.RunAsync(Path.Combine(Checkout.ServerScripts, "read_maildir.py"), [maildir])).OutputOrThrow("read_maildir.py"));
}
