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
        await using var copies = await TwoCopies.StartAsync();
        await FillAsync(copies.Active);
        await copies.SyncAsync();
        var before = await copies.There.ReadAsync();
        Assert.Equal(Uids(before), Uids(await copies.Elsewhere.ReadAsync()));
        using var folder = new TemporaryFolder();
        var move = new GodwitMove(copies.Store, new StoreAddress("maildir:" + folder["Maildir"]), folder.Path);

        var report = await copies.FailOverAsync(move, Moment.InsideFetch, 150);

        Assert.NotEmpty(report.Retried);
        Assert.Equal(before.Messages.Count, report.ItemsCopied + report.ItemsAdopted);
        Comparison.AssertEqual(before, await ReadAsync(folder["Maildir"]));
        Assert.True((await move.ReportAsync(0)).DidNothing);
    }

    /// <summary>
    /// The other server has what the active one had before the move began, and nothing of what the move had stored: its next message gets a uid that the ledger already knows for another. What was lost is
    /// noticed and sent again.
    /// </summary>
    [Fact]
    public async Task A_move_to_a_copy_that_lost_what_was_sent_sends_it_again()
    {
        await using var source = await RealServer.StartAsync(ServerKind.Dovecot);
        await using var copies = await TwoCopies.StartAsync();
        await FillAsync(source);
        await copies.There.FillAsync(seed: 9, messages: 30);
        await copies.SyncAsync();
        var there = await copies.There.ReadAsync();
        using var folder = new TemporaryFolder();
        var move = new GodwitMove(new StoreAddress($"imap://alice@localhost:{source.ImapPort}?ca={source.CertificateAuthority}", "wonderland"), copies.Store, folder.Path);

        var report = await copies.FailOverAsync(move, Moment.GroupAnswered, 3);

        Assert.NotEmpty(report.Retried);
        Assert.True((await move.ReportAsync(0)).DidNothing);
        var (wanted, got) = (await source.Mailbox("alice", "wonderland").ReadAsync(), await copies.Elsewhere.ReadAsync());
        Assert.Equal(Contents(wanted).Concat(Contents(there)).Order(StringComparer.Ordinal), Contents(got).Order(StringComparer.Ordinal));
    }

    /// <summary>
    /// Three servers see one folder of Maildirs, as on a file share. Each in turn is the one that writes, until it is killed: when it has written something, and while a part of a request to it is still on
    /// its way.
    /// </summary>
    [Fact]
    public async Task A_Maildir_that_three_servers_share_is_written_by_each_in_turn()
    {
        await using var source = await RealServer.StartAsync(ServerKind.Dovecot);
        await FillAsync(source, "60", "--bytes", "20000");
        using var folder = new TemporaryFolder();
        ActiveCopyMap? map = null;
        var archive = Directory.CreateDirectory(folder["archive"]);
        var store = ProxiedStore.OfMaildir(archive.FullName);
        await using var organisation = await ProxyOrganisation.StartAsync([store, store, store], (made, number) => (map ??= ActiveCopyMap.Make(made, 3, "archive")).Section(made, number));
        await using var balancer = await RealBalancer.StartAsync(PublishedSample.HaproxyPassingThrough, organisation);
        var written = 0;
        await using var relay = new CuttingRelay(balancer.Port, new Cut(3_000_000, OfAnswers: false, Politely: false, Times: 2)
        {
            Before = async owner =>
            {
                written = await UntilHoldsAsync(archive, written + 1);
                organisation.Proxies[owner].Kill();
                map!.Give(owner + 1);
            },
        });
        var move = new GodwitMove(new StoreAddress($"imap://alice@localhost:{source.ImapPort}?ca={source.CertificateAuthority}", "wonderland"), organisation.StoreAt(relay.Port), folder.Path);

        var report = await move.ReportAsync(0, "--connections", "1");

        Assert.Equal(2, relay.Cuts);
        Assert.True(report.Retried.Count >= 2, $"{report.Retried.Count} retries of two kills");
        await UntilHoldsAsync(archive, written + 1);
        Comparison.AssertEqual(await source.Mailbox("alice", "wonderland").ReadAsync(), await ReadAsync(Path.Combine(archive.FullName, "Maildir")));
        Assert.True((await move.ReportAsync(0)).DidNothing);
    }

    /// <summary>Returns how many messages are there, whole or in part, as soon as there are at least so many; nothing but looking tells.</summary>
    private static async Task<int> UntilHoldsAsync(DirectoryInfo folder, int files)
    {
        for (var tries = 0; tries < 12_000; tries++)
        {
            var there = folder.EnumerateFiles("*", SearchOption.AllDirectories).Count(file => file.Directory!.Name is "tmp" or "new" or "cur");
            if (there >= files) return there;
            await Task.Delay(5);
        }
        throw new TimeoutException($"{folder} never held {files} files.");
    }

    private static IEnumerable<string> Contents(MailboxSnapshot mailbox) => mailbox.Messages.Select(message => $"{message.Folder} {message.Sha256}");

    private static async Task FillAsync(RealServer server, string each = "40", params string[] more)
    {
        string[] much = ["--folders", "12", "--messages", each, "--inbox", "200", .. more];
        (await Command.RunAsync(Path.Combine(Checkout.ServerScripts, "make_maildir.py"), [Path.Combine(server.Home, "alice", "Maildir"), .. much])).OutputOrThrow("make_maildir.py");
    }

    private static IEnumerable<string> Uids(MailboxSnapshot mailbox) =>
        [.. mailbox.Folders.Select(folder => FormattableString.Invariant($"{folder.Folder} {folder.Generation}")).Order(StringComparer.Ordinal),
            .. mailbox.Messages.Select(message => FormattableString.Invariant($"{message.Folder} {message.Uid} {message.Sha256}")).Order(StringComparer.Ordinal)];

    private static async Task<MailboxSnapshot> ReadAsync(string maildir) =>
        MailboxSnapshot.Of((await Command.RunAsync(Path.Combine(Checkout.ServerScripts, "read_maildir.py"), [maildir])).OutputOrThrow("read_maildir.py"));
}
