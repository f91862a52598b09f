using Godwit.EndToEnd.Places;
using Godwit.EndToEnd.Relays;
using Godwit.EndToEnd.TheCommand;

namespace Godwit.EndToEnd.Proxies;

/// <summary>
/// A Dovecot with the mailboxes of alice and bob, three proxies that reach it each by a relay of its own, and a balancer before them. The move is from alice to bob, both through the balancer, so that it reads and
/// writes through it at the same time.
/// </summary>
internal sealed class BalancedMailboxes : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private BalancedMailboxes(RealServer server, IReadOnlyList<ImapRelay> relays, ProxyOrganisation organisation, RealBalancer balancer) =>
        (Server, Relays, Organisation, Balancer) = (server, relays, organisation, balancer);

    /// <summary>The Dovecot.</summary>
    public RealServer Server { get; }

    /// <summary>What each proxy reaches it by.</summary>
    public IReadOnlyList<ImapRelay> Relays { get; }

    /// <summary>The proxies.</summary>
    public ProxyOrganisation Organisation { get; }

    /// <summary>The balancer.</summary>
    public RealBalancer Balancer { get; }

    /// <summary>The move through whatever listens at this port; the balancer's when none is named.</summary>
    public GodwitMove Move(int? port = null) =>
        new(Organisation.StoreAt(port ?? Balancer.Port, ProxyOrganisation.Alice), Organisation.StoreAt(port ?? Balancer.Port, ProxyOrganisation.Bob), _folder.Path);

    /// <summary>The same with a token in place of the account's password.</summary>
    public GodwitMove MoveByToken(string token)
    {
        StoreAddress With(string mailbox) => Organisation.StoreAt(Balancer.Port, mailbox) is var store ? new StoreAddress(store.Address + "&auth=oauth", token) : store;
        return new(With(ProxyOrganisation.Alice), With(ProxyOrganisation.Bob), _folder.Path);
    }

    /// <summary>Starts everything.</summary>
    /// <param name="sample">The balancer's configuration.</param>
    /// <param name="isTrusted">True when the proxies believe what the balancer says of its clients.</param>
    /// <param name="keys">More keys of the proxies' configuration.</param>
    public static async Task<BalancedMailboxes> StartAsync(PublishedSample sample, bool isTrusted, string keys = "")
    {
        var server = await RealServer.StartAsync(ServerKind.Dovecot, ProxiedStore.Server);
        ImapRelay[] relays = [new(server.ImapPort), new(server.ImapPort), new(server.ImapPort)];
        var organisation = await ProxyOrganisation.StartAsync([.. relays.Select(ProxiedStore.Of)], (_, _) => (isTrusted ? "balancers: 127.0.0.1\n" : "") + keys);
        return new BalancedMailboxes(server, relays, organisation, await RealBalancer.StartAsync(sample, organisation));
    }

    /// <summary>Gives alice the corpus.</summary>
    public Task<FillReport> FillAsync(int messages) => Server.Mailbox("alice", "wonderland").FillAsync(messages: messages);

    /// <summary>Gives alice many small messages.</summary>
    public async Task FillManyAsync(string seed, int folders, int messages, int inbox) => (await Command.RunAsync(
        Path.Combine(Checkout.ServerScripts, "make_maildir.py"),
        [Path.Combine(Server.Home, "alice", "Maildir"), "--seed", seed, .. Words("--folders", folders), .. Words("--messages", messages), .. Words("--inbox", inbox)])).OutputOrThrow("make_maildir.py");

    private static string[] Words(string option, int value) => [option, value.ToString(System.Globalization.CultureInfo.InvariantCulture)];

    /// <summary>Bob's mailbox is alice's equal; gives how many messages it has.</summary>
    public async Task<int> CompareAsync()
    {
        var (alice, bob) = (await Server.Mailbox("alice", "wonderland").ReadAsync(), await Server.Mailbox("bob", "builder").ReadAsync());
        Comparison.AssertEqual(alice, bob);
        return bob.Messages.Count;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Balancer.DisposeAsync();
        await Organisation.DisposeAsync();
        foreach (var relay in Relays) await relay.DisposeAsync();
        await Server.DisposeAsync();
        _folder.Dispose();
    }
}
